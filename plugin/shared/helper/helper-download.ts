import type { HelperPlace } from './helper-place.ts';

/** What the session server with this origin has helpers for, for example `linux-x64`. Rejects where it cannot be asked. */
export type ListPlatforms = (origin: string) => Promise<readonly string[]>;

/** The helper as the session server has it for one system. */
export interface HelperDownload {
  platform: string;
  /** What travels; `null` while that is not known. */
  sizeBytes: number | null;
}

/** What a download weighs on its way, in bytes; `null` where this page is not told. */
export async function measureDownload(origin: string, platform: string): Promise<number | null> {
  const { ok, headers } = await fetch(`${origin}/helper/download/${platform}`, { method: 'HEAD' });
  return (ok && Number(headers.get('content-length'))) || null;
}

/** Where it is fetched from; the code in the address comes back in the name of the file. */
export const downloadUrl = (origin: string, platform: string, code: string): string =>
  `${origin}/helper/download/${platform}/${code}`;

/** For a terminal: makes the file a program, and starts it. On Linux the folder of downloads has a name in the system's language. */
export function startLine(system: HelperPlace['system'], code: string): string {
  const file = `sideseat-helper_${code}`;
  const folder = system === 'linux' ? '"$(xdg-user-dir DOWNLOAD)"' : '~/Downloads';
  return `cd ${folder} && chmod +x ${file} && ./${file}`;
}

/** For a terminal with Node.js: fetches the helper as one script, and starts it. */
export function scriptLine(origin: string, code: string): string {
  const file = 'sideseat-helper.mjs';
  return `curl -fsS ${origin}/helper/${file} -o ${file} && node ${file} ${origin} ${code}`;
}
