import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { sampleId, samplePageShare, sampleShare } from '../../mocks/agent.ts';
import { agentStates, seeingPage, usingPage, visitor } from '../../mocks/pages/agent-states.ts';
import { pageFrames } from '../../mocks/pages/samples.ts';
import { SAMPLE_PAGE, samplePage, type Unnumbered } from '../../mocks/shared-page.ts';
import type { AgentSession } from '../../plugin/agent/agent-state.ts';
import type { ActiveSessions } from '../../plugin/agent/elements/active-sessions.ts';
import type { Dashboard } from '../../plugin/agent/elements/dashboard.ts';
import type { SharingWindow } from '../../plugin/agent/window/sharing-window.ts';
import { byRole, deepElements, queryRole, render, settled, standardSuite, visibleText, watchLeaks } from '../support/elements.ts';
import { agentSession, change, click, clock, FakeClient, hasRole, heard, press, samplePicture, tell } from './agent-harness.ts';

standardSuite('sideseat-visited-page', agentStates['sideseat-visited-page']);
standardSuite('sideseat-visitor-gone', agentStates['sideseat-visitor-gone']);
standardSuite('sideseat-close-question', agentStates['sideseat-close-question']);

const place = (session: AgentSession, widthPx: number): TemplateResult => html`
  <div style="display: grid; width: ${widthPx}px; height: 500px">
    <sideseat-sharing-window .session=${session} .clock=${clock} agent="Mia Keller"></sideseat-sharing-window>
  </div>
`;

/** A sharing window whose page is there. */
async function open(session = seeingPage(), widthPx = 900): Promise<SharingWindow> {
  const around = await render<HTMLElement>(place(session, widthPx));
  const element = around.querySelector('sideseat-sharing-window')!;
  await waitUntil(() => pageIn(element)?.querySelector('h1'), 'the page');
  await settled(element);
  return element;
}

const find = (root: Element, selector: string): HTMLElement | null =>
  deepElements(root).find((element): element is HTMLElement => element.matches(selector)) ?? null;
const frameIn = (root: Element): HTMLIFrameElement | null => find(root, 'iframe') as HTMLIFrameElement | null;
const pageIn = (root: Element): Document | null => frameIn(root)?.contentDocument ?? null;
const part = (root: Element, selector: string): HTMLElement => {
  const found = find(root, selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
/** The same with something that happens in the page afterwards. */
const openAfter = (...more: Unnumbered[]): Promise<SharingWindow> => open(seeingPage({}, {}, more));

describe('<sideseat-sharing-window> with a page', () => {
  it('[B-31] says in which of the customer’s tabs the page is, once there is more than one', async () => {
    expect(visibleText(await open())).not.to.contain('Tab 1');
    const second = await openAfter(...samplePage({ ...SAMPLE_PAGE, tab: 2 }));
    await waitUntil(() => visibleText(second).includes('Tab 2'), 'the second tab');
    const first = await openAfter(...samplePage({ ...SAMPLE_PAGE, tab: 2 }), ...samplePage());
    await waitUntil(() => visibleText(first).includes('Tab 1'), 'the first tab');
  });

  for (const [what, session] of [['seen', seeingPage()], ['used', usingPage()]] as const)
    it(`follows nothing where it is taken out of its document while an update is on its way, and shows the page again in another place: ${what}`, async () => {
      const element = await open(session);
      if (what === 'used') await waitUntil(() => find(element, '.control [role="status"]'), 'the bar of control');
      const place = element.parentElement!;
      const watch = watchLeaks();
      try {
        element.requestUpdate();
        element.remove();
        await element.updateComplete;
        expect(watch.left()).to.deep.equal([]);
      } finally {
        watch.restore();
      }
      place.append(element);
      await waitUntil(() => pageIn(element)?.querySelector('h1'), 'the page');
    });

  it('[002-28] [I10] shows the page in a frame that runs nothing, and says whose it is, which, and how much is hidden', async () => {
    const element = await open();
    byRole(element, 'region', 'Shared page');
    const frame = frameIn(element)!;
    expect(frame.getAttribute('sandbox')).to.equal('allow-same-origin');
    expect(pageIn(element)?.querySelector('h1')?.textContent).to.equal('Checkout');
    const text = visibleText(element);
    expect(text).to.contain('Page of Ada Byron').and.to.contain('Ada Byron sees that you are looking');
    expect(text).to.contain(SAMPLE_PAGE.title).and.to.contain(SAMPLE_PAGE.address);
    expect(text).to.contain('1280 × 720').and.to.contain('3 places hidden').and.to.contain('Page current');
    expect(queryRole(element, 'button', 'Quality')).to.equal(null);
  });

  it('[I10] lets nothing in it be clicked or focused: a layer of its own is above it', async () => {
    const element = await open(seeingPage(), 600);
    const frame = frameIn(element)!;
    expect([frame.inert, frame.tabIndex, frame.getAttribute('aria-hidden')]).to.deep.equal([true, -1, 'true']);
    const { left, top, width, height } = frame.getBoundingClientRect();
    const root = frame.getRootNode() as ShadowRoot;
    for (const [x, y] of [[0.1, 0.1], [0.5, 0.5], [0.3, 0.6], [0.9, 0.9]] as const) {
      const hit = root.elementFromPoint(left + x * width, top + y * height);
      expect(hit?.matches('.layer'), `${x} ${y}`).to.equal(true);
    }
    expect(byRole(element, 'img').ariaLabel).to.contain('The page that Ada Byron sees');
  });

  it('keeps the customer’s viewport and fits it in, whatever its place; at 100 % pixel for pixel', async () => {
    const element = await open();
    const frame = frameIn(element)!;
    const pane = part(element, '.picture').getBoundingClientRect();
    const shown = (): DOMRect => frame.getBoundingClientRect();
    expect([pageIn(element)?.defaultView?.innerWidth, pageIn(element)?.defaultView?.innerHeight]).to.deep.equal([1_280, 720]);
    expect(shown().width / shown().height).to.be.closeTo(1_280 / 720, 0.01);
    expect(shown().width).to.be.at.most(pane.width + 1).and.greaterThan(pane.width * 0.5);
    press(part(element, 'section'), '1');
    await settled(element);
    await waitUntil(() => Math.round(shown().width) === 1_280, 'actual size');
    expect(visibleText(element)).to.contain('Zoom: 100%');
    press(part(element, 'section'), '-');
    await settled(element);
    await waitUntil(() => Math.round(shown().width) === 1_152, '90 %');
    press(part(element, 'section'), '0');
    await settled(element);
    await waitUntil(() => shown().width <= pane.width + 1, 'fits again');
  });

  it('draws the customer’s pointer where it is in the page, as large as ever, and takes it away with it', async () => {
    const element = await openAfter({ type: 'page.pointed', at: { xPx: 640, yPx: 360 } });
    const pointer = part(element, '.pointer');
    await waitUntil(() => !pointer.hidden, 'the pointer');
    const frame = frameIn(element)!.getBoundingClientRect();
    const at = pointer.getBoundingClientRect();
    expect(at.left).to.be.closeTo(frame.left + frame.width / 2, 2);
    expect(at.top).to.be.closeTo(frame.top + frame.height / 2, 2);
    expect(pointer.querySelector('svg')!.getBoundingClientRect().width).to.be.closeTo(22, 1);
    const gone = await openAfter({ type: 'page.pointed', at: { xPx: 1, yPx: 1 } }, { type: 'page.pointed', at: null });
    expect(part(gone, '.pointer').hidden).to.equal(true);
  });

  for (const [why, words, isKept] of [
    ['rule', 'The site keeps this page private', false],
    ['tooLarge', 'The page is too large to be shown', false],
    ['hidden', 'Ada Byron has another tab or window in front', true],
    ['busy', 'Catching up…', true],
    ['leak', 'Paused to protect something private', true],
  ] as const) {
    it(`[I6] never looks live while it is paused: ${why}`, async () => {
      const element = await openAfter({ type: 'page.paused', why });
      await waitUntil(() => visibleText(element).includes(words), words);
      expect(visibleText(element)).to.not.contain('Page current');
      const page = part(element, '.page');
      expect(getComputedStyle(page).visibility).to.equal(isKept ? 'visible' : 'hidden');
      expect(getComputedStyle(page).filter).to.contain('grayscale');
    });
  }

  it('[I6] says that it is catching up, and how old what stands there is', async () => {
    const element = await open(seeingPage({ phase: 'stale', frames: pageFrames([], clock.now() - 3_000) }));
    expect(visibleText(element)).to.contain('Catching up…').and.to.contain('What you see is 3 seconds old.').and.to.contain('Old picture');
    expect(getComputedStyle(part(element, '.page')).filter).to.contain('grayscale');
    await change(element, { session: seeingPage({}, { customerPresence: 'late' }) });
    expect(visibleText(element)).to.contain('Ada Byron is not responding').and.to.contain('The page may be old.');
    await change(element, { session: seeingPage(), link: 'retrying' });
    expect(visibleText(element)).to.contain('Connection lost, trying again…');
  });

  it('[002-34] follows the customer to the next page: its title and address come with it', async () => {
    const element = await openAfter({ type: 'page.named', title: 'Thank you', address: 'https://garden.example/thanks' });
    await waitUntil(() => visibleText(element).includes('https://garden.example/thanks'), 'the address');
    expect(visibleText(element)).to.contain('Thank you').and.to.not.contain(SAMPLE_PAGE.address);
  });

  it('[002-35] [002-36] says that it is an application instead of the page', async () => {
    const stream = samplePicture();
    const share = sampleShare({ capability: 'cobrowseView', surface: 'window' });
    const session = agentSession({ page: SAMPLE_PAGE, share }, { picture: { phase: 'playing', stream, frames: null, reason: null } });
    const around = await render<HTMLElement>(place(session, 900));
    await waitUntil(() => visibleText(around).includes('Not the web page: Ada Byron shares one window instead.'), 'what it is');
    expect(visibleText(around)).to.contain('Application of Ada Byron');
    expect(frameIn(around)).to.equal(null);
  });

  it('[I1] is gone with the share, and says why', async () => {
    const element = await open();
    const outcome = { requestId: sampleId('request'), capability: 'cobrowseView', reason: 'revoked', granted: true, atMs: clock.now() } as const;
    await change(element, { session: agentSession({ page: SAMPLE_PAGE, outcome }) });
    expect(frameIn(element)).to.equal(null);
    expect(visibleText(element)).to.contain('Page of Ada Byron').and.to.contain('Ada Byron stopped sharing.');
  });

  it('is built anew where the window is moved in the document', async () => {
    const element = await open();
    const around = element.parentElement!;
    element.remove();
    around.append(element);
    await waitUntil(() => pageIn(element)?.querySelector('h1'), 'the page again');
    expect(pageIn(element)?.querySelectorAll('h1').length).to.equal(1);
  });

  it('goes to a window of its own and back', async () => {
    const own = document.createElement('iframe');
    own.style.cssText = 'width: 700px; height: 500px';
    document.body.append(own);
    const realOpen = window.open;
    window.open = () => own.contentWindow;
    own.contentWindow!.close = () => undefined;
    try {
      const element = await open();
      await click(byRole(element, 'button', 'Own window'), element);
      await waitUntil(() => pageIn(own.contentDocument!.body)?.querySelector('h1'), 'the page there');
      expect(visibleText(element)).to.contain('The page is in a window of its own');
      expect(own.contentDocument!.title).to.equal('Page of Ada Byron – Viewing');
      await click(byRole(element, 'button', 'Bring back'), element);
      await waitUntil(() => pageIn(element)?.querySelector('h1'), 'the page here');
    } finally {
      window.open = realOpen;
      own.remove();
    }
  });
});

describe('visitors of a website in the list', () => {
  const off = (): AgentSession =>
    visitor({ sessionId: sampleId('off'), name: 'Zoë', availability: { ...visitor().view.availability, requestCobrowseView: 'E_COBROWSE_OFF' } });
  const list = (...sessions: AgentSession[]): Promise<ActiveSessions> =>
    render(html`<sideseat-active-sessions .client=${new FakeClient({ sessions })} .clock=${clock}></sideseat-active-sessions>`);

  it('[002-27] wait with title and address of their page, and can be taken by Start, or asked for the page at once', async () => {
    const element = await list(visitor());
    await waitUntil(() => visibleText(element).includes(SAMPLE_PAGE.title), 'the page');
    expect(visibleText(element)).to.contain('garden.example/checkout').and.to.contain('Waiting');
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Request co-browse'), element);
    await click(byRole(element, 'button', 'Start'), element);
    const { sessionId } = visitor().view;
    expect(told).to.deep.equal([{ sessionId, command: 'requestCobrowseView' }, { sessionId, command: 'start' }]);
  });

  it('[002-30] says to ask the site administrator where co-browse is off', async () => {
    const element = await list(off());
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Request co-browse'), element);
    expect(told).to.deep.equal([]);
    expect(visibleText(element)).to.contain('Co-browse is off here. Ask the site administrator.');
  });

  it('offers no request for others', async () => {
    const element = await list(agentSession({ status: 'waiting' }));
    expect(hasRole(element, 'button', 'Request co-browse')).to.equal(false);
  });
});

describe('visitors of a website in the dashboard', () => {
  const dashboard = (...sessions: AgentSession[]): Promise<Dashboard> =>
    render(html`<sideseat-dashboard .client=${new FakeClient({ sessions })} .clock=${clock}></sideseat-dashboard>`);
  const tabs = (element: Element): string[] =>
    deepElements(element).filter(({ role, id }) => role === 'tab' && id.startsWith('tab-') && element.shadowRoot?.getElementById(id)).map(({ textContent }) => textContent.trim());

  it('have no tab before they are opened or taken', async () => {
    const element = await dashboard(visitor());
    expect(tabs(element)).to.deep.equal(['Active sessions']);
    await click(byRole(element, 'button', 'Open'), element);
    expect(tabs(element)).to.deep.equal(['Active sessions', 'Visitor']);
    await click(byRole(element, 'button', /^Close tab/), element);
    await tell(element, { sessions: [visitor({ unclaimed: false, status: 'active' })] });
    expect(tabs(element)).to.deep.equal(['Active sessions', 'Visitor']);
  });

  it('are read out when they come, and not those who were there before', async () => {
    const element = await dashboard(visitor());
    const said = (): string => deepElements(element).filter(({ role }) => role === 'status').map(({ textContent }) => textContent).join(' ');
    expect(said()).to.not.contain('is waiting');
    await tell(element, { sessions: [visitor(), visitor({ sessionId: sampleId('bea'), name: 'Bea' })] });
    expect(said()).to.contain('Bea is waiting');
  });

  it('[D-7] come to the front when they are taken, by the request too', async () => {
    const element = await dashboard(visitor());
    await click(byRole(element, 'button', 'Request co-browse'), element);
    expect(byRole(element, 'tab', 'Visitor').ariaSelected).to.equal('true');
  });

  for (const [why, words] of [['taken', 'Another agent took Visitor'], ['left', 'Visitor left the website']] as const) {
    it(`are gone with a quiet word where their tab was open: ${why}`, async () => {
      const element = await dashboard(visitor());
      const gone = { sessionId: visitor().view.sessionId, name: 'Visitor', why };
      await click(byRole(element, 'button', 'Open'), element);
      await tell(element, { sessions: [], gone });
      expect(tabs(element)).to.deep.equal(['Active sessions']);
      expect(visibleText(element)).to.contain(words);
    });
  }

  it('are gone without a word where nobody looked', async () => {
    const element = await dashboard(visitor());
    await tell(element, { sessions: [], gone: { sessionId: visitor().view.sessionId, name: 'Visitor', why: 'taken' } });
    expect(visibleText(element)).to.not.contain('Another agent took');
  });
});

describe('the share of a page', () => {
  it('counts as viewing in its tab', async () => {
    const element = await render<Dashboard>(
      html`<sideseat-dashboard .client=${new FakeClient({ sessions: [seeingPage({}, { share: samplePageShare() })] })} .clock=${clock}></sideseat-dashboard>`,
    );
    expect(visibleText(element)).to.contain('Viewing');
  });
});
