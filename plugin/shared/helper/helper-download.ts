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

/** For a terminal: makes the file a program, and starts it. @param folder - Where browsers save files */
export function startLine(folder: string, code: string): string {
  const file = `~/${folder}/sideseat-helper_${code}`;
  return `chmod +x ${file} && ${file}`;
}

/** For a terminal with Node.js: fetches the helper as one script, and starts it. */
export function scriptLine(origin: string, code: string): string {
  const file = 'sideseat-helper.mjs';
  return `curl -fsS ${origin}/helper/${file} -o ${file} && node ${file} ${origin} ${code}`;
}
