import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { clientAddressBehind, networkOf } from '../../gateway/server/http/client-address.ts';

/** A call over a connection from `remoteAddress`. */
const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as Pick<
    IncomingMessage,
    'socket' | 'headers'
  >;

describe('where a call comes from', () => {
  it('[T-PIN-BRUTE] is the connection’s own end without a proxy, whatever the client writes', () => {
    const address = clientAddressBehind([]);
    assert.equal(address(from('203.0.113.9', '198.51.100.1')), '203.0.113.9');
    assert.equal(address(from('::ffff:203.0.113.9')), '203.0.113.9');
  });

  it('[T-PIN-BRUTE] is what our own proxy saw, never what the client put in front of that', () => {
    const address = clientAddressBehind(['10.0.0.0/24', 'loopback']);
    assert.equal(address(from('10.0.0.5', '198.51.100.1, 203.0.113.9')), '203.0.113.9');
    assert.equal(address(from('10.0.0.5', '198.51.100.1, 203.0.113.9, 10.0.0.7')), '203.0.113.9', 'two proxies');
    assert.equal(address(from('::ffff:127.0.0.1', 'x, 2001:db8::7')), '2001:db8::7');
    assert.equal(address(from('::1', '203.0.113.9')), '203.0.113.9');
  });

  it('[T-PIN-BRUTE] is not told by somebody who is no proxy of ours, nor by what is no address', () => {
    const address = clientAddressBehind(['10.0.0.5']);
    assert.equal(address(from('10.0.0.6', '203.0.113.9')), '10.0.0.6');
    assert.equal(address(from('10.0.0.5', '203.0.113.9, unknown')), '10.0.0.5');
    assert.equal(address(from('10.0.0.5')), '10.0.0.5');
  });
});

describe('what limits count as one client', () => {
  it('[T-PIN-BRUTE] is the /64 of an IPv6 address, of which one machine has them all', () => {
    for (const same of ['2001:db8::1', '2001:db8:0:0:ffff::2', '2001:0DB8:0000:0000:1:2:3:4', '2001:db8::1%eth0'])
      assert.equal(networkOf(same), '2001:db8:0:0::/64', same);
    assert.equal(networkOf('2001:db8:0:1::1'), '2001:db8:0:1::/64');
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
  });

  it('is the address itself with IPv4', () => assert.equal(networkOf('203.0.113.9'), '203.0.113.9'));
});
