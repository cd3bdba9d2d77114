import type { Locale } from '../../../protocol/vocabulary.ts';
import { WindowError } from '../window.ts';
import { findFonts, readFont, type FontFiles } from './find-fonts.ts';
import { FontFace } from './font-file.ts';

/** Part of a text that one font draws. */
export interface TextRun {
  text: string;
  family: string;
  /** The font has no bold of its own: its strokes are to be made thicker. */
  needsThickening: boolean;
}

interface LoadedFont {
  bytes: Uint8Array;
  face: FontFace;
}

/** A font whose letters people read must have these. */
const LETTERS = 'AZaz09';
/** A font for Japanese must have these. */
const KANA = 'あア操';

/** Which family of a collection suits these readers: the languages of East Asia draw the same characters differently. */
const JAPANESE_FAMILY = /JP|Japan|Gothic|Gothi/;

/** The few fonts that the window is drawn with. The large one for East Asia is read when a text first needs it. */
export class FontSet {
  readonly #regular: LoadedFont;
  readonly #bold: LoadedFont;
  readonly #files: FontFiles;
  #eastAsian: LoadedFont | null | undefined;

  private constructor(regular: LoadedFont, bold: LoadedFont, files: FontFiles) {
    this.#regular = regular;
    this.#bold = bold;
    this.#files = files;
  }

  /** @throws WindowError `noFont` */
  static load(folders: readonly string[]): FontSet {
    const files = findFonts(folders);
    for (const { regular, bold } of files.latin) {
      const loaded = load(regular, LETTERS);
      if (loaded) return new FontSet(loaded, (bold !== regular && load(bold, LETTERS)) || loaded, files);
    }
    throw new WindowError('noFont', 'this desktop has no font that could be used');
  }

  /** Whether there are fonts to write this language with. */
  canWrite(locale: Locale): boolean {
    return locale !== 'ja' || [...KANA].every((character) => this.#faceOf(character, false).face.has(character));
  }

  /** In pixels. */
  widthOf(text: string, sizePx: number, isBold: boolean): number {
    let width = 0;
    for (const character of text) width += this.#faceOf(character, isBold).face.widthOf(character);
    return width * sizePx;
  }

  /** Cuts a text where the font changes. */
  runsOf(text: string, isBold: boolean): TextRun[] {
    const runs: TextRun[] = [];
    for (const character of text) {
      const font = this.#faceOf(character, isBold);
      const last = runs.at(-1);
      if (last?.family === font.face.family) last.text += character;
      else runs.push({ text: character, family: font.face.family, needsThickening: isBold && font !== this.#bold });
    }
    return runs;
  }

  /** The files that these texts are drawn with. */
  filesFor(texts: Iterable<string>): Uint8Array[] {
    const fonts = new Set([this.#regular, this.#bold]);
    for (const text of texts) for (const character of text) fonts.add(this.#faceOf(character, false));
    return [...fonts].map(({ bytes }) => bytes);
  }

  #faceOf(character: string, isBold: boolean): LoadedFont {
    const usual = isBold ? this.#bold : this.#regular;
    if (isInvisible(character) || usual.face.has(character)) return usual;
    this.#eastAsian ??= this.#loadEastAsian();
    return this.#eastAsian?.face.has(character) ? this.#eastAsian : usual;
  }

  #loadEastAsian(): LoadedFont | null {
    for (const path of this.#files.eastAsian) {
      const loaded = load(path, KANA);
      if (loaded) return loaded;
    }
    return null;
  }
}

/** What tells the direction of a text has no picture. */
const isInvisible = (character: string): boolean => /\p{Cf}/u.test(character);

function load(path: string, wanted: string): LoadedFont | undefined {
  const bytes = readFont(path);
  if (!bytes) return undefined;
  const faces = FontFace.read(bytes).filter((face) => face.family && [...wanted].every((character) => face.has(character)));
  const face = faces.find(({ family }) => JAPANESE_FAMILY.test(family)) ?? faces[0];
  return face && { bytes, face };
}
