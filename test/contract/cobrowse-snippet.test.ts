import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startTestServer } from '../support/test-server.ts';
import { sampleKey } from '../support/visitor.ts';

describe('what pages of a site load', () => {
  for (const script of ['connect', 'recorder', 'hand', 'preview', 'check'])
    it(`${script}.js may be loaded by any page, isolated ones too, and is asked for again soon`, async () => {
      await using server = await startTestServer();
      const { status, headers } = await fetch(`${server.url}/cobrowse/v1/${script}.js`);
      assert.equal(status, 200);
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cache-control'), 'public, max-age=300');
      assert.match(headers.get('content-type') ?? '', /javascript/);
      assert.equal(headers.get('set-cookie'), null);
      const etag = headers.get('etag') ?? '';
      const again = await fetch(`${server.url}/cobrowse/v1/${script}.js`, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } });
      assert.equal(again.status, 304);
    });

  for (const frame of ['frame', 'preview'])
    it(`the ${frame} may be in pages of its site alone, isolated ones too, and captures screens for its own origin`, async () => {
      await using server = await startTestServer();
      const { status, headers } = await fetch(`${server.url}/cobrowse/v1/${await sampleKey(server)}/${frame}`);
      assert.equal(status, 200);
      assert.match(headers.get('content-security-policy') ?? '', new RegExp(`frame-ancestors [^;]*${server.url}(?:;| )`));
      assert.doesNotMatch(headers.get('content-security-policy') ?? '', /frame-ancestors [^;]*\*/);
      assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.match(headers.get('permissions-policy') ?? '', /display-capture=\(self\)/);
      assert.equal(headers.get('x-frame-options'), null);
    });

  it('a frame of an unknown site, and every other page, stays what it was', async () => {
    await using server = await startTestServer();
    for (const path of ['/cobrowse/v1/nobodys-key-0123456789/frame', '/cobrowse/v1/nobodys-key-0123456789/preview', '/join', '/cobrowse/frame.html', '/cobrowse/preview.html']) {
      const { headers } = await fetch(`${server.url}${path}`);
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path);
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', path);
      assert.equal(headers.get('cross-origin-embedder-policy'), null, path);
    }
  });
});
