import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ActRefused, type ActedPage } from '../../gateway/cobrowse/act/acted-page.ts';
import { CustomerHand, OWN_HAND_MS } from '../../gateway/cobrowse/act/customer-hand.ts';
import { expectTouchable } from '../../gateway/cobrowse/act/reach.ts';

/** What is said of an element, without a browser; acts in real pages are in test/browser/cobrowse-act.test.ts. */
const element = (change: object = {}): Element => ({ isConnected: true, localName: 'input', matches: () => false, ...change }) as unknown as Element;
const page = (forbids: ActedPage['forbids'] = () => null): ActedPage => ({ window: globalThis as never, nodeOf: () => null, forbids, customerOnly: [] });
const refusal = (of: ActedPage, used: Element): string => {
  try {
    expectTouchable(of, used);
    return 'done';
  } catch (cause) {
    return cause instanceof ActRefused ? cause.reason : String(cause);
  }
};

describe('what an agent may touch in a customer’s page', () => {
  it('[T-COBROWSE-ACT] is nothing that is masked or kept at that moment, whatever was told of it before', () => {
    let verdict: ReturnType<ActedPage['forbids']> = null;
    const judged = page(() => verdict);
    assert.equal(refusal(judged, element()), 'done');
    verdict = 'private';
    assert.equal(refusal(judged, element()), 'private');
    verdict = 'noControl';
    assert.equal(refusal(judged, element()), 'noControl');
  });

  it('[T-COBROWSE-ACT] is nothing by way of its label', () => {
    const field = element({ localName: 'input' });
    const label = element({ localName: 'label', matches: (selector: string) => selector === 'label', control: field });
    assert.equal(refusal(page((used) => (used === field ? 'private' : null)), label), 'private');
  });

  it('[T-COBROWSE-ACT] is nothing that is gone, ours, a file’s, of another site, or disabled', () => {
    assert.equal(refusal(page(), element({ isConnected: false })), 'notThere');
    for (const localName of ['sideseat-snippet', 'sideseat-marks', 'sideseat-pointer']) assert.equal(refusal(page(), element({ localName })), 'ours');
    assert.equal(refusal(page(), element({ matches: (selector: string) => selector === 'input[type=file]' })), 'file');
    for (const localName of ['object', 'embed', 'iframe']) assert.equal(refusal(page(), element({ localName })), 'otherSite');
    assert.equal(refusal(page(), element({ matches: (selector: string) => selector.includes(':disabled') })), 'disabled');
  });
});

describe('the customer’s own hand', () => {
  function open() {
    const heard = new Map<string, (event: { isTrusted: boolean; buttons?: number }) => void>();
    const clock = { nowMs: 0 };
    const document = { addEventListener: (type: string, hear: (event: { isTrusted: boolean }) => void) => heard.set(type, hear), querySelectorAll: () => [] };
    const hand = new CustomerHand(document as unknown as Document, () => clock.nowMs);
    return { hand, clock, hear: (type: string, isTrusted = true) => heard.get(type)?.({ isTrusted, buttons: 0 }) };
  }

  it('[B-32] comes first for a second after each click, key and turn of the wheel, and no script’s', () => {
    const { hand, clock, hear } = open();
    assert.equal(hand.isAtWork, false);
    hear('keydown', false);
    assert.equal(hand.isAtWork, false);
    for (const type of ['keydown', 'wheel', 'touchstart', 'paste']) {
      hear(type);
      assert.equal(hand.isAtWork, true, type);
      clock.nowMs += OWN_HAND_MS - 1;
      assert.equal(hand.isAtWork, true, type);
      clock.nowMs += 1;
      assert.equal(hand.isAtWork, false, type);
    }
  });

  it('[B-32] comes first for as long as it holds the mouse down', () => {
    const { hand, clock, hear } = open();
    hear('pointerdown');
    clock.nowMs += 60_000;
    assert.equal(hand.isAtWork, true);
    hear('pointerup');
    clock.nowMs += OWN_HAND_MS;
    assert.equal(hand.isAtWork, false);
  });

  it('[B-32] is over where the page never hears that the mouse was released', () => {
    for (const over of ['contextmenu', 'pointermove']) {
      const { hand, clock, hear } = open();
      hear('pointerdown');
      clock.nowMs += 60_000;
      hear(over);
      clock.nowMs += OWN_HAND_MS;
      assert.equal(hand.isAtWork, false, over);
    }
  });
});
