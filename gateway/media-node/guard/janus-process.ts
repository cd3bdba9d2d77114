import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { JanusInstall } from '../janus-install.ts';

/**
 * Starts Janus so that it cannot outlive this process, however that ends: the kernel kills it with its parent.
 * It has its own process group, so that a Ctrl-C in the terminal reaches the parent first, and it gains no privileges.
 */
export async function spawnJanus(install: JanusInstall, folder: string): Promise<ChildProcess> {
  const log = await open(join(folder, 'janus.log'), 'w', 0o600);
  try {
    const janus = [install.binary, '--configs-folder', folder, '--config', join(folder, 'janus.jcfg')];
    const [command = install.binary, ...args] = [...confinement(install), ...janus];
    return spawn(command, args, {
      cwd: folder,
      detached: true,
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
      stdio: ['ignore', log.fd, log.fd],
    });
  } finally {
    await log.close();
  }
}

/** What stands before the command: each of these replaces itself by the next, so that the child's id is Janus's. */
function confinement({ prlimit, setpriv }: JanusInstall): string[] {
  const withoutCapabilities = process.getuid?.() === 0 ? ['--bounding-set=-all', '--inh-caps=-all'] : [];
  return [prlimit, '--core=0:0', setpriv, '--pdeathsig', 'KILL', '--no-new-privs', ...withoutCapabilities];
}
