import { expect, waitUntil } from '@open-wc/testing';
import type { PreviewReport, SeenPlace } from '../../plugin/shared/cobrowse/preview-messages.ts';
import { previewMasks } from '../../plugin/snippet/mask-preview.ts';
import { maskSelector } from '../../plugin/snippet/mask-selector.ts';
import { OPEN_POLICY } from '../support/cobrowse-recording.ts';

type Seen = Extract<PreviewReport, { type: 'preview.seen' }>;

const boxes = (look: string): number => [...document.querySelectorAll('sideseat-marks')].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll(`.${look}`) ?? [])]).length;

describe('masks tried out in a page', () => {
  let main: HTMLElement;
  let preview: { stop(): void } | null = null;
  let last: Seen | null = null;
  const open = (masks: Partial<typeof OPEN_POLICY> = {}): void => {
    preview?.stop();
    last = null;
    preview = previewMasks({ masks: { ...OPEN_POLICY, ...masks }, report: (report) => (last = report as Seen) });
  };
  const seen = async (isRight: (seen: readonly SeenPlace[]) => boolean): Promise<readonly SeenPlace[]> => {
    await waitUntil(() => last !== null && isRight(last.seen), 'what is seen', { timeout: 5_000 }).catch(() => undefined);
    return last?.seen ?? [];
  };
  beforeEach(() => {
    main = document.createElement('main');
    main.innerHTML = `
      <dl><dt>Customer name</dt><dd class=who>Ada Byron</dd><dt>Size</dt><dd class=size>large</dd></dl>
      <ul><li class=mail>ada@example.org</li><li class=mail>ben@example.org</li></ul>
      <p class=phone>+49 30 1234567</p><p>Anybody may read this.</p>
      <label>E-mail <input></label><label>About <input></label><p><button>Name</button> <a href="#x">Your address</a> <b>left</b></p>
      <label>Delivery address <input name=street value="Musterweg 12"></label>
      <input type=password value=secret>`;
    document.body.append(main);
  });
  afterEach(() => {
    preview?.stop();
    preview = null;
    main.remove();
  });

  it('names what is seen and looks private by a selector, each once, and marks it', async () => {
    open();
    const places = await seen((all) => all.length >= 3);
    expect(places).to.deep.equal([
      { selector: 'dd.who', look: 'label', count: 1 },
      { selector: 'li.mail', look: 'email', count: 2 },
      { selector: 'p.phone', look: 'phone', count: 1 },
    ]);
    await waitUntil(() => boxes('seen') === 4);
    expect(last?.hidden).to.equal(4);
    expect(boxes('hidden')).to.equal(4);
    expect(JSON.stringify(last)).not.to.match(/Ada|example|1234567/);
  });

  it('no longer names what is hidden, and names a field that is shown', async () => {
    open({ masks: ['li.mail', 'dd.who'], blocks: ['p.phone'], allows: ['[name=street]'] });
    expect(await seen((all) => all.length === 1)).to.deep.equal([{ selector: 'input[name="street"]', look: 'label', count: 1 }]);
    expect(last?.hidden).to.equal(7);
  });

  it('follows the page as it changes, and says where it pauses', async () => {
    open({ masks: ['.mail', '.phone', '.who'] });
    expect(await seen((all) => all.length === 0)).to.deep.equal([]);
    main.insertAdjacentHTML('beforeend', '<p id=late>eve@example.org</p>');
    expect(await seen((all) => all.length === 1)).to.deep.equal([{ selector: '#late', look: 'email', count: 1 }]);
    open({ pausedPaths: [location.pathname] });
    await waitUntil(() => last?.isPaused === true, 'paused', { timeout: 5_000 });
    expect(last?.seen).to.deep.equal([]);
  });

  it('leaves nothing behind', async () => {
    open();
    await seen((all) => all.length > 0);
    preview?.stop();
    expect(document.querySelector('sideseat-marks')).to.equal(null);
  });

  it('writes selectors with what stays: ids, names and classes that no script made up', () => {
    const cases = [
      ['<p id=total>x</p>', '#total'],
      ['<p id=ember1234 class="sum css-1x2Y3z">x</p>', 'p.sum'],
      ['<div class=card><b>x</b></div>', 'div.card b', 'b'],
      ['<section><p>x</p></section>', 'p', 'p'],
    ] as const;
    for (const [html, selector, inner] of cases) {
      main.innerHTML = html;
      expect(maskSelector(main.querySelector(inner ?? '*') as Element)).to.equal(selector);
    }
  });
});
