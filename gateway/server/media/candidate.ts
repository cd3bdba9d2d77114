import { isIPv4, isIPv6 } from 'node:net';

const CANDIDATE = new RegExp(
  [
    '^candidate:([A-Za-z0-9+/]{1,32}) ([12]) (udp|tcp) ([0-9]{1,10}) (\\S{2,64}) ([0-9]{1,5})',
    ' typ (host|srflx|prflx|relay)',
    '(?: raddr (\\S{2,64}) rport ([0-9]{1,5}))?',
    '(?: tcptype (active|passive|so))?',
    // Extensions that browsers add and Janus does not need: generation, ufrag, network-id, network-cost.
    '(?: [a-z-]{1,20} \\S{1,256}){0,6}$',
  ].join(''),
  'i',
);
const PRIORITY_MAX = 2 ** 31 - 1;

/**
 * Reads one ICE candidate of a browser and writes it anew, or returns `null` for what Janus must not be pointed at:
 * loopback, unspecified, link-local and multicast addresses, IPv4 in IPv6's clothes, ports out of range, TCP other than
 * a relay's. Names (mDNS) are dropped too: a server cannot resolve those of a browser's network, and needs not, because
 * the browser's own checks arrive and show its address.
 * @param line as in `RTCIceCandidate.candidate`
 */
export function acceptCandidate(line: string): string | null {
  const match = CANDIDATE.exec(line);
  if (match === null) return null;
  const [, foundation = '', component, protocolRaw = '', priorityRaw, address = '', portRaw, typeRaw = ''] = match;
  const protocol = protocolRaw.toLowerCase();
  const type = typeRaw.toLowerCase();
  const port = Number(portRaw);
  const priority = Number(priorityRaw);
  const tcpType = match[10]?.toLowerCase();
  // RTCP is multiplexed, so there is no second component.
  if (component !== '1' || priority < 1 || priority > PRIORITY_MAX) return null;
  if (!isUsableAddress(address) || port < 1 || port > 65_535) return null;
  if (protocol === 'tcp' && (type !== 'relay' || tcpType !== 'active')) return null;
  const base = `candidate:${foundation} 1 ${protocol} ${priority} ${address.toLowerCase()} ${port} typ ${type}`;
  // A related address tells Janus nothing that it uses; one has to be there for all but host candidates.
  const related = type === 'host' ? '' : ' raddr 0.0.0.0 rport 9';
  return `${base}${related}${protocol === 'tcp' ? ' tcptype active' : ''}`;
}

function isUsableAddress(address: string): boolean {
  if (isIPv4(address)) return isUsableIpv4(address);
  return isIPv6(address) && isUsableIpv6(address);
}

function isUsableIpv4(address: string): boolean {
  const [first = 0, second = 0] = address.split('.').map(Number);
  const isLinkLocal = first === 169 && second === 254;
  // 0/8 unspecified, 127/8 loopback, 224/4 multicast, 240/4 reserved and broadcast.
  return first !== 0 && first !== 127 && first < 224 && !isLinkLocal;
}

function isUsableIpv6(address: string): boolean {
  // A scope or a dotted tail has no business in a candidate.
  if (/[%.]/.test(address)) return false;
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  const [first = 0, ...others] = groups.map((group) => Number.parseInt(group, 16));
  // Global unicast (2000::/3) and unique local (fc00::/7): so neither ::, ::1, ::ffff:0:0/96, fe80::/10 nor ff00::/8.
  const isGlobal = first >= 0x2000 && first <= 0x3fff;
  const isUniqueLocal = first >= 0xfc00 && first <= 0xfdff;
  // 6to4 and Teredo carry an IPv4 address inside.
  const embedsIpv4 = first === 0x2002 || (first === 0x2001 && others[0] === 0);
  return (isGlobal || isUniqueLocal) && !embedsIpv4;
}
