import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONNECT, frameMessage, isGreeting, pageMessage, READY } from '../../plugin/shared/cobrowse/page-messages.ts';
import { previewAnswer, previewAsked } from '../../plugin/shared/cobrowse/preview-messages.ts';
import { areMasks, isRecordingOrder } from '../../plugin/shared/cobrowse/recording-orders.ts';

const OPENED = { type: 'page.opened', title: 'Cart', address: 'https://shop.example/cart', name: '', why: 'pressed', canRecord: true, isFront: true, widthPx: 1_280, heightPx: 720 };
const MASKS = { mode: 'reveal', masks: ['.name'], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] };
const NOTHING = [null, undefined, 7, 'page.closed', [], {}, { type: 7 }, { type: 'constructor' }, { type: 'toString' }, { type: 'page.unknown' }];

describe('what a site’s page and our frame in it say to each other', () => {
  it('takes what a page says, and drops what does not fit', () => {
    const good = [OPENED, { type: 'page.prepared', widthPx: 1_280, heightPx: 720.5 }, { type: 'page.unavailable' }, { type: 'page.event', event: { type: 'page.ready', seq: 3, hidden: 0 } }, { type: 'page.failed' }, { type: 'page.closed' }, { type: 'page.refused', seq: 1, reason: 'private' }];
    for (const message of good) assert.equal(pageMessage(message), message);
    const bad = [
      { ...OPENED, name: undefined },
      { ...OPENED, canRecord: 'yes' },
      { type: 'page.prepared', widthPx: NaN, heightPx: 1 },
      { type: 'page.prepared', widthPx: -1, heightPx: 1 },
      { type: 'page.event', event: { type: 'page.ready' } },
      { type: 'page.event', event: null },
      { type: 'page.refused', seq: 1 },
      { type: 'page.refused', reason: 'private' },
      { type: 'page.record', masks: MASKS },
      ...NOTHING,
    ];
    for (const message of bad) assert.equal(pageMessage(message), null, JSON.stringify(message));
  });

  it('takes what a frame says, and drops what does not fit', () => {
    const good = [
      { type: 'frame.sized', widthPx: 368, heightPx: 400, isAsking: false },
      { type: 'page.prepare', version: 1 },
      { type: 'page.record', version: 1, masks: MASKS },
      { type: 'page.resync' },
      { type: 'page.stop' },
      { type: 'page.mark', isShown: true },
      { type: 'page.pointer', at: { id: 7, x: 0, y: 1 }, isPressed: true, name: 'Mia Keller' },
      { type: 'page.pointer', at: null, name: '' },
      { type: 'page.use', use: { hint: 'Here', customerOnly: ['leave'] } },
      { type: 'page.use', use: null },
      { type: 'page.act', seq: 1, act: { kind: 'text', text: 'x' } },
      { type: 'visit.changed', state: 'sharing' },
      { type: 'frame.close' },
    ];
    for (const message of good) assert.equal(frameMessage(message), message);
    const bad = [
      { type: 'frame.sized', widthPx: 1e9, heightPx: 400, isAsking: false },
      { type: 'page.prepare' },
      { type: 'page.prepare', version: '1' },
      { type: 'page.record', masks: MASKS },
      { type: 'visit.changed', state: 'watched' },
      OPENED,
      ...NOTHING,
    ];
    for (const message of bad) assert.equal(frameMessage(message), null, JSON.stringify(message));
  });

  it('takes masks only whole', () => {
    assert.ok(areMasks(MASKS));
    for (const masks of [undefined, null, [], { ...MASKS, mode: 'open' }, { ...MASKS, masks: [7] }, { ...MASKS, pausedPaths: undefined }, { ...MASKS, forbiddenPaths: undefined }])
      assert.equal(areMasks(masks), false, JSON.stringify(masks));
  });

  it('takes what a page that is tried out and our frame in it say, and drops what does not fit', () => {
    const asked = { type: 'preview.asked', code: 'code', report: null };
    assert.equal(previewAsked(asked), asked);
    assert.ok(previewAsked({ ...asked, report: { draft: 1 } }), 'the server looks at it');
    for (const data of [{ ...asked, code: 7 }, { ...asked, report: undefined }, { ...asked, report: 'x' }, { ...asked, type: 'preview.masks' }, ...NOTHING])
      assert.equal(previewAsked(data), null, JSON.stringify(data));
    const masks = { type: 'preview.masks', draft: 2, masks: MASKS, legend: 'Striped: hidden' };
    assert.equal(previewAnswer(masks), masks);
    assert.deepEqual(previewAnswer({ type: 'preview.ended', draft: 2 }), { type: 'preview.ended' });
    for (const data of [{ ...masks, draft: 1.5 }, { ...masks, masks: {} }, { ...masks, legend: undefined }, asked, ...NOTHING])
      assert.equal(previewAnswer(data), null, JSON.stringify(data));
  });

  it('tells the two greetings apart, and other versions of them', () => {
    assert.ok(isGreeting({ ...READY }, READY) && isGreeting({ ...CONNECT }, CONNECT));
    for (const data of [{ ...READY, version: 2 }, { ...CONNECT }, READY.type, null]) assert.ok(!isGreeting(data, READY));
  });

  it('drops what does not fit of what a recorder hears', () => {
    const good = [{ type: 'page.resync' }, { type: 'page.pointer', at: null, name: 'Mia' }, { type: 'page.use', use: null }, { type: 'page.act', seq: 1, act: { kind: 'text' } }];
    for (const order of good) assert.equal(isRecordingOrder(order as never), true, JSON.stringify(order));
    const bad = [
      { type: 'page.use', use: {} },
      { type: 'page.use', use: { hint: 'Here', customerOnly: [7] } },
      { type: 'page.act', seq: 'x', act: { kind: 'text' } },
      { type: 'page.act', seq: 1, act: null },
      { type: 'page.pointer', at: { id: 7, x: 2, y: 1 }, name: '' },
      { type: 'page.pointer', at: { id: 'x', x: 0, y: 1 }, name: '' },
      { type: 'page.pointer', name: '' },
    ];
    for (const order of bad) assert.equal(isRecordingOrder(order as never), false, JSON.stringify(order));
  });
});
