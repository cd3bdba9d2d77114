import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

interface LocalPort {
  address: string;
  port: number;
}

const LISTENING = '0A';

/** TCP ports that a process listens on, IPv4 and IPv6, as the kernel knows them. */
export function localPorts(processId: number): { tcp: LocalPort[] } {
  const own = new Set(socketsOf(processId));
  const rows = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1));
  const tcp = rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
    return state === LISTENING && own.has(inode) ? [readAddress(local)] : [];
  });
  return { tcp };
}

function socketsOf(processId: number): string[] {
  const folder = `/proc/${processId}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.slice(1) ?? [];
    } catch {
      return []; // closed meanwhile
    }
  });
}

/** The kernel writes IPv4 addresses as one little-endian hexadecimal number; IPv6 ones are left as they are. */
function readAddress(text: string): LocalPort {
  const [address = '', port = ''] = text.split(':');
  const isIPv4 = address.length === 8;
  const bytes = Buffer.from(address, 'hex').reverse();
  return { address: isIPv4 ? [...bytes].join('.') : address, port: Number.parseInt(port, 16) };
}
