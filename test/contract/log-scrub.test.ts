import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { RawClient } from '../support/raw-client.ts';
import { startChild, tempFolder } from '../support/record-child.ts';
import { freePort, PASSWORD } from '../support/test-server.ts';

const script = fileURLToPath(new URL('../support/record-server.ts', import.meta.url));
const TYPED_BY_MISTAKE = 'a password of another site';

describe('[T-LOG-SCRUB] [F8] the server’s files and its own words', () => {
  it('hold no PIN, link, password, cookie or ticket in clear, used or not', async (t) => {
    using folder = tempFolder('sideseat-scrub-');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = startChild([process.execPath, '--disable-warning=ExperimentalWarning', script, folder.path, String(port)]);
    await server.line('ready');
    const secrets = new Map([['password', PASSWORD], ['mistyped password', TYPED_BY_MISTAKE]]);

    const agent = await new RawClient(url).signIn('agent', PASSWORD);
    const agentTicket = await agent.ticket('agent');
    await agent.connect('agent', agentTicket);
    const unused = await agent.ticket('agent');
    const invited = async (invite: 'pin' | 'link'): Promise<string> => {
      const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada', invite });
      return (await agent.session(sessionId, (view) => view.invite !== null)).invite?.code ?? '';
    };
    const [usedPin, openPin] = [await invited('pin'), await invited('pin')];
    const [usedLink, openLink] = [await invited('link'), await invited('link')].map((path) => path.slice('/s/'.length));
    const customers = [new RawClient(url), new RawClient(url)];
    await customers[0]?.call('/api/customer/join', { pin: usedPin });
    await customers[1]?.call('/api/customer/join', { link: usedLink });
    for (const customer of customers) {
      const ticket = await customer.ticket('customer');
      secrets.set(`customer ticket ${secrets.size}`, ticket);
      await customer.connect('customer', ticket);
    }
    for (const cookie of [agent, ...customers].flatMap(({ cookies }) => cookies))
      secrets.set(`cookie ${cookie.slice(0, 8)} ${secrets.size}`, cookie.slice(cookie.indexOf('=') + 1));
    for (const [name, secret] of Object.entries({ usedPin, openPin, usedLink, openLink, agentTicket, unused }))
      secrets.set(name, secret ?? '');

    // What goes wrong is where a careless line would be written.
    await new RawClient(url).call('/api/agent/sign-in', { userName: 'agent', password: TYPED_BY_MISTAKE });
    await new RawClient(url).call('/api/customer/join', `{"pin":"${openPin}`);
    await new RawClient(url).call(`/api/customer/join?pin=${openPin}`, { pin: openPin, more: true });
    agent.send(`{"ticket":"${unused}"`);
    const guess = (n: number): Promise<unknown> =>
      new RawClient(url).call('/api/customer/join', { pin: `00000${n % 10}` }, { 'x-forwarded-for': `203.0.113.${n}` });
    await Promise.all(Array.from({ length: 40 }, (_, n) => guess(n)));
    for (const customer of customers) customer.leave('cut');

    server.process.kill('SIGTERM');
    await server.exited;
    const said = `${server.lines.join('\n')}\n${server.stderr()}`;
    assert.match(said, /many wrong PINs/, 'its words are read');
    const texts = new Map([['what it says', said]]);
    for (const file of await readdir(folder.path, { recursive: true, withFileTypes: true }))
      if (file.isFile()) texts.set(file.name, await readFile(join(file.parentPath, file.name), 'latin1'));
    assert.ok(texts.has('record.sqlite') && secrets.size >= 13, [...texts.keys(), ...secrets.keys()].join());
    for (const [name, secret] of secrets) {
      assert.ok(secret.length >= 6, `${name} is there`);
      // Six digits alone: as a part of a longer number they are no PIN.
      const inClear = /^\d+$/.test(secret) ? new RegExp(`(?<!\\d)${secret}(?!\\d)`) : secret;
      for (const [place, text] of texts) assert.equal(text.search(inClear) >= 0, false, `${place} holds the ${name}`);
    }
    t.diagnostic(`0 of ${secrets.size} secrets in ${texts.size} files and streams`);
  });
});
