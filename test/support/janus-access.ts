import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JanusAdmin } from '../../gateway/media-node/guard/janus-admin.ts';
import type { JanusAccess } from '../../gateway/media-node/janus-config.ts';

/** Addresses and secrets of a running Janus, read from the private folder of its media node. */
export function readJanusAccess(runFolder: string): JanusAccess {
  const config = (name: string): string => readFileSync(join(runFolder, 'janus', name), 'utf8');
  const find = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  const sockets = config('janus.transport.websockets.jcfg');
  return {
    apiUrl: `ws://127.0.0.1:${find(sockets, / ws_port = (\d+)/)}`,
    adminUrl: `ws://127.0.0.1:${find(sockets, /admin_ws_port = (\d+)/)}`,
    apiSecret: find(config('janus.jcfg'), /api_secret = "(.+)"/),
    adminSecret: find(config('janus.jcfg'), /admin_secret = "(.+)"/),
    roomAdminKey: find(config('janus.plugin.videoroom.jcfg'), /admin_key = "(.+)"/),
  };
}

/** The only media node below a data folder. */
export const runFolderOf = (dataDir: string): string => {
  const [run] = readdirSync(join(dataDir, 'media')).filter((name) => name.startsWith('run-'));
  if (run === undefined) throw new Error('no media node runs here');
  return join(dataDir, 'media', run);
};

/** What Janus itself says that it holds: rooms, and handles that carry media. */
export async function mediaInJanus(dataDir: string): Promise<{ rooms: number; handlesWithMedia: number }> {
  const access = readJanusAccess(runFolderOf(dataDir));
  const admin = await JanusAdmin.open(access, () => {});
  try {
    const { list } = await admin.videoRoom({ request: 'list', admin_key: access.roomAdminKey });
    let handlesWithMedia = 0;
    for (const session of await admin.sessions())
      for (const handle of await admin.handles(session)) handlesWithMedia += Number(await admin.hasMedia(session, handle));
    return { rooms: (list as unknown[]).length, handlesWithMedia };
  } finally {
    admin.close();
  }
}
