import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, readConfig } from '../../gateway/server/config.ts';

const MEDIA = { SIDESEAT_MEDIA_NODES: 'ws://127.0.0.1:7000', SIDESEAT_MEDIA_SECRET_FILE: '/secret' };
const read = (env: Record<string, string>) => readConfig({ ...MEDIA, ...env }, '/checkout');
/** One sentence, for people. */
const refused = (env: Record<string, string>, says: RegExp): void =>
  assert.throws(() => read(env), (error) => error instanceof ConfigError && says.test(error.message) && !error.message.includes('\n'));

describe('the configuration', () => {
  it('takes proxies by address or network, and says what to write instead of "everybody"', () => {
    const host = { SIDESEAT_HOST: '0.0.0.0' };
    assert.deepEqual(read({ ...host, SIDESEAT_TRUST_PROXY: '10.0.0.5, fd00::/8,loopback' }).proxies, ['10.0.0.5', 'fd00::/8', 'loopback']);
    assert.deepEqual(read({}).proxies, []);
    for (const wrong of ['1', 'true', '*', '0.0.0.0/0', '10.0.0.5/33', '10.0.0.5/', '10.0.0.0/8/8', 'proxy.example', '10.0.0.5,1'])
      refused({ ...host, SIDESEAT_TRUST_PROXY: wrong }, /^SIDESEAT_TRUST_PROXY=\S+ names no proxy: write its address/);
    refused(host, /SIDESEAT_TRUST_PROXY to the address of a proxy/);
  });

  it('[B-41] takes a host dashboard by its keys, issuer and audience together, and by public keys only', () => {
    const host = { SIDESEAT_HOST_JWKS: 'https://desk.example/keys', SIDESEAT_HOST_ISSUER: 'desk', SIDESEAT_HOST_AUDIENCE: 'sideseat' };
    assert.equal(read({}).hostTokens, undefined);
    assert.deepEqual(read(host).hostTokens, {
      keys: new URL('https://desk.example/keys'),
      issuer: 'desk',
      audience: 'sideseat',
      algorithms: ['ES256', 'RS256'],
      group: 'Agents',
    });
    for (const keys of ['http://127.0.0.1:4711/keys', 'http://[::1]/keys', '/etc/sideseat/keys.json', 'keys.json'])
      assert.equal(String(read({ ...host, SIDESEAT_HOST_JWKS: keys }).hostTokens?.keys), keys);
    refused({ ...host, SIDESEAT_HOST_JWKS: 'http://desk.example/keys' }, /^SIDESEAT_HOST_JWKS: \S+ is not an https: address/);
    for (const missing of Object.keys(host)) refused({ ...host, [missing]: '' }, new RegExp(`belong together: ${missing} is missing$`));
    for (const algorithms of ['none', 'HS256', 'ES256,HS512', 'es256'])
      refused({ ...host, SIDESEAT_HOST_ALGORITHMS: algorithms }, /^SIDESEAT_HOST_ALGORITHMS: \S+ is none of ES256, /);
  });

  it('takes the origins of hosts exactly, and keeps its own apart', () => {
    const { origins, hostOrigins } = read({ SIDESEAT_ORIGINS: 'https://desk.example/path, http://127.0.0.1:8080, HTTPS://Other.example:443' });
    assert.deepEqual([...hostOrigins], ['https://desk.example', 'https://other.example']);
    assert.ok(origins.has('http://127.0.0.1:8080') && origins.has('https://desk.example'));
    refused({ SIDESEAT_ORIGINS: '*' }, /^SIDESEAT_ORIGINS: \* is not an http or https address/);
  });

  it('[I1] takes a media node on another machine over wss only', () => {
    for (const url of ['ws://127.0.0.1:7000', 'ws://localhost:7000', 'ws://[::1]:7000', 'wss://media.example:7000'])
      assert.equal(read({ SIDESEAT_MEDIA_NODES: url }).media.guardUrl, url);
    for (const url of ['ws://media.example:7000', 'ws://10.0.0.5:7000', 'ws://127.0.0.1.evil.example', 'http://127.0.0.1', '127.0.0.1:7000'])
      refused({ SIDESEAT_MEDIA_NODES: url }, /^SIDESEAT_MEDIA_NODES: \S+ is not a wss: address/);
  });
});
