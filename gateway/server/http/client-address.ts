import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The address that a request comes from, for limits and the record. */
export type ClientAddress = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string;

/** Loopback, as `SIDESEAT_TRUST_PROXY` calls it. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/**
 * For HTTP calls and socket upgrades alike. `X-Forwarded-For` is a list to which each proxy adds the address it was
 * called from; what is left of the first address that is none of our proxies was written by the client itself. So the
 * list is read from its right end, and only where the connection comes from one of our proxies.
 * @param proxies - Addresses and networks (`10.0.0.0/8`) of the proxies, or `loopback`.
 */
export function clientAddressBehind(proxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const proxy of proxies.flatMap((text) => (text === 'loopback' ? LOOPBACK : [text]))) {
    const [address = '', bits] = proxy.split('/');
    trusted.addSubnet(address, bits === undefined ? (isIP(address) === 6 ? 128 : 32) : Number(bits), familyOf(address));
  }
  return ({ socket, headers }) => {
    let address = plainAddress(socket.remoteAddress ?? '');
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').reverse();
    for (const text of forwarded) {
      if (isIP(address) === 0 || !trusted.check(address, familyOf(address))) break;
      const before = plainAddress(text.trim());
      if (isIP(before) === 0) break; // not an address: the nearest one that is known has to do
      address = before;
    }
    return address;
  };
}

/** Whether an address is one of this machine alone. */
export const isLoopbackAddress = (address: string): boolean => address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));

/** Whether `SIDESEAT_TRUST_PROXY` takes this: an address, a network, or `loopback`. */
export function isProxyAddress(text: string): boolean {
  if (text === 'loopback') return true;
  const [address = '', bits, more] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more === undefined && longest > 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= longest));
}

/**
 * What limits count as one client: an IPv4 address, or the /64 of an IPv6 one, since every connection gets at least that
 * much and can take any address in it.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right];
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** An IPv4 address that came over an IPv6 socket is the same client as over an IPv4 one. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
