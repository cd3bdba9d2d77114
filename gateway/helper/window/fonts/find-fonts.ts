import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a Linux desktop keeps its fonts, the person's own included. */
export function fontFolders(home: string | undefined): readonly string[] {
  const own = home ? [join(home, '.local/share/fonts'), join(home, '.fonts')] : [];
  return ['/usr/share/fonts', '/usr/local/share/fonts', ...own];
}

/** Files looked at: a desktop with more fonts has one of ours among these. */
const FILES_MAX = 10_000;
const DEPTH_MAX = 6;
/** The largest of the fonts below has 32 MB. */
const FONT_BYTES_MAX = 40_000_000;

/** Well-made fonts without serifs, the best first, with their bold. */
const LATIN: readonly (readonly [regular: string, bold: string])[] = [
  ['NotoSans-Regular.ttf', 'NotoSans-Bold.ttf'],
  ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'],
  ['LiberationSans-Regular.ttf', 'LiberationSans-Bold.ttf'],
  ['OpenSans-Regular.ttf', 'OpenSans-Bold.ttf'],
  ['Roboto-Regular.ttf', 'Roboto-Bold.ttf'],
  ['Ubuntu-R.ttf', 'Ubuntu-B.ttf'],
  ['Arimo-Regular.ttf', 'Arimo-Bold.ttf'],
  ['FreeSans.ttf', 'FreeSansBold.ttf'],
  ['NotoSans-VF.ttf', 'NotoSans-VF.ttf'],
  ['NotoSans[wght].ttf', 'NotoSans[wght].ttf'],
];

/** Fonts with Japanese; most have the other scripts of East Asia too. */
const EAST_ASIAN = [
  'NotoSansCJK-Regular.ttc',
  'NotoSansCJKjp-Regular.otf',
  'NotoSansJP-Regular.otf',
  'NotoSansCJK-VF.ttc',
  'SourceHanSans-Regular.ttc',
  'ipaexg.ttf',
  'ipagp.ttf',
  'ipag.ttf',
  'TakaoPGothic.ttf',
  'TakaoGothic.ttf',
  'VL-PGothic-Regular.ttf',
  'VL-Gothic-Regular.ttf',
  'DroidSansFallbackFull.ttf',
  'DroidSansFallback.ttf',
  'wqy-microhei.ttc',
  'wqy-zenhei.ttc',
];

const FONT_FILE = /\.(ttf|otf|ttc)$/i;

/** Paths of font files, to be read when they are needed. */
export interface FontFiles {
  /** The best first: a file may turn out to be unusable. `bold` may be the same file. */
  latin: readonly { regular: string; bold: string }[];
  eastAsian: readonly string[];
}

/** Looks for fonts, without reading them. Folders that are missing or closed have none. */
export function findFonts(folders: readonly string[]): FontFiles {
  const files = listFontFiles(folders);
  const known = LATIN.flatMap(([regular, bold]) => {
    const path = files.get(regular);
    return path === undefined ? [] : [{ regular: path, bold: files.get(bold) ?? path }];
  });
  const others = [...files.values()].map((path) => ({ regular: path, bold: path }));
  return {
    latin: [...known, ...others],
    eastAsian: EAST_ASIAN.flatMap((name) => files.get(name) ?? []),
  };
}

/** @returns `undefined` where the file is gone, closed to us, or far too large for a font */
export function readFont(path: string): Uint8Array | undefined {
  try {
    const { size } = statSync(path);
    return size > FONT_BYTES_MAX ? undefined : readWhole(path, size);
  } catch {
    return undefined;
  }
}

function readWhole(path: string, size: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    // Not more than was promised, whatever the file becomes meanwhile.
    const bytes = new Uint8Array(size);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/** By name; of two with the same name the first. */
function listFontFiles(folders: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  let level = [...folders];
  let seen = 0;
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1) {
    const below: string[] = [];
    for (const folder of level)
      for (const entry of entriesOf(folder)) {
        seen += 1;
        if (seen > FILES_MAX) return found;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) below.push(path);
        else if (FONT_FILE.test(entry.name) && !found.has(entry.name)) found.set(entry.name, path);
      }
    level = below;
  }
  return found;
}

function entriesOf(folder: string): ReturnType<typeof readFolder> {
  try {
    return readFolder(folder);
  } catch {
    return [];
  }
}

const readFolder = (folder: string) => readdirSync(folder, { withFileTypes: true });
