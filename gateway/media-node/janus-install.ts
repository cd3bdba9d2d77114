import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MediaNodeError } from './media-node-error.ts';

/** Where this machine keeps Janus. */
export interface JanusInstall {
  binary: string;
  /** Of util-linux: makes the kernel end Janus with its parent, and takes privileges away. */
  setpriv: string;
  /** Of util-linux: switches core dumps off, which would hold pictures. */
  prlimit: string;
  pluginsFolder: string;
  transportsFolder: string;
  eventsFolder: string;
  /** Absent where the build came without loggers. */
  loggersFolder: string | undefined;
}

/** Debian's multi-arch folders first, then a build from source below /opt/janus or /usr/local. */
const LIBRARY_ROOTS = [
  '/usr/lib/x86_64-linux-gnu/janus',
  '/usr/lib/aarch64-linux-gnu/janus',
  '/usr/lib/arm-linux-gnueabihf/janus',
  '/usr/lib/janus',
  '/usr/local/lib/janus',
  '/opt/janus/lib/janus',
  '/opt/homebrew/lib/janus',
];
const EXTRA_BINARY_FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/janus/bin', '/opt/homebrew/bin'];

/** @throws {MediaNodeError} `janusMissing`, naming what is missing and how to get it. */
export function findJanus(): JanusInstall {
  const binary = findExecutable('janus', EXTRA_BINARY_FOLDERS);
  if (binary === undefined) {
    throw new MediaNodeError('janusMissing', 'Janus is not installed. On Debian: apt-get install janus');
  }
  const setpriv = findExecutable('setpriv', EXTRA_BINARY_FOLDERS);
  const prlimit = findExecutable('prlimit', EXTRA_BINARY_FOLDERS);
  if (setpriv === undefined || prlimit === undefined) {
    const message = 'setpriv or prlimit is not installed. On Debian: apt-get install util-linux';
    throw new MediaNodeError('janusMissing', message);
  }
  const root = LIBRARY_ROOTS.find((folder) => existsSync(join(folder, 'plugins', 'libjanus_videoroom.so')));
  const isWhole =
    root !== undefined &&
    existsSync(join(root, 'transports', 'libjanus_websockets.so')) &&
    existsSync(join(root, 'events', 'libjanus_wsevh.so'));
  if (!isWhole) {
    throw new MediaNodeError(
      'janusMissing',
      `${binary} has no VideoRoom plugin, WebSockets transport or WebSockets event handler below ` +
        LIBRARY_ROOTS.join(', '),
    );
  }
  const loggers = join(root, 'loggers');
  return {
    binary,
    setpriv,
    prlimit,
    pluginsFolder: join(root, 'plugins'),
    transportsFolder: join(root, 'transports'),
    eventsFolder: join(root, 'events'),
    loggersFolder: existsSync(loggers) ? loggers : undefined,
  };
}

/** The shared libraries of a folder that Janus would load, `kept` excepted. */
export function librariesExcept(folder: string, kept: string | undefined): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.so') && name !== kept)
    .sort();
}

/** The first executable of that name on the path, or in the extra folders. */
export function findExecutable(name: string, extraFolders: readonly string[] = []): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...extraFolders].filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
