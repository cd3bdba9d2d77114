import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const WORD = 'Kanarie';
/** The word that all secrets begin with, as it may be written in a text: plain, of two bytes a letter, or in base64 wherever it begins. */
const WORD_FORMS = [
  WORD.toLowerCase(),
  [...WORD.toLowerCase()].join('\0'),
  ...[0, 1, 2].map((before) => Buffer.from('x'.repeat(before) + WORD).toString('base64').slice(before === 0 ? 0 : 4, -4).toLowerCase()),
];

/**
 * Secrets that stand in a text, however they are written there. Words are found by how they begin, so that a part of one is
 * found, too, and a piece of the text around them tells which.
 */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  const plain = text.toLowerCase().replace(/[\s-]/g, '');
  const words = WORD_FORMS.flatMap((form) => {
    const at = plain.indexOf(form);
    return at < 0 ? [] : [plain.slice(Math.max(0, at - 120), at + 60)];
  });
  const numbers = new Set(secrets.filter((secret) => !secret.startsWith(WORD)));
  return [...words, ...[...numbers].filter((number) => plain.includes(number.toLowerCase().replace(/[\s-]/g, '')))];
}

/** Everything in a folder, as text. */
export async function textOfFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')));
  return texts.join('\n');
}
