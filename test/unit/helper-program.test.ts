import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { cleanEnvironment } from '../../gateway/helper/clean-environment.ts';
import { CodeEntry } from '../../gateway/helper/code-entry.ts';
import type { InputInjector } from '../../gateway/helper/injector.ts';
import { joinByPin, type JoinFailure } from '../../gateway/helper/join.ts';
import { troubleOf, troubleOfStatus } from '../../gateway/helper/link-trouble.ts';
import { OffWindow } from '../../gateway/helper/off-window.ts';
import { codeInName, readEntered } from '../../gateway/helper/own-name.ts';
import { readRelease } from '../../gateway/helper/release.ts';
import { ServerLink } from '../../gateway/helper/server-link.ts';
import { newNonce, provesItself } from '../../gateway/helper/server-proof.ts';
import { ServerTrust } from '../../gateway/helper/server-trust.ts';
import { hasNeedlessRights, originOf, whyNoDesktop } from '../../gateway/helper/start-checks.ts';
import { en } from '../../gateway/helper/texts/en.ts';
import { wordsOf, type LineKey } from '../../gateway/helper/texts/texts.ts';
import { HELPER_NONCE, HELPER_PROOF_HEADER, helperProofText } from '../../gateway/protocol/helper-messages.ts';
import type { HelperJoined } from '../../gateway/protocol/http.ts';
import { LOCALES } from '../../gateway/protocol/vocabulary.ts';
import { HelperServer, refusalOf } from '../support/helper-server.ts';

describe('the code in the helper’s file name', () => {
  it('[000-11] is found however the browser named the download', () => {
    for (const name of ['', ' (1)', '(2)', '-1', '.1', '_1', '.exe', ' (1).exe', ' – Kopie'])
      assert.equal(codeInName(`/home/mia/Downloads/sideseat-helper_7KQ2M9XWHC${name}`), '7KQ2M9XWHC', name);
    assert.equal(codeInName('/tmp/Sideseat-Helper_7kq2m9xwhc'), '7KQ2M9XWHC');
  });

  it('[T-URL-NOCONFIG] is a code and nothing else: no address, no longer name, no folder’s', () => {
    for (const file of ['sideseat-helper', 'sideseat-helper_7KQ2M9XWH', 'sideseat-helper_7KQ2M9XWHCX', 'sideseat-helper_https:evil', 'x-sideseat-helper_7KQ2M9XWHC', 'sideseat-helper_7KQ2M9XWHC/program'])
      assert.equal(codeInName(`/tmp/${file}`), undefined, file);
  });
});

describe('what the owner types into the helper', () => {
  it('[001-04] is a PIN of six to nine digits, or a code of ten characters, however it is written', () => {
    assert.deepEqual(readEntered(' 123 456 '), { pin: '123456' });
    assert.deepEqual(readEntered('123-456–789'), { pin: '123456789' });
    assert.deepEqual(readEntered('１２３４５６'), { pin: '123456' });
    assert.deepEqual(readEntered('7kq2m 9xwhc'), { code: '7KQ2M9XWHC' });
    assert.deepEqual(readEntered('OIL2M9XWHC'), { code: '0112M9XWHC' });
    assert.deepEqual(readEntered('1234567890'), { code: '1234567890' });
  });

  it('is nothing else', () => {
    for (const text of ['', '12345', '7KQ2M9XWHCX', 'https://evil.example/x', 'UUUUUUUUUU', '123456\n/x']) assert.equal(readEntered(text), undefined, text);
  });
});

describe('the pinned release', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pinned = (origins: string[]): string =>
    JSON.stringify({ version: '1', protocol: 3, platform: 'linux-x64', origins, publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') });

  it('[T-HELPER-PIN] names the origins, and has the key that the server proves to have', () => {
    const release = readRelease(pinned(['https://support.example', 'https://second.example']));
    assert.deepEqual(release.origins, ['https://support.example', 'https://second.example']);
    const nonce = newNonce();
    assert.match(nonce, HELPER_NONCE);
    const proof = (text: string): Record<string, string> => ({ [HELPER_PROOF_HEADER.toLowerCase()]: sign(null, Buffer.from(text), privateKey).toString('base64') });
    assert.equal(provesItself(proof(helperProofText(nonce)), nonce, release.publicKey), true);
    assert.equal(provesItself(proof(helperProofText(newNonce())), nonce, release.publicKey), false, 'the proof of another socket');
    assert.equal(provesItself({}, nonce, release.publicKey), false, 'none');
    for (const wrong of ['', 'AAAA', 'A'.repeat(86).concat('=='), '%'.repeat(88)])
      assert.equal(provesItself({ [HELPER_PROOF_HEADER.toLowerCase()]: wrong }, nonce, release.publicKey), false, wrong);
    const other = generateKeyPairSync('ed25519');
    const stolen = sign(null, Buffer.from(helperProofText(nonce)), other.privateKey).toString('base64');
    assert.equal(provesItself({ [HELPER_PROOF_HEADER.toLowerCase()]: stolen }, nonce, release.publicKey), false, 'by another key');
  });

  it('has at least one server', () => {
    assert.throws(() => readRelease(pinned([])));
    assert.throws(() => readRelease('{}'));
  });
});

describe('what the helper looks at before it starts', () => {
  const on = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux', isSingle = false) => whyNoDesktop({ platform, env, isSingle });

  it('says that it cannot on Wayland, also where programs for X11 run, and without a display', () => {
    assert.equal(on({ DISPLAY: ':0' }), undefined);
    assert.equal(on({ DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' }), undefined);
    assert.equal(on({ DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' }), 'wayland');
    assert.equal(on({ WAYLAND_DISPLAY: 'wayland-0' }), 'wayland');
    assert.equal(on({}), 'noDisplay');
    assert.equal(on({ DISPLAY: ':0' }, 'darwin'), 'noDisplay');
  });

  it('lets the single executable pass on Windows and macOS, and nothing else that is not Linux', () => {
    for (const platform of ['win32', 'darwin'] as const) {
      assert.equal(on({}, platform, true), undefined);
      assert.equal(on({}, platform), 'noDisplay', 'a Node of its own has no addon');
    }
    assert.equal(on({}, 'freebsd', true), 'noDisplay');
    assert.equal(on({}, 'linux', true), 'noDisplay');
  });

  it('[T-HELPER-LOCAL] notices an administrator’s rights on somebody else’s desktop', async () => {
    const as = (uid: number, euid: number) => ({ getuid: () => uid, geteuid: () => euid });
    const folder = await mkdtemp(path.join(tmpdir(), 'sideseat-rights-'));
    const env = { XAUTHORITY: path.join(folder, 'none') };
    assert.equal(hasNeedlessRights(env, as(1_000, 1_000)), false);
    assert.equal(hasNeedlessRights(env, as(1_000, 0)), true, 'setuid');
    assert.equal(hasNeedlessRights({ ...env, SUDO_UID: '1000' }, as(0, 0)), true);
    assert.equal(hasNeedlessRights(env, as(0, 0)), false, 'a desktop of its own');
    await rm(folder, { recursive: true });
  });

  it('speaks without encryption to this machine only', () => {
    assert.equal(originOf('https://support.example/x?y'), 'https://support.example');
    assert.equal(originOf('http://127.0.0.1:8080'), 'http://127.0.0.1:8080');
    for (const address of ['http://192.0.2.1', 'ftp://127.0.0.1', 'support.example', '']) assert.equal(originOf(address), undefined, address);
  });

  it('leaves out of the environment what makes Node load or write more', () => {
    const env = { DISPLAY: ':0', LANG: 'ja_JP', NODE_OPTIONS: '--require /x', NODE_V8_COVERAGE: '/x', NODE_TLS_REJECT_UNAUTHORIZED: '0', OPENSSL_CONF: '/x', SSL_CERT_FILE: '/x', SSL_CERT_DIR: '/x' };
    assert.deepEqual(cleanEnvironment(env), { DISPLAY: ':0', LANG: 'ja_JP' });
  });
});

describe('why there is no link', () => {
  it('tells a wrong clock and a strange certificate from a network that is not there', () => {
    const code = (name: string) => troubleOf(Object.assign(new Error(), { code: name }));
    assert.deepEqual(
      ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ENOTFOUND', 'toString'].map(code),
      ['notYetValid', 'expired', 'unknownIssuer', 'otherName', 'unreachable', 'unreachable'],
    );
    assert.deepEqual([301, 200, 404, 429, 502].map(troubleOfStatus), ['otherServer', 'otherServer', 'otherServer', 'busy', 'unreachable']);
  });
});

describe('a link that was lost', { timeout: 20_000 }, () => {
  it('[001-33] is given up after ten minutes, and not before', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 0 });
    await using server = await HelperServer.start();
    const events = new EventEmitter();
    const link = new ServerLink({ origins: [server.origin] }, 'CODE', {
      received: ({ type }) => void events.emit(type),
      lost: (trouble) => void events.emit('lost', trouble),
      over: (end) => void events.emit('over', end),
    });
    t.after(() => link.close());
    let end: unknown;
    events.on('over', (why) => (end = why));
    for (const minutes of [0, 9]) {
      server.refusal = undefined;
      await once(events, 'welcome');
      server.refusal = refusalOf('502 Bad Gateway', '');
      server.drop();
      await once(events, 'lost');
      t.mock.timers.tick(minutes * 60_000);
      await once(events, 'lost');
      assert.equal(end, undefined);
    }
    t.mock.timers.tick(60_000);
    await once(events, 'over');
    assert.equal(end, 'givenUp');
  });

  it('is sought on and on where there never was one', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 0 });
    await using server = await HelperServer.start();
    server.refusal = refusalOf('502 Bad Gateway', '');
    const events = new EventEmitter();
    const link = new ServerLink({ origins: [server.origin] }, 'CODE', {
      received: ({ type }) => void events.emit(type),
      lost: () => void events.emit('lost'),
      over: (end) => void events.emit('error', end),
    });
    t.after(() => link.close());
    await once(events, 'lost');
    t.mock.timers.tick(60 * 60_000);
    await once(events, 'lost');
    server.refusal = undefined;
    await once(events, 'welcome');
  });
});

describe('joining by PIN', () => {
  const origin = 'http://127.0.0.1:1';
  const asked = async (listener: RequestListener, others: string[] = []): Promise<[HelperJoined | JoinFailure, string]> => {
    await using server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return [await joinByPin([...others, own], '123456', new ServerTrust()), own];
  };
  const answer = (status: number, body: object): RequestListener => (_request, response) => void response.writeHead(status).end(JSON.stringify(body));

  it('[001-04] posts the PIN without an Origin, and gets a page and a code', async () => {
    let seen: unknown[] = [];
    const [joined, own] = await asked(async (request, response) => {
      const body = (await request.setEncoding('utf8').toArray()).join('');
      seen = [request.method, request.url, request.headers.origin, request.headers['content-type'], body];
      response.end(JSON.stringify({ pageUrl: `http://${request.headers.host}/s/token`, code: '7KQ2M9XWHC' }));
    });
    assert.deepEqual(seen, ['POST', '/helper/join', undefined, 'application/json', '{"pin":"123456"}']);
    assert.deepEqual(joined, { pageUrl: `${own}/s/token`, code: '7KQ2M9XWHC' });
  });

  it('[T-HELPER-PIN] opens no page of another server, and follows no other address', async () => {
    const [elsewhere] = await asked(answer(200, { pageUrl: 'https://evil.example/s/token', code: '7KQ2M9XWHC' }));
    assert.deepEqual(elsewhere, { problem: 'offline', trouble: 'otherServer', retryInMs: 3_000 });
    const [redirected] = await asked((_request, response) => void response.writeHead(307, { location: 'http://127.0.0.1:2/helper/join' }).end());
    assert.deepEqual(redirected, { problem: 'offline', trouble: 'otherServer', retryInMs: 3_000 });
  });

  it('tells a wrong PIN from too many tries, and both from no network', async () => {
    assert.deepEqual((await asked(answer(404, { code: 'E_PIN_INVALID', message: '' })))[0], { problem: 'invalid' });
    assert.deepEqual((await asked(answer(429, { code: 'E_TOO_MANY_ATTEMPTS', message: '', retryInMs: 700 })))[0], { problem: 'tooManyAttempts', retryInMs: 700 });
    assert.deepEqual((await asked(answer(502, {})))[0], { problem: 'offline', trouble: 'unreachable', retryInMs: 3_000 });
    assert.deepEqual(await joinByPin([origin], '123456', new ServerTrust()), { problem: 'offline', trouble: 'unreachable', retryInMs: 3_000 });
  });

  it('tries the second of its own servers where the first cannot be reached', async () => {
    const [joined] = await asked((request, response) => void response.end(JSON.stringify({ pageUrl: `http://${request.headers.host}/s/t`, code: 'C' })), [origin]);
    assert.ok('code' in joined);
  });
});

describe('asking for a code', { timeout: 5_000 }, () => {
  const entry = (answers: (HelperJoined | JoinFailure)[]) => {
    const log: string[] = [];
    const asking = new CodeEntry({
      ask: (problem) => void log.push(`ask ${problem ?? ''}`),
      looking: () => void log.push('looking'),
      join: async (pin) => {
        log.push(`join ${pin}`);
        return answers.shift() ?? { problem: 'invalid' };
      },
      joined: (pageUrl) => void log.push(`page ${pageUrl}`),
    });
    return { asking, log };
  };

  it('[001-04] goes on until something is good, and says what was wrong', async () => {
    const { asking, log } = entry([{ problem: 'invalid' }, { pageUrl: 'https://support.example/s/t', code: '7KQ2M9XWHC' }]);
    const code = asking.code();
    for (const text of ['nonsense', '111111', '222222']) {
      asking.entered(text);
      await untilAsking(asking, log);
    }
    assert.equal(await code, '7KQ2M9XWHC');
    assert.deepEqual(log, ['ask ', 'looking', 'ask invalid', 'looking', 'join 111111', 'ask invalid', 'looking', 'join 222222', 'page https://support.example/s/t']);
  });

  it('tries a PIN again by itself that was not refused, and takes what is typed meanwhile instead', async () => {
    const { asking, log } = entry([{ problem: 'tooManyAttempts', retryInMs: 5 }, { problem: 'offline', trouble: 'unreachable', retryInMs: 100_000 }]);
    const code = asking.code();
    asking.entered('111111');
    while (log.filter((line) => line.startsWith('join')).length < 2) await new Promise(setImmediate);
    await untilAsking(asking, log);
    asking.entered('7KQ2M9XWHC');
    assert.equal(await code, '7KQ2M9XWHC');
    assert.deepEqual(log, ['ask ', 'looking', 'join 111111', 'ask tooManyAttempts', 'join 111111', 'ask offline', 'looking']);
  });

  /** Until the owner is asked again, or it is over. */
  async function untilAsking(asking: CodeEntry, log: string[]): Promise<void> {
    while (!asking.isAsking && !log.at(-1)?.startsWith('page')) await new Promise(setImmediate);
  }
});

describe('input from afar and the helper’s own window', () => {
  const SURFACE = { x: 0, y: 0, width: 100, height: 100 };
  const guarded = () => {
    const done: unknown[] = [];
    const inject: InputInjector['inject'] = async (input) => void done.push(input);
    return { done, off: new OffWindow({ inject }, () => ({ x: 60, y: 0, width: 40, height: 20 })) };
  };

  it('[I8] [T-SELF-APPROVE] reaches every pixel but those of the window', async () => {
    const { done, off } = guarded();
    for (let x = 0; x < 100; x += 1)
      for (let y = 0; y < 100; y += 1) await off.inject({ kind: 'button', x: (x + 0.5) / 100, y: (y + 0.5) / 100, button: 0, down: true }, SURFACE);
    assert.equal(done.length, 100 * 100 - 40 * 20);
    done.length = 0;
    await off.inject({ kind: 'move', x: 0.6, y: 0.1 }, SURFACE);
    await off.inject({ kind: 'wheel', x: 0.9, y: 0.1, right: 0, down: 3 }, SURFACE);
    assert.deepEqual(done, []);
  });

  it('[B-03] lets a button go that was pressed outside, where the pointer was', async () => {
    const { done, off } = guarded();
    await off.inject({ kind: 'button', x: 0.1, y: 0.5, button: 0, down: true }, SURFACE);
    await off.inject({ kind: 'move', x: 0.8, y: 0.1 }, SURFACE);
    await off.inject({ kind: 'button', x: 0.8, y: 0.1, button: 0, down: false }, SURFACE);
    await off.inject({ kind: 'text', text: 'ä' }, SURFACE);
    assert.deepEqual(done.slice(1), [{ kind: 'button', x: 0.1, y: 0.5, button: 0, down: false }, { kind: 'text', text: 'ä' }]);
  });
});

describe('the helper’s sentences', () => {
  it('[000-18] are there in five languages, with the same to fill in', () => {
    const open = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted();
    for (const locale of LOCALES)
      for (const key of Object.keys(en) as LineKey[]) {
        const text = wordsOf(locale)(key);
        assert.ok(text.length > 0 && (locale === 'en' || text !== en[key]), `${locale} ${key}`);
        assert.deepEqual(open(text), open(en[key]), `${locale} ${key}`);
      }
  });

  it('take names as they are', () => {
    assert.equal(wordsOf('en')('canControl', { viewer: '{host} $& Mia' }), '{host} $& Mia can control this desktop. Stop: Ctrl+Alt+Shift+S.');
    assert.ok(wordsOf('de')('openPage', { url: 'https://x.example/s/1' }).endsWith('https://x.example/s/1'));
  });
});
