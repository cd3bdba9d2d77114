import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acceptCandidate } from '../../gateway/server/media/candidate.ts';

const host = (address: string, port: number | string = 50_000): string =>
  `candidate:1 1 udp 2113937151 ${address} ${port} typ host`;

describe('T-SDP-GATE candidates that are let through', () => {
  const accepted: [string, string][] = [
    [
      'candidate:4013588059 1 udp 2113937151 192.168.1.7 43146 typ host generation 0 ufrag 1CCQ network-cost 999',
      'candidate:4013588059 1 udp 2113937151 192.168.1.7 43146 typ host',
    ],
    ['candidate:0 1 UDP 2122187007 10.0.0.5 60449 typ host', 'candidate:0 1 udp 2122187007 10.0.0.5 60449 typ host'],
    [
      'candidate:2 1 udp 1677729535 198.51.100.7 5000 typ srflx raddr 192.168.1.7 rport 43146 generation 0',
      'candidate:2 1 udp 1677729535 198.51.100.7 5000 typ srflx raddr 0.0.0.0 rport 9',
    ],
    [
      'candidate:3 1 udp 41819902 203.0.113.9 61000 typ relay raddr 198.51.100.7 rport 5000',
      'candidate:3 1 udp 41819902 203.0.113.9 61000 typ relay raddr 0.0.0.0 rport 9',
    ],
    [
      'candidate:3 1 tcp 41819902 203.0.113.9 61000 typ relay raddr 0.0.0.0 rport 9 tcptype active',
      'candidate:3 1 tcp 41819902 203.0.113.9 61000 typ relay raddr 0.0.0.0 rport 9 tcptype active',
    ],
    [host('2001:db8::7'), host('2001:db8::7')],
    [host('FD00::7'), host('fd00::7')],
  ];
  for (const [line, expected] of accepted) {
    it(line, () => assert.equal(acceptCandidate(line), expected));
  }
});

const badAddresses = [
  '127.0.0.1 127.9.9.9 0.0.0.0 0.1.2.3 169.254.169.254 224.0.0.1 239.1.2.3 255.255.255.255',
  ':: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 0:0:0:0:0:ffff:0a00:0001 fe80::1 ff02::1',
  '64:ff9b::a00:1 2002:7f00:1:: 2001:0:7f00:1:: fe80::1%eth0 2001:db8::7%1',
  '1.2.3 1.2.3.4.5 0x7f.1 2130706433',
].flatMap((line) => line.split(' '));

describe('T-SDP-GATE candidates that are dropped', () => {
  const dropped = [
    '',
    'candidate:',
    'a=candidate:1 1 udp 1 198.51.100.7 5000 typ host',
    ...badAddresses.map((address) => host(address)),
    host('e21a98f0-8247-4988-b453-d9bcb32b3e3a.local'),
    host('localhost'),
    host('example.com'),
    host('198.51.100.7', 0),
    host('198.51.100.7', 65_536),
    host('198.51.100.7', 99_999),
    host('198.51.100.7', '-1'),
    host('198.51.100.7').replace(' 1 udp', ' 2 udp'),
    host('198.51.100.7').replace('2113937151', '99999999999'),
    host('198.51.100.7').replace('2113937151', '0'),
    host('198.51.100.7').replace('typ host', 'typ magic'),
    `${host('198.51.100.7')}\r\na=ice-lite`,
    `${host('198.51.100.7')} tcptype active ${'x y '.repeat(50)}`,
    'candidate:1 1 tcp 2105458943 198.51.100.7 9 typ host tcptype active',
    'candidate:1 1 tcp 2105458943 198.51.100.7 9 typ relay tcptype passive',
    `candidate:${'1'.repeat(40)} 1 udp 1 198.51.100.7 5000 typ host`,
  ];
  for (const line of dropped) {
    it(JSON.stringify(line).slice(0, 100), () => assert.equal(acceptCandidate(line), null));
  }
});
