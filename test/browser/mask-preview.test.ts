import { expect, waitUntil } from '@open-wc/testing';
import type { PreviewPlace, PreviewReport } from '../../gateway/protocol/preview.ts';
import { previewMasks } from '../../plugin/snippet/mask-preview.ts';
import { isBroad, maskSelector } from '../../plugin/snippet/mask-selector.ts';
import { OPEN_POLICY } from '../support/cobrowse-recording.ts';

type Found = Omit<PreviewReport, 'draft'>;

const boxes = (look: string): HTMLElement[] => [...document.querySelectorAll('sideseat-marks')].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll<HTMLElement>(`.${look}`) ?? [])]);
const isMarked = (element: Element): boolean => {
  const { left, top, width } = element.getBoundingClientRect();
  return boxes('hidden').map((box) => box.getBoundingClientRect()).some((box) => Math.abs(box.left - left) < 2 && Math.abs(box.top - top) < 2 && Math.abs(box.width - width) < 2);
};

describe('masks tried out in a page', () => {
  let main: HTMLElement;
  let preview: { stop(): void } | null = null;
  let last: Found | null = null;
  const open = (masks: Partial<typeof OPEN_POLICY> = {}): void => {
    preview?.stop();
    last = null;
    preview = previewMasks({ masks: { ...OPEN_POLICY, ...masks }, report: (found) => (last = found) });
  };
  const found = async (isRight: (found: Found) => boolean): Promise<readonly PreviewPlace[]> => {
    await waitUntil(() => last !== null && isRight(last), 'what is found', { timeout: 5_000 }).catch(() => undefined);
    return last?.places ?? [];
  };
  const whenReady = (count: number) => found(({ state, places }) => state === 'ready' && places.length === count);
  beforeEach(() => {
    main = document.createElement('main');
    main.innerHTML = `
      <dl><dt>Customer name</dt><dd class=who>Ada Byron</dd><dt>Size</dt><dd class=size>large</dd></dl>
      <ul><li class=mail>ada@example.org</li><li class=mail>ben@example.org</li><li class=mail>by post</li></ul>
      <p class=phone>+49 30 1234567</p><p>Anybody may read this.</p>
      <label>E-mail <input></label><label>About <input></label><p><button>Name</button> <a href="#x">Your address</a> <b>left</b></p>
      <label>Delivery address <input name=street value="Musterweg 12"></label>
      <input type=password value=secret>`;
    document.body.append(main);
    document.title = 'Cart';
  });
  afterEach(() => {
    preview?.stop();
    preview = null;
    main.remove();
  });

  it('names what is seen and looks private by a selector, each once, with what it finds, and marks it', async () => {
    open();
    expect(await whenReady(3)).to.deep.equal([
      { selector: 'dd.who', look: 'label', count: 1, isBroad: false },
      { selector: 'li.mail', look: 'email', count: 3, isBroad: false },
      { selector: 'p.phone', look: 'phone', count: 1, isBroad: false },
    ]);
    await waitUntil(() => boxes('seen').length === 4);
    expect(last?.hidden).to.equal(4);
    expect(boxes('hidden').length).to.equal(4);
    expect(JSON.stringify(last)).not.to.match(/Ada|example|1234567/);
  });

  it('no longer names what is hidden, and names a field that is shown', async () => {
    open({ masks: ['li.mail', 'dd.who'], blocks: ['p.phone'], allows: ['[name=street]'] });
    expect(await whenReady(1)).to.deep.equal([{ selector: 'input[name="street"]', look: 'label', count: 1, isBroad: false }]);
    expect(last?.hidden).to.equal(8);
  });

  it('names what attributes, buttons and the title say, where it leaves the page', async () => {
    main.innerHTML = `
      <img class=photo alt="ada@example.org" src="data:,"><abbr class=tip title="+49 30 1234567">tip</abbr><a class=link aria-label="Mail to ben@example.org">x</a>
      <input class=field placeholder="Customer 1234567"><input class=send type=submit value="Send to eve@example.org"><p class=other title="Nothing">x</p>`;
    document.title = 'Call +49 30 123 45 67';
    open();
    expect((await whenReady(6)).map(({ selector, look }) => `${selector} ${look}`)).to.deep.equal(['title phone', 'img.photo email', 'abbr.tip phone', 'a.link email', 'input.field number', 'input.send email']);
    open({ masks: ['title', '.photo', '.tip', '.link', '.field', '.send'] });
    expect(await whenReady(0)).to.deep.equal([]);
  });

  it('says of a page that pauses, or is not read yet, nothing but that', async () => {
    open({ masks: ['.mail', '.phone', '.who'] });
    const states: string[] = [];
    await waitUntil(() => {
      if (last) states.push(`${last.state} ${last.places.length}`);
      return last?.state === 'ready';
    });
    expect([...new Set(states)].every((state) => state === 'ready 0' || state === 'starting 0')).to.equal(true);
    open({ pausedPaths: [location.pathname] });
    expect(await found(({ state }) => state === 'rule')).to.deep.equal([]);
    expect(last?.state).to.equal('rule');
    expect(boxes('hidden').length + boxes('seen').length).to.equal(0);
  });

  it('follows the page as it changes', async () => {
    open({ masks: ['.mail', '.phone', '.who'] });
    expect(await whenReady(0)).to.deep.equal([]);
    main.insertAdjacentHTML('beforeend', '<p id=late>eve@example.org</p>');
    expect(await whenReady(1)).to.deep.equal([{ selector: '#late', look: 'email', count: 1, isBroad: false }]);
    main.querySelector('#late')!.remove();
    expect(await whenReady(0)).to.deep.equal([]);
  });

  for (const [name, masks] of [
    ['nothing but what is allowed is shown', { mode: 'maskAll', allows: ['.phone'] }],
    ['a selector cannot be read', { masks: ['.a['] }],
  ] as const)
    it(`marks what is hidden of the whole page where ${name}`, async () => {
      open(masks as Partial<typeof OPEN_POLICY>);
      await found(({ state }) => state === 'ready');
      await waitUntil(() => isMarked(main.querySelector('.who')!), 'it is marked');
      for (const text of main.querySelectorAll('.who, .size, .mail, p:not(.phone, :has(button)), button, a, b')) expect(isMarked(text), text.outerHTML).to.equal(true);
      expect(isMarked(main.querySelector('.phone')!)).to.equal(name.startsWith('a selector'));
      expect(last?.hidden).to.be.greaterThan(10);
    });

  it('leaves nothing behind', async () => {
    open();
    await whenReady(3);
    preview?.stop();
    expect(document.querySelector('sideseat-marks')).to.equal(null);
  });

  it('writes selectors with what stays and says nothing: ids, names and classes that no script made up', () => {
    const cases = [
      ['<p id=total>x</p>', '#total'],
      ['<p id=ember1234 class="sum css-1x2Y3z">x</p>', 'p.sum'],
      ['<p id="ada@example.org" class="氏名 a:b sum">x</p>', 'p.sum'],
      ['<input name="user[mail]" class=entry>', 'input.entry'],
      ['<div class=card><b>x</b></div>', 'div.card b', 'b'],
      ['<section><p>x</p></section>', 'p', 'p'],
      ['<x-ä class=sum>x</x-ä>', '.sum'],
    ] as const;
    for (const [html, selector, inner] of cases) {
      main.innerHTML = html;
      expect(maskSelector(main.querySelector(inner ?? '*') as Element)).to.equal(selector);
    }
  });

  it('knows selectors that would hide much else', () => {
    main.className = 'home';
    main.innerHTML = '<p class=note>x</p><div class=wrap><h1>x</h1></div><table class=list><tr><td class=cell>x</td></tr></table>';
    const broad = (selector: string): boolean => isBroad(main.querySelector(selector) ?? main, selector);
    expect(['p', 'td', '.home', '.wrap', '.list'].filter((each) => !broad(each))).to.deep.equal([]);
    expect(['.note', '.cell'].filter(broad)).to.deep.equal([]);
  });
});
