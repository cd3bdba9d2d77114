import { expect, waitUntil } from '@open-wc/testing';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { openRecording } from '../../plugin/snippet/page-recording.ts';
import { htmlOf, newSecret, SECRET_KINDS, SECRETS_POLICY } from '../support/cobrowse-secrets.ts';

/** Kinds that are hidden as a place of the page: as text or value, not as an attribute that is left out anywhere. */
const PLACES = SECRET_KINDS.filter(({ changes, heldBy, html }) => {
  const rule = heldBy?.[0] ?? '';
  const isPlace = /^(?:password|autocomplete|fieldName|fieldValue|editable|mark|blockMark|ignoreMark|toolMask|toolBlock|siteMask|siteBlock)$/.test(rule);
  // Of a closed list nothing but the list itself is seen.
  return isPlace && (changes === 'value' || changes === 'text') && !/<option|<svg|<math|type=hidden/.test(html);
});

const MASKS = { mode: 'reveal' as const, noControl: [], pausedPaths: [], forbiddenPaths: [], masks: [...SECRETS_POLICY.masks], blocks: [...SECRETS_POLICY.blocks], allows: [...SECRETS_POLICY.allows] };
const marks = (): DOMRect[] => [...(document.querySelector('sideseat-marks')?.shadowRoot?.querySelectorAll('div') ?? [])].map((box) => box.getBoundingClientRect());

describe('"Show what is hidden" [B-30]', function () {
  this.timeout(60_000);

  it('marks the lines of a text, and not what stands beside them; the snippet’s own elements are no part of the page', async () => {
    const main = document.createElement('main');
    main.innerHTML = '<p style="width: 240px">Your last order went to <b>Musterweg 12</b> <span data-cobrowse=mask>from the account that ends with 4711 at the Bank of Acorns</span> <i>today</i></p>';
    const own = document.createElement('sideseat-snippet');
    own.setAttribute('data-cobrowse', 'block');
    own.style.cssText = 'display: block; width: 20px; height: 20px';
    main.append(own);
    document.body.append(main);
    const events: PageEvent[] = [];
    const recording = openRecording({ masks: MASKS, send: (message) => message.type === 'page.event' && events.push(message.event), loadHand: () => Promise.reject(new Error('not wanted')) });
    try {
      await waitUntil(() => events.some(({ type }) => type === 'page.ready'));
      recording.hear({ type: 'page.mark', isShown: true });
      expect(marks().length).to.be.greaterThan(1);
      const seen = [...main.querySelectorAll('b, i')].flatMap((element) => [...element.getClientRects()]);
      const meets = (one: DOMRect, other: DOMRect): boolean => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
      expect(seen.filter((place) => marks().some((mark) => meets(mark, place)))).to.deep.equal([]);
      expect(JSON.stringify(events)).not.to.contain('sideseat-snippet').and.not.to.contain('"placeholder"');
    } finally {
      recording.stop();
      main.remove();
    }
  });

  it(`marks the place of each of ${PLACES.length} kinds for the customer, and none that is seen`, async () => {
    const main = document.createElement('main');
    document.body.append(main);
    const events: PageEvent[] = [];
    const recording = openRecording({ masks: MASKS, send: (message) => message.type === 'page.event' && events.push(message.event), loadHand: () => Promise.reject(new Error('not wanted')) });
    const isMarked = (element: Element): boolean => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return marks().some((mark) => Math.abs(mark.left - left) < 3 && Math.abs(mark.top - top) < 3 && Math.abs(mark.width - width) < 6 && Math.abs(mark.height - height) < 6);
    };
    try {
      await waitUntil(() => events.some(({ type }) => type === 'page.ready'));
      // As many as a window has room for at a time.
      for (let at = 0; at < PLACES.length; at += 10) {
        main.innerHTML = `${PLACES.slice(at, at + 10).map((kind) => `<div class=place>${htmlOf(kind, newSecret(kind.secret))}</div>`).join('')}<p id=open-${at} class=open>Anybody may read this.</p>`;
        scrollTo(0, 0);
        const told = events.length;
        await waitUntil(() => JSON.stringify(events.slice(told)).includes(`open-${at}`), 'it is told', { timeout: 20_000 });
        recording.hear({ type: 'page.mark', isShown: false });
        recording.hear({ type: 'page.mark', isShown: true });
        const places = [...main.querySelectorAll('.place')];
        places.forEach((place, index) => {
          const it = place.querySelector('.it')!;
          expect(isMarked(it) || isMarked(it.parentElement!), PLACES[at + index]?.name).to.equal(true);
        });
        expect(isMarked(main.querySelector('.open')!)).to.equal(false);
      }
    } finally {
      recording.stop();
      main.remove();
    }
  });
});
