import { readdir, readFile, readlink } from 'node:fs/promises';

/** Processes that this one started and that it waits for. */
export async function childrenOf(id: number): Promise<number[]> {
  const text = await readFile(`/proc/${id}/task/${id}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

/** Ports, or names of local sockets, on which a process waits for others. */
export async function listening(id: number): Promise<(number | string)[]> {
  const links = (await readdir(`/proc/${id}/fd`)).map((fd) => readlink(`/proc/${id}/fd/${fd}`).catch(() => ''));
  const inodes = new Set((await Promise.all(links)).flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const rows = async (table: string): Promise<string[][]> =>
    (await readFile(`/proc/${id}/net/${table}`, 'utf8')).split('\n').slice(1).map((line) => line.trim().split(/\s+/));
  const isOwn = (inode = ''): boolean => inodes.has(inode);
  const tcp = [...(await rows('tcp')), ...(await rows('tcp6'))].filter((row) => row[3] === '0A' && isOwn(row[9]));
  const udp = [...(await rows('udp')), ...(await rows('udp6'))].filter((row) => isOwn(row[9]));
  // With the flag of a socket that accepts connections.
  const unix = (await rows('unix')).filter((row) => row[3] === '00010000' && isOwn(row[6]));
  const ports = [...tcp, ...udp].map(([, local = '']) => Number.parseInt(local.split(':')[1] ?? '', 16));
  return [...ports, ...unix.map((row) => row[7] ?? '')];
}
