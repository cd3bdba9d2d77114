import type { XExtensions } from 'x11';
import type { Monitor } from '../injector.ts';
import type { XConnection } from './x-connection.ts';

/** RRGetMonitors, of RandR 1.5: what a window manager and a browser's picker call a screen. */
const GET_MONITORS = 42;
const ACTIVE_ONLY = 1;
/** Offsets in the reply's body, and sizes, from randrproto.h. */
const MONITOR_COUNT_AT = 4;
const FIRST_MONITOR_AT = 24;
const MONITOR_BYTES = 24;
const BYTES_OF_OUTPUT = 4;

export async function listMonitors(connection: XConnection): Promise<readonly Monitor[]> {
  const { client } = connection;
  const randr = await connection
    .ask<XExtensions['randr']>((reply) => client.require('randr', reply))
    .catch(() => undefined);
  const monitors = randr && hasMonitors(randr) ? await getMonitors(connection, randr) : [];
  return monitors.length > 0 ? monitors : [await wholeDisplay(connection)];
}

function hasMonitors(randr: XExtensions['randr']): boolean {
  return randr.major_version > 1 || (randr.major_version === 1 && randr.minor_version >= 5);
}

function getMonitors(connection: XConnection, randr: XExtensions['randr']): Promise<Monitor[]> {
  const bytes = Buffer.alloc(12);
  bytes[0] = randr.majorOpcode;
  bytes[1] = GET_MONITORS;
  bytes.writeUInt32LE(connection.root, 4);
  bytes[8] = ACTIVE_ONLY;
  return connection.request(bytes, (body) => {
    const monitors: Monitor[] = [];
    let at = FIRST_MONITOR_AT;
    for (let left = body.readUInt32LE(MONITOR_COUNT_AT); left > 0; left -= 1) {
      monitors.push({
        screenId: body.readUInt32LE(at),
        x: body.readInt16LE(at + 8),
        y: body.readInt16LE(at + 10),
        width: body.readUInt16LE(at + 12),
        height: body.readUInt16LE(at + 14),
      });
      at += MONITOR_BYTES + BYTES_OF_OUTPUT * body.readUInt16LE(at + 6);
    }
    return monitors;
  });
}

async function wholeDisplay(connection: XConnection): Promise<Monitor> {
  const { width, height } = await connection.ask<{ width: number; height: number }>((reply) =>
    connection.client.GetGeometry(connection.root, reply),
  );
  return { screenId: null, x: 0, y: 0, width, height };
}
