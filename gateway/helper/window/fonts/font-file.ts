/** What stands in a font file of several fonts (a collection) instead of a version. */
const COLLECTION = 'ttcf';
/** Kinds of fonts with outlines: TrueType, Apple's TrueType, and those with PostScript outlines. */
const OUTLINE_FONTS = new Set(['\u0000\u0001\u0000\u0000', 'true', 'OTTO']);
/** Of the name table: Windows, and the family, first the one that is not split into styles. */
const WINDOWS = 3;
const FAMILY_NAMES = [16, 1];

/** One font of a file: what its family is called, which characters it has, and how wide they are. */
export class FontFace {
  readonly family: string;
  readonly #unitsPerEm: number;
  readonly #advances: DataView;
  readonly #advanceCount: number;
  readonly #glyphs: GlyphRanges;

  private constructor(file: DataView, tables: ReadonlyMap<string, number>) {
    const at = (tag: string): number => {
      const offset = tables.get(tag);
      if (offset === undefined) throw new RangeError(`the font lacks ${tag}`);
      return offset;
    };
    this.family = readFamily(file, at('name'));
    this.#unitsPerEm = file.getUint16(at('head') + 18);
    this.#advanceCount = file.getUint16(at('hhea') + 34);
    this.#advances = new DataView(file.buffer, file.byteOffset + at('hmtx'), 4 * this.#advanceCount);
    this.#glyphs = readGlyphRanges(file, at('cmap'));
  }

  /** The fonts of a file that have outlines; none where it is damaged. */
  static read(bytes: Uint8Array): FontFace[] {
    const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      const starts = readTag(file, 0) === COLLECTION
        ? Array.from({ length: file.getUint32(8) }, (_, index) => file.getUint32(12 + 4 * index))
        : [0];
      return starts.filter((at) => OUTLINE_FONTS.has(readTag(file, at))).map((at) => new FontFace(file, readTables(file, at)));
    } catch (error) {
      if (error instanceof RangeError) return []; // an offset that leads outside, or a table that is missing
      throw error;
    }
  }

  has(character: string): boolean {
    return this.#glyphOf(character) > 0;
  }

  /** In multiples of the font's size; a character that it lacks is as wide as what is drawn instead. */
  widthOf(character: string): number {
    const glyph = Math.min(this.#glyphOf(character), this.#advanceCount - 1); // further ones are as wide as the last
    return this.#advances.getUint16(4 * glyph) / this.#unitsPerEm;
  }

  #glyphOf(character: string): number {
    const code = character.codePointAt(0) ?? 0;
    let low = 0;
    let high = this.#glyphs.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (code < this.#glyphs.first(middle)) high = middle - 1;
      else if (code > this.#glyphs.last(middle)) low = middle + 1;
      else return this.#glyphs.glyph(middle, code);
    }
    return 0;
  }
}

/** Ranges of characters in their order, read where they stand: a font for East Asia has tens of thousands. */
interface GlyphRanges {
  count: number;
  first(range: number): number;
  last(range: number): number;
  /** 0 where the font lacks it after all. */
  glyph(range: number, code: number): number;
}

const readTag = (file: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => file.getUint8(at + index)));

function readTables(file: DataView, at: number): Map<string, number> {
  const count = file.getUint16(at + 4);
  const entries = Array.from({ length: count }, (_, index) => at + 12 + 16 * index);
  return new Map(entries.map((entry) => [readTag(file, entry), file.getUint32(entry + 8)]));
}

function readFamily(file: DataView, at: number): string {
  const records = Array.from({ length: file.getUint16(at + 2) }, (_, index) => at + 6 + 12 * index);
  const texts = at + file.getUint16(at + 4);
  for (const wanted of FAMILY_NAMES) {
    const record = records.find((each) => file.getUint16(each) === WINDOWS && file.getUint16(each + 6) === wanted);
    if (record === undefined) continue;
    const from = texts + file.getUint16(record + 10);
    const length = file.getUint16(record + 8) / 2;
    return String.fromCharCode(...Array.from({ length }, (_, index) => file.getUint16(from + 2 * index)));
  }
  return '';
}

/** From the tables for Unicode: format 12 has all of it, format 4 the first 65,536 characters. */
function readGlyphRanges(file: DataView, at: number): GlyphRanges {
  const records = Array.from({ length: file.getUint16(at + 2) }, (_, index) => at + 4 + 8 * index);
  const tables = records.map((record) => at + file.getUint32(record + 4));
  const full = tables.find((table) => file.getUint16(table) === 12);
  if (full !== undefined) return readGroups(file, full);
  const basic = tables.find((table) => file.getUint16(table) === 4);
  if (basic === undefined) throw new RangeError('the font has no table for Unicode');
  return readSegments(file, basic);
}

function readGroups(file: DataView, at: number): GlyphRanges {
  const group = (index: number): number => at + 16 + 12 * index;
  return {
    count: file.getUint32(at + 12),
    first: (range) => file.getUint32(group(range)),
    last: (range) => file.getUint32(group(range) + 4),
    glyph: (range, code) => file.getUint32(group(range) + 8) + code - file.getUint32(group(range)),
  };
}

/** Four lists, with two bytes between the first two. */
function readSegments(file: DataView, at: number): GlyphRanges {
  const count = file.getUint16(at + 6) / 2;
  const value = (list: number, range: number): number => file.getUint16(at + list + 2 * range);
  const [ends, starts, deltas, offsets] = [14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count] as const;
  return {
    count,
    first: (range) => value(starts, range),
    last: (range) => value(ends, range),
    glyph(range, code) {
      const offset = value(offsets, range);
      if (offset === 0) return (code + value(deltas, range)) & 0xffff;
      // Counted from where the offset itself stands.
      const glyph = file.getUint16(at + offsets + 2 * range + offset + 2 * (code - value(starts, range)));
      return glyph === 0 ? 0 : (glyph + value(deltas, range)) & 0xffff;
    },
  };
}
