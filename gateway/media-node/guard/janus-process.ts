import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { findExecutable, type JanusInstall } from '../janus-install.ts';

/**
 * Starts Janus so that it cannot outlive this process, however that ends: the kernel kills it with its parent.
 * It has its own process group, so that a Ctrl-C in the terminal reaches the parent first, and it gains no privileges.
 */
export async function spawnJanus(install: JanusInstall, folder: string): Promise<ChildProcess> {
  const log = await open(join(folder, 'janus.log'), 'w', 0o600);
  try {
    const [command, ...args] = [...confinement(), install.binary, '--configs-folder', folder, '--config', join(folder, 'janus.jcfg')];
    return spawn(command ?? install.binary, args, {
      cwd: folder,
      detached: true,
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
      stdio: ['ignore', log.fd, log.fd],
    });
  } finally {
    await log.close();
  }
}

/** What stands before the command; empty where the machine lacks these tools (they are util-linux). */
function confinement(): string[] {
  const setpriv = findExecutable('setpriv', ['/usr/bin']);
  const prlimit = findExecutable('prlimit', ['/usr/bin']);
  const isRoot = process.getuid?.() === 0;
  return [
    ...(prlimit === undefined ? [] : [prlimit, '--core=0:0']),
    ...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--no-new-privs']),
    ...(setpriv !== undefined && isRoot ? ['--bounding-set=-all', '--inh-caps=-all'] : []),
  ];
}
