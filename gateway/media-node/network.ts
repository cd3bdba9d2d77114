import { createSocket } from 'node:dgram';
import { createServer, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { MediaNodeError } from './media-node-error.ts';

/** Addresses of containers and virtual machines on this host; taken only where there is nothing else. */
const VIRTUAL_INTERFACE = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel)/;

/**
 * The IPv4 address that media binds to: the one the default route leaves by, else the first that is not loopback.
 * @throws {MediaNodeError} `noAddress`: Janus ignores the loopback interface, so there must be another.
 */
export async function pickMediaAddress(interfaces = networkInterfaces()): Promise<string> {
  const candidates = Object.entries(interfaces)
    .flatMap(([name, addresses]) => (addresses ?? []).map((address) => ({ name, ...address })))
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .sort((a, b) => Number(VIRTUAL_INTERFACE.test(a.name)) - Number(VIRTUAL_INTERFACE.test(b.name)));
  const [first] = candidates;
  if (first === undefined) {
    throw new MediaNodeError(
      'noAddress',
      'This machine has no network address beside loopback, and Janus does not use loopback. Connect it to a network.',
    );
  }
  const routed = await defaultRouteAddress();
  return candidates.find(({ address }) => address === routed)?.address ?? first.address;
}

/** Asks the routing table, without sending anything: connecting a datagram socket only picks its source address. */
function defaultRouteAddress(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (address: string | undefined): void => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => finish(undefined));
    // An address for documentation (RFC 5737) outside the networks that machines are usually in.
    socket.connect(9, '203.0.113.1', () => finish(socket.address().address));
  });
}

/** A TCP port of the loopback interface that nobody listens on at this moment. */
export function freeLoopbackPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}

/** @throws {MediaNodeError} `badOption` unless `range` is `min-max` with ten or more ports, all above 1023. */
export function checkPortRange(range: string): string {
  const match = /^(\d{4,5})-(\d{4,5})$/.exec(range);
  const [min, max] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || min < 1024 || max > 65_535 || max - min < 9) {
    throw new MediaNodeError('badOption', `SIDESEAT_RTP_PORTS must be like 20000-20200, not "${range}"`);
  }
  return range;
}

/** @throws {MediaNodeError} `badOption` unless `addresses` is one IPv4 address or several with commas. */
export function checkPublicAddresses(addresses: string): string {
  if (!addresses.split(',').every((address) => isIPv4(address))) {
    throw new MediaNodeError('badOption', `SIDESEAT_NAT_1_1 must be an IPv4 address, not "${addresses}"`);
  }
  return addresses;
}
