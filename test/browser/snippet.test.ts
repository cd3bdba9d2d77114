import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { CONNECT, READY, type FrameMessage, type PageMessage } from '../../plugin/shared/cobrowse/page-messages.ts';
import { PageTeller } from '../../plugin/snippet/page-teller.ts';
import { openRecording } from '../../plugin/snippet/page-recording.ts';
import { checkSite, isServed } from '../../plugin/snippet/site-check.ts';
import { Snippet } from '../../plugin/snippet/snippet.ts';
import { localeOf, textsIn } from '../../plugin/snippet/texts.ts';
import { VISIT_FLAG } from '../../plugin/snippet/visit-flag.ts';
import { expectAccessible } from '../support/elements.ts';

const SETTINGS = { server: location.origin, siteKey: 'shop-key-0123456789', nonce: '', hasButton: true };
const MASKS = { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] } as const;

const host = (): HTMLElement => document.querySelector<HTMLElement>('sideseat-snippet')!;
const button = (): HTMLButtonElement => host().shadowRoot!.querySelector('button')!;
const iframe = (): HTMLIFrameElement | null => host().shadowRoot!.querySelector('iframe');

/** The test is the frame: it is loaded, says that it listens, and takes the port. */
async function connect(origin = SETTINGS.server): Promise<{ port: MessagePort; heard: PageMessage[] } | null> {
  const frame = iframe()!;
  if (frame.contentDocument?.readyState !== 'complete' || frame.contentWindow!.location.href === 'about:blank') await oneEvent(frame, 'load');
  const window_ = frame.contentWindow!;
  let taken: MessageEvent | null = null;
  window_.addEventListener('message', (event) => (taken = event));
  window.dispatchEvent(new MessageEvent('message', { data: { ...READY }, origin, source: window_ }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  if (!taken) return null;
  const { data, ports } = taken as MessageEvent;
  expect(data).to.deep.equal(CONNECT);
  const heard: PageMessage[] = [];
  const port = ports[0]!;
  port.onmessage = (event: MessageEvent<PageMessage>) => heard.push(event.data);
  await waitUntil(() => heard.length > 0);
  return { port, heard };
}

describe('the snippet in a site’s page', () => {
  let snippet: Snippet;
  beforeEach(() => {
    sessionStorage.removeItem(VISIT_FLAG);
    snippet = new Snippet(SETTINGS);
  });
  afterEach(() => {
    sessionStorage.removeItem(VISIT_FLAG);
    document.querySelectorAll('sideseat-snippet').forEach((element) => element.remove());
    window.dispatchEvent(new Event('pagehide')); // of another tab it hears no more
  });

  it('[002-01] stores nothing and opens nothing before the customer presses', async () => {
    expect([iframe(), sessionStorage.getItem(VISIT_FLAG), button().textContent]).to.deep.equal([null, null, 'Get help']);
    expect(host().getAttribute('data-cobrowse')).to.equal('block');
    const { width, height } = host().getBoundingClientRect();
    expect([width, height]).to.deep.equal([0, 0]);
    await expectAccessible(host());
  });

  it('opens the frame in the reader’s language, with leave to capture, and once', async () => {
    button().click();
    snippet.open();
    const frame = iframe()!;
    expect([frame.checkVisibility({ visibilityProperty: true }), button().hidden], 'not before it answers').to.deep.equal([false, false]);
    await connect();
    expect(frame.checkVisibility({ visibilityProperty: true })).to.equal(true);
    expect(frame.src).to.equal(`${location.origin}/cobrowse/v1/${SETTINGS.siteKey}/frame#en`);
    expect([frame.allow, frame.title, button().hidden]).to.deep.equal(['display-capture', 'Help from an agent', true]);
    expect(sessionStorage.getItem(VISIT_FLAG)).to.equal('open');
    expect(host().shadowRoot!.querySelectorAll('iframe').length).to.equal(1);
  });

  it('tells the frame where the page is, and whom the site knows', async () => {
    snippet.identify({ name: 'Ada' });
    snippet.open();
    const { heard } = (await connect())!;
    const { title, location: at } = document;
    const opened = { type: 'page.opened', title, address: at.href, name: 'Ada', why: 'pressed', canRecord: true };
    expect(heard[0]).to.include({ ...opened, widthPx: innerWidth, heightPx: innerHeight });
    await waitUntil(() => host().shadowRoot!.activeElement === iframe(), 'the keyboard is in the frame');
  });

  it('gives its port to nobody but a frame of its server’s origin', async () => {
    snippet.open();
    expect(await connect('https://evil.example')).to.equal(null);
  });

  it('is as large as the frame says, tells the page’s events, and is gone when the frame closes', async () => {
    snippet.open();
    const { port } = (await connect())!;
    const say = (message: FrameMessage): void => port.postMessage(message);
    say({ type: 'frame.sized', widthPx: 320, heightPx: 200, isAsking: true });
    await waitUntil(() => iframe()!.style.height === '200px');
    expect([iframe()!.style.width, iframe()!.className]).to.deep.equal(['320px', 'asking']);
    const sharing = oneEvent(document, 'sideseat:sharing');
    say({ type: 'visit.changed', state: 'sharing' });
    await sharing;
    port.postMessage({ type: 'frame.close', junk: 1 } satisfies FrameMessage & { junk: number });
    await waitUntil(() => iframe() === null);
    expect([sessionStorage.getItem(VISIT_FLAG), button().hidden]).to.deep.equal([null, false]);
  });

  it('[002-32] tells a page that is never shared that there is no help, and does not come back on the next one', async () => {
    snippet.open();
    const { port } = (await connect())!;
    expect(sessionStorage.getItem(VISIT_FLAG)).to.equal('open');
    const told: string[] = [];
    const listen = ({ type }: Event): unknown => told.push(type);
    document.addEventListener('sideseat:failed', listen, { once: true });
    const ended = oneEvent(document, 'sideseat:ended');
    for (const state of ['failed', 'ended'] as const) port.postMessage({ type: 'visit.changed', state } satisfies FrameMessage);
    await ended;
    document.removeEventListener('sideseat:failed', listen);
    expect(told).to.deep.equal(['sideseat:failed']);
    expect(sessionStorage.getItem(VISIT_FLAG)).to.equal(null);
  });

  describe('whose frame does not answer', function () {
    this.timeout(20_000);
    let said: string[];
    let log: typeof console.error;
    const card = (): HTMLElement | null => host().shadowRoot!.querySelector('[role=alert]');
    beforeEach(() => {
      said = [];
      log = console.error;
      console.error = (words: string) => said.push(words);
    });
    afterEach(() => {
      console.error = log;
    });

    it('says to the customer that there is no help, to the developer why, and gives the button back', async () => {
      button().focus();
      const failed = oneEvent(document, 'sideseat:failed');
      button().click();
      expect(sessionStorage.getItem(VISIT_FLAG), 'nothing to go on with').to.equal(null);
      await failed;
      await waitUntil(() => card() !== null, 'not of an earlier test', { timeout: 8_000 });
      expect(card()!.textContent).to.equal('Help is not available at the momentClose');
      expect([iframe()!.checkVisibility({ visibilityProperty: true }), button().hidden]).to.deep.equal([false, true]);
      expect(said.join()).to.match(/^\[sideseat\].*published with this key/).and.to.contain(location.origin).and.to.contain('frame-src');
      expect(host().shadowRoot!.activeElement?.textContent, 'the keyboard is on it').to.equal('Close');
      await expectAccessible(host());
      card()!.querySelector('button')!.click();
      expect([card(), iframe(), button().hidden]).to.deep.equal([null, null, false]);
      expect(host().shadowRoot!.activeElement).to.equal(button());
    });

    it('forgets a visit that it cannot go on with, and takes the frame all the same when it comes late', async () => {
      sessionStorage.setItem(VISIT_FLAG, 'open');
      host().remove();
      const failed = oneEvent(document, 'sideseat:failed');
      snippet = new Snippet(SETTINGS);
      await failed;
      await waitUntil(() => card() !== null, 'not of an earlier test', { timeout: 8_000 });
      expect(sessionStorage.getItem(VISIT_FLAG)).to.equal(null);
      await connect();
      expect([card(), iframe()!.checkVisibility({ visibilityProperty: true })]).to.deep.equal([null, true]);
      expect(sessionStorage.getItem(VISIT_FLAG)).to.equal('open');
    });
  });

  it('[002-35] says that the page cannot be shared where the recorder does not load', async () => {
    snippet.open();
    const { port, heard } = (await connect())!;
    port.postMessage({ type: 'page.prepare', version: 1 } satisfies FrameMessage);
    await waitUntil(() => heard.some(({ type }) => type === 'page.unavailable'));
  });

  it('says that it gave up where the recorder takes no such order', async () => {
    const said: PageMessage['type'][] = [];
    Object.assign(window, { openRecording });
    const folder = 'data:text/javascript,document.currentScript.takeRecorder(openRecording, 1)//';
    const teller = new PageTeller({ folder, nonce: '', send: ({ type }) => said.push(type) });
    await teller.record({ type: 'page.record', version: 1, masks: { ...MASKS, mode: 'open' } as never });
    expect(said).to.deep.equal(['page.failed']);
    teller.stop();
  });

  it('loads the recorder anew where the frame is newer than it, and says that the page cannot be shared where there is no such one', async () => {
    const said: PageMessage['type'][] = [];
    const loads: number[] = [];
    Object.assign(window, { loadedRecorder: (version: number) => loads.push(version) });
    const teller = new PageTeller({
      folder: 'data:text/javascript,loadedRecorder(2);document.currentScript.takeRecorder(() => ({ stop() {} }), 2)//',
      nonce: '',
      send: ({ type }) => said.push(type),
    });
    await teller.prepare({ type: 'page.prepare', version: 1 });
    await teller.prepare({ type: 'page.prepare', version: 2 });
    await teller.prepare({ type: 'page.prepare', version: 2 });
    await teller.prepare({ type: 'page.prepare', version: 3 });
    expect(said).to.deep.equal(['page.unavailable', 'page.prepared', 'page.prepared', 'page.unavailable']);
    expect(loads).to.have.length(3);
  });

  it('[B-31] opens by itself on the next page of the visit, and says that nobody pressed there', async () => {
    sessionStorage.setItem(VISIT_FLAG, 'open');
    host().remove();
    snippet = new Snippet({ ...SETTINGS, hasButton: false });
    const { heard } = (await connect())!;
    expect(heard[0]).to.have.property('why', 'returned');
    expect(button().hidden).to.equal(true);
  });

  it('[B-31] opens where the customer comes from another tab with a visit, and in no other page', async () => {
    host().remove();
    window.dispatchEvent(new Event('pagehide'));
    document.hasFocus = () => false;
    snippet = new Snippet(SETTINGS);
    const tab = new BroadcastChannel('sideseat.visit');
    const asked: unknown[] = [];
    tab.onmessage = ({ data }) => asked.push(data);
    const come = async (): Promise<void> => {
      window.dispatchEvent(new Event('focus'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const atPage = (isFront: boolean): void => {
      document.hasFocus = () => isFront;
    };
    try {
      atPage(false);
      await come();
      tab.postMessage('open');
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect([asked, iframe()]).to.deep.equal([[], null]);
      atPage(true);
      await come();
      await waitUntil(() => asked.length > 0);
      expect([asked, iframe()]).to.deep.equal([['wanted'], null]);
      tab.postMessage('open');
      await waitUntil(() => iframe() !== null);
      const { port, heard } = (await connect())!;
      expect(heard[0]).to.include({ why: 'otherTab', isFront: true });
      atPage(false);
      await come();
      await waitUntil(() => heard.at(-1)?.type === 'page.fronted');
      expect(heard.at(-1)).to.deep.equal({ type: 'page.fronted', isFront: false });
      atPage(true);
      await come();
      expect([asked.length, heard.at(-1)]).to.deep.equal([1, { type: 'page.fronted', isFront: true }]);
      tab.postMessage('wanted');
      await waitUntil(() => asked.at(-1) === 'open');
      port.postMessage({ type: 'frame.close' } satisfies FrameMessage);
      await waitUntil(() => iframe() === null);
      expect(host().shadowRoot!.activeElement, 'the page keeps its focus').to.equal(null);
    } finally {
      delete (document as { hasFocus?: unknown }).hasFocus;
      tab.close();
    }
  });

  it('[I6] can be used while the page has a modal dialog open, also one of a web component, and stays as it is', async () => {
    snippet.open();
    await connect();
    const [element, frame] = [host(), iframe()!]; // also while they are in a shadow root
    const { contentWindow } = frame;
    const isUsable = (): boolean => {
      const { left, top, width, height } = frame.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('sideseat-snippet, #component') != null;
    };
    const component = Object.assign(document.createElement('div'), { id: 'component' });
    component.attachShadow({ mode: 'open' }).innerHTML = '<dialog><slot></slot></dialog>';
    component.append('An offer');
    const dialogs = [document.createElement('dialog'), component.shadowRoot!.querySelector('dialog')!];
    document.body.append(dialogs[0]!, component);
    try {
      for (const dialog of dialogs) {
        dialog.showModal();
        await waitUntil(() => dialog.contains(element));
        expect(isUsable()).to.equal(true);
        dialog.close();
        await waitUntil(() => element.parentNode === document.documentElement);
        expect([isUsable(), element.hasAttribute('popover')]).to.deep.equal([true, false]);
      }
      expect(frame.contentWindow === contentWindow, 'it was not loaded anew').to.equal('moveBefore' in document.body);
      dialogs[0]!.showModal();
      await waitUntil(() => dialogs[0]!.contains(element));
      dialogs[0]!.remove();
      await waitUntil(() => element.parentNode === document.documentElement);
    } finally {
      dialogs[0]!.remove();
      component.remove();
      snippet.close();
    }
  });

  it('has its words in five languages', () => {
    expect(['de-AT', 'fr', 'it-CH', 'ja', 'sv'].map((tag) => localeOf([tag]))).to.deep.equal(['de', 'fr', 'it', 'ja', 'en']);
    expect(localeOf(['', 'pt', 'ja-JP'])).to.equal('ja');
    for (const text of ['help', 'frame', 'failed', 'close'] as const)
      expect(new Set((['en', 'de', 'fr', 'it', 'ja'] as const).map((locale) => textsIn(locale)[text])).size).to.equal(5);
  });
});

describe('the tag of the snippet', () => {
  const page = window as { Sideseat?: Snippet | undefined };
  let tag: HTMLScriptElement;
  let said: string[];
  const log = console.error;
  beforeEach(() => {
    said = [];
    console.error = (words: string) => said.push(words);
    tag = document.createElement('script');
    tag.type = 'text/plain'; // the test runs it
    tag.src = `${location.origin}/cobrowse/v1/connect.js`;
    document.head.append(tag);
  });
  afterEach(() => {
    console.error = log;
    tag.remove();
    delete page.Sideseat;
    document.querySelectorAll('sideseat-snippet').forEach((element) => element.remove());
  });

  it('is found by a module too, which says when Sideseat can be called', async () => {
    tag.dataset['site'] = SETTINGS.siteKey;
    const ready = oneEvent(document, 'sideseat:ready');
    await runTag();
    await ready;
    expect([page.Sideseat instanceof Snippet, button().textContent, said]).to.deep.equal([true, 'Get help', []]);
  });

  for (const [what, key] of [['is missing', undefined], ['is malformed', 'KEY']] as const) {
    it(`says so where its key ${what}, and shows no button`, async () => {
      if (key) tag.dataset['site'] = key;
      await runTag();
      expect([page.Sideseat, host()]).to.deep.equal([undefined, null]);
      expect(said).to.have.length(1);
      expect(said[0]).to.match(/^\[sideseat\].*data-site/);
    });
  }
});

let runs = 0;
/** Anew, as the page would. */
const runTag = (): Promise<unknown> => import(`../../plugin/snippet/connect.ts?run=${(runs += 1)}`);

describe('the check of a site', () => {
  const lines: string[] = [];
  const { info, warn } = console;
  beforeEach(() => {
    lines.length = 0;
    console.info = console.warn = (words: string) => lines.push(words);
  });
  afterEach(() => Object.assign(console, { info, warn }));

  it('says at once that it looks, and asks whether a site whose frame does not answer is published', async function () {
    this.timeout(20_000);
    const checked = checkSite(SETTINGS);
    expect(lines).to.have.length(1);
    await checked;
    expect(lines.filter((line) => line.startsWith('[sideseat] frame:')).join()).to.contain('Is the site published');
    expect(lines.filter((line) => line.startsWith('[sideseat] pictures:')).join()).to.contain('may be fetched');
    expect(lines.at(-1)).to.contain('1 of 4 to mend');
  });

  it('wants pages that come from a server', () => {
    expect(['http:', 'https:', 'file:'].map((protocol) => isServed({ protocol }))).to.deep.equal([true, true, false]);
  });

  it('says what agents miss, and which line helps, where connect-src forbids what the recorder fetches', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    try {
      const found = new Promise<{ isFine: boolean; words: string }>((resolve) => Object.assign(window, { found: resolve }));
      frame.contentDocument!.write(
        `<meta http-equiv="Content-Security-Policy" content="connect-src https://api.example">
        <script type="module">import { checkFetching } from '/plugin/snippet/fetch-check.ts'; parent.found(await checkFetching());</script>`,
      );
      frame.contentDocument!.close();
      const { isFine, words } = await found;
      expect(isFine).to.equal(false);
      expect(words).to.match(/grey boxes.*red lines.*connect-src 'self'$/);
    } finally {
      frame.remove();
    }
  });

  it('names the trusted types where they alone refuse its script', async () => {
    const snippet = new Snippet(SETTINGS);
    const set = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src')!;
    const said = async (refuse: () => void): Promise<string> => {
      lines.length = 0;
      Object.defineProperty(HTMLScriptElement.prototype, 'src', { ...set, set: refuse });
      await snippet.check().finally(() => Object.defineProperty(HTMLScriptElement.prototype, 'src', set));
      return lines.join();
    };
    const refused = await said(() => {
      throw new TypeError('This document requires TrustedScriptURL assignment.');
    });
    expect(refused).to.match(/Add: trusted-types sideseat$/);
    const absent = await said(function (this: HTMLScriptElement) {
      this.dispatchEvent(new Event('error'));
    });
    expect(absent).to.contain(`Add: script-src ${location.origin}`);
    document.querySelector('sideseat-snippet')?.remove();
  });
});

describe('what the snippet loads after OK', () => {
  it('[B-30] tells the page without what is private, marks that for the customer, and leaves nothing behind', async () => {
    const field = Object.assign(document.createElement('input'), { type: 'password', value: 'hunter22' });
    document.body.append(field);
    const events: PageEvent[] = [];
    const recording = openRecording({ masks: { ...MASKS, masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] }, send: (message) => message.type === 'page.event' && events.push(message.event), loadHand: () => Promise.reject(new Error('not wanted')) });
    await waitUntil(() => events.some(({ type }) => type === 'page.ready'));
    expect(JSON.stringify(events)).not.to.contain('hunter22');
    recording.hear({ type: 'page.mark', isShown: true });
    const boxes = (): HTMLElement[] => [...(document.querySelector('sideseat-marks')?.shadowRoot?.querySelectorAll('div') ?? [])];
    const place = field.getBoundingClientRect();
    expect(boxes().some((box) => Math.abs(box.getBoundingClientRect().left - place.left) < 2)).to.equal(true);
    recording.stop();
    expect(document.querySelector('sideseat-marks')).to.equal(null);
    const told = events.length;
    field.remove();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(events.length).to.equal(told);
  });
});
