import { readdirSync, readFileSync } from 'node:fs';

/** A part of the product that runs as a process of its own. */
export type Part = 'server' | 'guard' | 'janus';

const COMMANDS: Record<Part, RegExp> = {
  server: /gateway\/server\/main\.ts/,
  guard: /guard\/main\.ts/,
  janus: /^\S*janus\b.*--configs-folder/,
};

/**
 * The process of one part of the product that works on this data folder.
 * @throws where there is none, or it is a corpse
 */
export function processOf(part: Part, dataDir: string): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((id) => {
      try {
        const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
        if (!COMMANDS[part].test(command)) return false;
        if (/^State:\tZ/m.test(readFileSync(`/proc/${id}/status`, 'utf8'))) return false;
        return command.includes(dataDir) || readFileSync(`/proc/${id}/environ`, 'utf8').includes(`=${dataDir}\0`);
      } catch {
        return false; // It has ended meanwhile.
      }
    });
  if (found === undefined) throw new Error(`no ${part} runs on ${dataDir}`);
  return found;
}

/** Signals one part, and returns when it was sent, in Unix milliseconds. */
export function signal(part: Part, dataDir: string, name: NodeJS.Signals): number {
  const id = processOf(part, dataDir);
  const atMs = Date.now();
  process.kill(id, name);
  return atMs;
}
