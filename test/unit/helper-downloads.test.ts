import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { fastify } from 'fastify';
import { DownloadProgress, PROGRESS_TOLD_EVERY_MS } from '../../gateway/server/helpers/download-progress.ts';
import { DOWNLOADS_AT_ONCE, DOWNLOADS_PER_NETWORK, DownloadPlaces } from '../../gateway/server/helpers/download-places.ts';
import { CODE_LIFE_MS, HelperCodes } from '../../gateway/server/helpers/helper-codes.ts';
import { HelperRelease } from '../../gateway/server/helpers/helper-release.ts';
import { acceptedEncoding } from '../../gateway/server/http/accepted-encoding.ts';
import { addHelperRoutes, DOWNLOAD_MAX_MS } from '../../gateway/server/http/helper-routes.ts';
import { PAGE_LINK_LIFE_MS, PageLinks } from '../../gateway/server/invites/page-links.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

describe('how far a download of the helper is', () => {
  function start() {
    const clock = new SimulatedServerClock();
    const told: string[] = [];
    const progress: DownloadProgress = new DownloadProgress(clock, {
      changed: () => void told.push(`${progress.state} ${progress.percent}`),
      downloaded: () => void told.push('on record'),
    });
    return { clock, told, progress };
  }

  it('[000-12] is told from the first byte to the last, at most every half second', () => {
    const { clock, told, progress } = start();
    const download = progress.begin(1_000);
    for (let n = 0; n < 100; n++) {
      download.sent(10);
      clock.advance(PROGRESS_TOLD_EVERY_MS / 10);
    }
    download.finished();
    clock.advance(PROGRESS_TOLD_EVERY_MS);
    assert.deepEqual([told[0], told.at(-1)], ['downloading 0', 'downloaded null']);
    assert.ok(told.includes('on record') && told.length >= 11 && told.length <= 13, told.join(', '));
  });

  it('says nothing while nothing changes', () => {
    const { clock, told, progress } = start();
    const download = progress.begin(1_000_000);
    clock.advance(10 * PROGRESS_TOLD_EVERY_MS);
    download.sent(1);
    clock.advance(10 * PROGRESS_TOLD_EVERY_MS);
    assert.deepEqual(told, ['downloading 0']);
  });

  it('is as if it had never begun where it breaks', () => {
    const { progress } = start();
    const download = progress.begin(100);
    download.sent(99);
    assert.deepEqual([progress.state, progress.percent], ['downloading', 99]);
    download.broke();
    assert.deepEqual([progress.state, progress.percent], ['absent', null]);
  });

  it('is that of the latest one; what an earlier one brought stays, and is on record once', () => {
    const { told, progress } = start();
    const [first, second] = [progress.begin(100), progress.begin(100)];
    first.sent(90);
    assert.equal(progress.percent, 0);
    first.finished();
    assert.equal(progress.state, 'downloading');
    second.broke();
    assert.equal(progress.state, 'downloaded');
    progress.begin(100).finished();
    assert.equal(told.filter((line) => line === 'on record').length, 1);
    progress.started();
    assert.equal(progress.state, 'absent');
  });

  it('is told to nobody once the session is over', () => {
    const { clock, told, progress } = start();
    const download = progress.begin(100);
    download.sent(50);
    progress.close();
    clock.advance(PROGRESS_TOLD_EVERY_MS);
    download.sent(50);
    download.finished();
    clock.advance(PROGRESS_TOLD_EVERY_MS);
    assert.deepEqual(told, ['downloading 0']);

    const late = start();
    late.clock.advance(PROGRESS_TOLD_EVERY_MS);
    late.progress.close();
    late.progress.begin(100).finished();
    assert.deepEqual(late.told, [], 'neither where nothing was to be told');
  });

  it('goes on where another one of the same code breaks meanwhile', () => {
    const { progress } = start();
    const [first, second] = [progress.begin(100), progress.begin(100)];
    first.sent(90);
    second.broke();
    assert.deepEqual([progress.state, progress.percent], ['downloading', 90]);
    first.finished();
    assert.equal(progress.state, 'downloaded');
  });

  it('is nobody’s where it ends after the program was started; a new one is told from the start', () => {
    const { clock, told, progress } = start();
    const [broken, finished] = [progress.begin(100), progress.begin(100)];
    clock.advance(PROGRESS_TOLD_EVERY_MS);
    progress.started();
    finished.sent(100);
    finished.finished();
    broken.broke();
    clock.advance(PROGRESS_TOLD_EVERY_MS);
    assert.deepEqual([progress.state, told], ['absent', ['downloading 0']]);
    progress.begin(100);
    assert.deepEqual(told, ['downloading 0', 'downloading 0']);
  });
});

describe('places for downloads', () => {
  it('are so many for each network, and so many in all, and are given back', () => {
    const places = new DownloadPlaces();
    const leave = Array.from({ length: DOWNLOADS_PER_NETWORK }, () => places.take('a', true));
    assert.ok(leave.every((place) => place !== undefined));
    assert.equal(places.take('a', true), undefined);
    for (let n = DOWNLOADS_PER_NETWORK; n < DOWNLOADS_AT_ONCE; n++) assert.ok(places.take(`n${n}`, true));
    assert.equal(places.take('b', true), undefined, 'all are taken');
    leave[0]?.();
    assert.ok(places.take('a', true));
    assert.deepEqual([DOWNLOADS_PER_NETWORK, DOWNLOADS_AT_ONCE], [16, 128]);
  });

  it('are left for whoever has a code: those without one have half of them, of a network and in all', () => {
    const places = new DownloadPlaces();
    const leave = Array.from({ length: DOWNLOADS_PER_NETWORK / 2 }, () => places.take('a', false));
    assert.ok(leave.every((place) => place !== undefined));
    assert.equal(places.take('a', false), undefined);
    for (let n = DOWNLOADS_PER_NETWORK / 2; n < DOWNLOADS_AT_ONCE / 2; n++) assert.ok(places.take(`n${n}`, false));
    assert.equal(places.take('b', false), undefined, 'their half is taken');
    const withCode = Array.from({ length: DOWNLOADS_PER_NETWORK / 2 }, () => places.take('a', true));
    assert.ok(withCode.every((place) => place !== undefined));
    withCode[0]?.();
    leave[0]?.();
    assert.ok(places.take('b', false));
  });
});

describe('a download that goes on and on', () => {
  it('ends after twenty minutes, however much is taken meanwhile', async () => {
    const clock = new SimulatedServerClock();
    let reads = 0;
    const read = async (buffer: Buffer): Promise<{ bytesRead: number; buffer: Buffer }> => {
      reads += 1;
      clock.advance(1_000);
      await setImmediate(); // what was sent leaves meanwhile
      return { bytesRead: 1, buffer };
    };
    const file = { handle: { read } as unknown as FileHandle, sizeBytes: 10_000 };
    const released = { nameEnd: '', files: { br: file, gzip: file, identity: file } };
    const release = new HelperRelease(new Map([['linux-x64', released]]), new Map(), generateKeyPairSync('ed25519').privateKey);
    await using app = fastify();
    addHelperRoutes(app, {
      release,
      clock,
      codes: { peek: () => undefined },
      sessions: { byId: () => undefined },
      clientAddress: () => '192.0.2.1',
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const response = await fetch(`${url}/helper/download/linux-x64`, { headers: { 'accept-encoding': 'identity' } });
    assert.equal(response.headers.get('x-accel-buffering'), 'no');
    await assert.rejects(response.arrayBuffer());
    const endedAfterS = DOWNLOAD_MAX_MS / 1_000;
    assert.ok(reads >= endedAfterS && reads < endedAfterS + 100, `${reads} s`);
  });
});

describe('a helper’s code', () => {
  it('can be looked at without using it up, until it is used, replaced, ten minutes old, or its session over', () => {
    const clock = new SimulatedServerClock();
    const open = new Set(['s1', 's2']);
    const codes = new HelperCodes(clock, (sessionId) => open.has(sessionId));
    const place = { sessionId: 's1', owner: 'customer' } as const;
    const code = codes.invite(place);
    for (const typed of [code, code.toLowerCase()]) assert.deepEqual(codes.peek(typed), place);
    assert.deepEqual(codes.redeem(code)?.place, place);
    assert.equal(codes.peek(code), undefined, 'used');
    const replaced = codes.invite(place);
    const newer = codes.invite(place);
    assert.deepEqual([codes.peek(replaced), codes.peek(newer)], [undefined, place]);
    clock.advance(CODE_LIFE_MS - 1);
    assert.deepEqual(codes.peek(newer), place);
    clock.advance(1);
    assert.equal(codes.peek(newer), undefined, 'too old');
    const ended = codes.invite({ sessionId: 's2', owner: 'agent' });
    open.delete('s2');
    assert.equal(codes.peek(ended), undefined, 'its session is over');
  });
});

describe('a link that follows on a PIN in the helper', () => {
  it('hands the key over once, within ten minutes', () => {
    const clock = new SimulatedServerClock();
    const links = new PageLinks(clock);
    const [used, late] = [links.make('k1'), links.make('k2')].map((path) => path.replace('/s/', ''));
    assert.deepEqual([links.use(used ?? ''), links.use(used ?? ''), links.use('none')], ['k1', undefined, undefined]);
    clock.advance(PAGE_LINK_LIFE_MS);
    assert.equal(links.use(late ?? ''), undefined);
  });
});

describe('how a download is packed', () => {
  for (const [header, encoding] of [
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['BR', 'br'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['identity', 'identity'],
    ['br;q=nonsense', 'identity'],
    ['x'.repeat(5_000), 'identity'],
  ] as const) {
    it(`is ${encoding} for ${header === undefined ? 'no header' : `"${header.slice(0, 30)}"`}`, () => {
      assert.equal(acceptedEncoding(header), encoding);
    });
  }
});
