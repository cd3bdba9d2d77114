import type { XConnection } from '../x11/x-connection.ts';

const INTERN_ATOM = 16;
/** Of the request, before the name. */
const HEAD_BYTES = 8;

/** The number that a display has for a name. The package's own request keeps the first display's numbers for all others. */
export function internAtom(connection: XConnection, name: string): Promise<number> {
  const bytes = Buffer.alloc(HEAD_BYTES + 4 * Math.ceil(name.length / 4));
  bytes[0] = INTERN_ATOM;
  bytes.writeUInt16LE(name.length, 4);
  bytes.write(name, HEAD_BYTES, 'latin1');
  return connection.request(bytes, (body) => body.readUInt32LE(0));
}
