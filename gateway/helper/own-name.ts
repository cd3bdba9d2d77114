import path from 'node:path';

/** Crockford's base 32, as the server makes codes. */
const CODE = '[0-9A-HJKMNP-TV-Z]{10}';
/** A second download of the same file is `… (1)`, `…-1` or `….1`, by the browser. */
const NAME = new RegExp(`^sideseat-helper_(${CODE})(?![0-9A-Za-z])`, 'i');
const PIN = /^[0-9]{6,9}$/;

/** The code that the page gave this download, by the name of its file; of a file with another name `undefined`. */
export function codeInName(file: string): string | undefined {
  return NAME.exec(path.basename(file))?.[1]?.toUpperCase();
}

/** What the owner typed: a PIN, or a code of the page; `undefined` for anything else. */
export function readEntered(text: string): { pin: string } | { code: string } | undefined {
  const bare = text.normalize('NFKC').replaceAll(/[\s\p{Pd}.]/gu, '').toUpperCase();
  if (PIN.test(bare)) return { pin: bare };
  const code = bare.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return new RegExp(`^${CODE}$`).test(code) ? { code } : undefined;
}
