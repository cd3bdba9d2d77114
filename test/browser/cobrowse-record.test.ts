import { expect } from '@open-wc/testing';
import * as v from 'valibot';
import { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { PageModel, pictureOfPage } from '../support/cobrowse-model.ts';
import { makePage, pageOf, Recording, windowOf } from '../support/cobrowse-recording.ts';

describe('recorder of a page', () => {
  let frame: HTMLIFrameElement;
  let recording: Recording;
  let model: PageModel;
  afterEach(() => {
    recording?.recorder.stop();
    frame.remove();
  });

  function record(html: string, policy = {}, now?: () => number): Document {
    frame = makePage(html);
    model = new PageModel();
    recording = new Recording(frame, { policy, send: (event) => model.apply(event), ...(now && { now }) });
    return pageOf(frame);
  }

  const expectSame = (page: Document): void => {
    expect(model.picture).to.equal(pictureOfPage(page));
  };

  it('describes a page as it is, in events that the wire takes [002-27]', async () => {
    const page = record(`<!doctype html><html lang=de><title>Shop</title><body class=a><h1 title=one>Hello</h1><!-- no --><script>1</script>
      <ul><li>1<li>2</ul><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><a href="https://a.example/?q=1">link</a></body>`);
    await recording.start();
    expectSame(page);
    for (const event of recording.events) v.parse(PageEvent, event);
    expect(recording.events[0]).to.include({ type: 'page.began', title: 'Shop', isQuirky: false, language: 'de' });
  });

  it('shows a page whose scripts nested it deeper than any stack', async () => {
    const page = record('<!doctype html><h1>Top</h1><main hidden></main>');
    let at: Element = page.querySelector('main')!;
    for (let depth = 0; depth < 20_000; depth += 1) at = at.appendChild(page.createElement('i'));
    at.innerHTML = '<input value=Kanarie>';
    await recording.start();
    expect(recording.sentText).to.contain('Top').and.not.to.contain('Kanarie');
  });

  it('tells additions, moves, texts and attributes as they become', async () => {
    const page = record('<!doctype html><body><div class=a></div><div class=b><p>1</p><p>2</p></div></body>');
    await recording.start();
    const [a, b] = [...page.querySelectorAll('div')];
    a?.append(b?.firstElementChild ?? '');
    b?.prepend('text');
    b?.setAttribute('title', 'T');
    b?.setAttribute('onclick', 'x()');
    await recording.settle(page);
    await recording.settle(page);
    expect(recording.sentText).not.to.contain('onclick');
    expect(model.nodes.size).to.be.greaterThan(5);
    await recording.until(() => model.picture === pictureOfPage(page));
  });

  it('tells values, ticks and choices that the site allows, also those that a script set', async () => {
    const page = record('<body data-cobrowse=allow><input class=i><input type=checkbox><select><option>a<option>b</select></body>');
    await recording.start();
    const [text, box] = [...page.querySelectorAll('input')];
    if (text) text.value = 'set by a script';
    if (box) box.checked = true;
    const select = page.querySelector('select');
    if (select) select.selectedIndex = 1;
    await recording.until((events) => {
      const states = events.flatMap((event) => (event.type === 'page.changed' ? (event.states ?? []) : []));
      return ['set by a script', '"checked":true', '"selected":true'].every((told) => JSON.stringify(states).includes(told));
    });
  });

  it('tells style sheets with all their rules, adopted ones and those that scripts change', async () => {
    const page = record('<head><style>.a { color: red; background: url(https://other.example/x.png) }</style></head><body><b class=a>x</b></body>');
    await recording.start();
    const css = (): string => [...model.nodes.values()].map((node) => node.css).join('\n');
    expect(css()).to.contain('color: red').and.not.contain('other.example');
    const adopted = new (windowOf(frame).CSSStyleSheet)();
    adopted.replaceSync('.adopted { top: 1px }');
    page.adoptedStyleSheets = [adopted];
    page.styleSheets[0]?.insertRule('.inserted { left: 1px }');
    await recording.until(() => css().includes('.adopted') && css().includes('.inserted'));
  });

  it('sends pictures of its own site as data, and a box in place of what cannot be shown', async function () {
    this.timeout(20_000);
    const dot = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    record(`<body><img class=ok src="${dot}"><img class=gone src="/nothing-here.png"><video src=x></video><iframe src="https://other.example/"></iframe>
      <object data=x></object></body>`);
    await recording.start();
    const boxes = (): string[] => [...model.nodes.values()].flatMap(({ node }) => (node && 'placeholder' in node && node.placeholder ? [node.placeholder.why] : []));
    await recording.until(() => boxes().length === 4 && [...model.nodes.values()].some(({ attributes }) => attributes.get('src') === dot));
    expect(boxes().toSorted()).to.deep.equal(['embedded', 'frame', 'image', 'video']);
  });

  it('tells the pointer, presses, scrolling, selections and other addresses', async function () {
    this.timeout(20_000);
    const page = record('<!doctype html><body style="height: 5000px"><p>some text</p></body>');
    await recording.start();
    const window = windowOf(frame);
    const told = (type: string, part: object): boolean => recording.events.some((event) => event.type === type && JSON.stringify(event).includes(JSON.stringify(part).slice(1, -1)));
    page.body.dispatchEvent(new window.PointerEvent('pointermove', { clientX: 10, clientY: 20, bubbles: true }));
    // A press takes the place of a move that still waits.
    await recording.until(() => told('page.pointed', { at: { xPx: 10, yPx: 20 } }));
    page.body.dispatchEvent(new window.PointerEvent('pointerdown', { clientX: 11, clientY: 20, bubbles: true }));
    window.scrollTo(0, 300);
    page.getSelection()?.selectAllChildren(page.querySelector('p') as Element);
    page.getSelection()?.setBaseAndExtent(page.querySelector('p')?.firstChild as Text, 0, page.querySelector('p')?.firstChild as Text, 4);
    window.history.pushState(null, '', '/other/page?secret=1');
    page.title = 'Another';
    await recording.until(() => told('page.pointed', { isPressed: true }));
    await recording.until(() => told('page.scrolled', { scrollTop: 300 }) && told('page.selected', { offset: 4 }) && told('page.named', { title: 'Another' }));
    expect(recording.events.at(-1)).not.to.equal(undefined);
    expect(recording.sentText).to.contain('/other/page"').and.not.contain('secret=1');
  });

  it('tells nothing of what a mark or a selector hides that came between two steps [B-30]', async () => {
    for (const [name, policy, hide] of [
      ['a mark', {}, (box: Element) => box.setAttribute('data-cobrowse', 'mask')],
      ['a far-reaching selector', { masks: ['.on + main p'] }, (box: Element) => box.previousElementSibling?.classList.add('on')],
    ] as const) {
      for (const isAtFirst of [true, false]) {
        const paragraphs = '<p title=x>one</p>'.repeat(300);
        // Each step takes so long that the page has its turn after it.
        let steps = 0;
        const page = record(`<body><i></i><main>${paragraphs}</main></body>`, policy, () => (steps += 1) * 10);
        const texts = [...page.querySelectorAll('p')];
        if (isAtFirst) recording.recorder.start();
        else {
          await recording.start();
          steps = 0;
          for (const text of texts) text.firstChild!.nodeValue = 'two';
        }
        const from = steps;
        while (steps < from + 100) await new Promise((resolve) => setTimeout(resolve, 0));
        hide(page.querySelector('main')!);
        for (const [at, text] of texts.entries()) text.firstChild!.nodeValue = `Kanarie ${at}`;
        for (const text of texts) text.title = 'Kanarie';
        await recording.until((events) => events.some(({ type }) => type === 'page.ready'));
        await recording.settle(page);
        expect(recording.sentText, `${name}, ${isAtFirst ? 'in the first picture' : 'later'}`).not.to.contain('Kanarie');
        recording.recorder.stop();
      }
    }
  });

  it('hides what a selector of the site means, also an element without any attribute [B-30]', async () => {
    record('<body><h1>Claim</h1><table><tr><td>open</td><td>Kanarie</td></tr></table><p>Canary</p>', { masks: ['td:nth-child(2)'], blocks: ['p'] });
    await recording.start();
    expect(recording.sentText).to.contain('Claim').and.to.contain('open').and.not.match(/Kanarie|Canary/);
  });

  it('tells nothing of a path that the site keeps to itself, and begins anew after it [002-32]', async () => {
    const page = record('<body><p>open</p></body>', { pausedPaths: ['/secret/*'] });
    await recording.start();
    const window = windowOf(frame);
    window.history.pushState(null, '', '/secret/room');
    page.body.append('hidden words');
    await recording.until((events) => events.some((event) => event.type === 'page.paused' && event.why === 'rule'));
    expect(recording.sentText).not.to.contain('hidden words');
    page.body.lastChild?.remove();
    window.history.pushState(null, '', '/open');
    await recording.until((events) => events.filter(({ type }) => type === 'page.ready').length === 2);
    expectSame(page);
  });

  it('tells nothing of a path that the site lets nobody share, and says so as often as it is asked [002-32]', async () => {
    const page = record('<body><p>open</p></body>', { forbiddenPaths: ['/secret/*'], pausedPaths: ['/secret/*'] });
    await recording.start();
    const forbidden = (events: readonly PageEvent[]): number => events.filter((event) => event.type === 'page.paused' && event.why === 'forbidden').length;
    windowOf(frame).history.pushState(null, '', '/secret/room');
    page.body.append('hidden words');
    await recording.until((events) => forbidden(events) === 1);
    recording.recorder.resync();
    await recording.until((events) => forbidden(events) === 2);
    expect(recording.recorder.forbids(page.body)).to.equal('private');
    expect(recording.sentText).not.to.match(/hidden words|"rule"/);
  });

  it('says that it cannot follow while a page changes too fast, and shows it again afterwards', async function () {
    this.timeout(30_000);
    const page = record('<body><main></main></body>');
    await recording.start();
    const main = page.querySelector('main') as Element;
    const until = performance.now() + 3_000;
    await new Promise<void>((resolve) => {
      const storm = (): void => {
        for (let count = 0; count < 10_000; count += 1) main.setAttribute('title', `${count}`);
        if (performance.now() < until) setTimeout(storm, 4);
        else resolve();
      };
      storm();
    });
    await recording.until((events) => events.some((event) => event.type === 'page.paused' && event.why === 'busy'));
    await recording.until((events) => events.findLastIndex(({ type }) => type === 'page.ready') > events.findIndex(({ type }) => type === 'page.paused'));
    expectSame(page);
  });

  it('leaves no observer, listener or timer behind when it is stopped', async () => {
    const page = record('<body><input><p>text</p></body>');
    await recording.start();
    recording.recorder.stop();
    const count = recording.events.length;
    page.body.append('more');
    page.querySelector('input')?.dispatchEvent(new Event('input', { bubbles: true }));
    windowOf(frame).scrollTo(0, 10);
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 600);
    });
    expect(recording.events.length).to.equal(count);
    expect(recording.ended).to.equal('stopped');
  });
});
