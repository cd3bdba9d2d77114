import { aTimeout, expect } from '@open-wc/testing';
import { BehaviorSubject } from 'rxjs';
import type { createViewer, Viewer as Reception, ViewerState } from '../../gateway/client/viewer.ts';
import { activeView, agentShare, outcome, question, share } from '../../mocks/customer.ts';
import { customer, customerStates, picture, viewing } from '../../mocks/pages/customer-states.ts';
import { samplePicture } from '../../mocks/pages/samples.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { createAgentsDesktop } from '../../plugin/customer/agents-desktop.ts';
import { announcement } from '../../plugin/customer/announcement.ts';
import * as later from '../../plugin/customer/later-part.ts';
import '../../plugin/customer/define.ts';
import type { Customer } from '../../plugin/customer/elements/customer.ts';
import type { Viewer } from '../../plugin/customer/elements/viewer.ts';
import type { SeenPicture } from '../../plugin/customer/page-view.ts';
import { toPageView, toViewer } from '../../plugin/customer/page-view.ts';
import { byRole, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';

standardSuite('sideseat-viewer', customerStates['sideseat-viewer']);

const CHOOSING = { requestId: agentShare().requestId, capability: 'show', owner: 'agent' } as const;

describe('<sideseat-viewer>', () => {
  it('[001-28] [002-16] says who shows what since when, and shows the picture', async () => {
    const element = await render<Viewer>(customerStates['sideseat-viewer'].playing());
    expect(byRole(element, 'region', 'Agent’s desktop')).to.not.equal(null);
    expect(visibleText(element)).to.match(/Screen sharing: Mia Keller shows you a desktop\. You can only look at it\..*since \d/);
    const video = element.shadowRoot?.querySelector('video');
    expect([video?.hidden, video?.muted, video?.srcObject !== null]).to.deep.equal([false, true, true]);
  });

  it('[I20] greys a picture that is not current, and says how old it is and why', async () => {
    for (const [state, why] of [
      ['no new picture', 'No new picture is arriving.'],
      ['agent late', 'The page of Mia Keller is not responding.'],
      ['link lost', 'Connection lost, trying again…'],
    ] as const) {
      const element = await render<Viewer>(customerStates['sideseat-viewer'][state]());
      expect(element.shadowRoot?.querySelector('video')?.className, state).to.equal('old');
      expect(visibleText(element), state).to.contain(why).and.contain('The picture is 4 seconds old.');
    }
  });

  it('[001-29] Close viewer says so, and nothing else', async () => {
    const element = await render<Viewer>(customerStates['sideseat-viewer'].playing());
    let closed = 0;
    element.addEventListener('sideseat-close-viewer', () => (closed += 1));
    byRole(element, 'button', 'Close viewer').click();
    expect(closed).to.equal(1);
  });

  it('[001-28] opens a window within the call, shows the picture there, and closes it with the picture', async () => {
    const element = await render<Viewer>(customerStates['sideseat-viewer'].starting());
    element.open();
    await settled(element);
    const placed = queryRole(element, 'region', 'Agent’s desktop in a window of its own');
    // Where the browser of the tests opens none, the picture is in the page and that is said.
    if (!placed) expect(visibleText(element)).to.contain('Your browser did not open a window');
    element.view = activeView();
    element.answering = false;
    await settled(element);
    expect(queryRole(element, 'region')).to.equal(null);
    expect(element.offsetHeight, 'nothing to see takes no place').to.equal(0);
    expect(getComputedStyle(element).display).to.equal('none');
  });

  it('[002-03] says in the window that a question waits in the page', async () => {
    const windowOpen = window.open;
    const frame = document.createElement('iframe');
    document.body.append(frame);
    window.open = () => frame.contentWindow;
    try {
      const element = await render<Viewer>(customerStates['sideseat-viewer'].playing());
      element.open();
      element.answering = false;
      await settled(element);
      const inside = frame.contentDocument?.querySelector('div')?.shadowRoot;
      expect(inside?.textContent).to.not.contain('asks you something');
      element.view = { ...element.view!, question: question() };
      await settled(element);
      expect(inside?.querySelector('[role=alert]')?.textContent).to.contain('asks you something');
    } finally {
      window.open = windowOpen;
      frame.remove();
    }
  });

  it('[001-29] says that the viewer was closed where its window is closed', async () => {
    const windowOpen = window.open;
    const frame = document.createElement('iframe');
    document.body.append(frame);
    window.open = () => frame.contentWindow;
    try {
      const element = await render<Viewer>(customerStates['sideseat-viewer'].playing());
      let closed = 0;
      element.addEventListener('sideseat-close-viewer', () => (closed += 1));
      element.open();
      element.answering = false;
      await settled(element);
      const inside = frame.contentDocument?.querySelector('div')?.shadowRoot;
      expect(inside?.textContent).to.contain('Close viewer');
      expect(inside?.querySelector('video')?.srcObject, 'the picture is there').to.not.equal(null);
      expect(element.shadowRoot?.querySelector('video'), 'and not here').to.equal(null);
      frame.contentWindow?.dispatchEvent(new Event('pagehide'));
      expect(closed).to.equal(1);
    } finally {
      window.open = windowOpen;
      frame.remove();
    }
  });
});

describe('the agent’s desktop on the customer’s page', () => {
  it('[002-15] is there from the OK on, and only then', () => {
    const phaseOf = (...[view, link, seen]: Parameters<typeof toViewer> extends [infer V, infer L, infer P, unknown] ? [V, L, P] : never) =>
      toViewer(view, link, seen, 0)?.phase ?? null;
    expect(phaseOf(activeView(), 'open', null)).to.equal(null);
    expect(phaseOf(activeView({ choosing: CHOOSING }), 'open', null)).to.equal('starting');
    expect(phaseOf(activeView({ choosing: { ...CHOOSING, capability: 'view', owner: 'customer' } }), 'open', null)).to.equal(null);
    expect(phaseOf(activeView({ agentShare: agentShare() }), 'open', picture('connecting'))).to.equal('connecting');
    expect(phaseOf(activeView({ agentShare: agentShare() }), 'open', picture())).to.equal('playing');
    expect(phaseOf(activeView({ agentShare: agentShare() }), 'open', picture('closed')), 'closed here').to.equal(null);
    expect(phaseOf(activeView({ agentShare: agentShare() }), 'open', picture('none')), 'taken away').to.equal(null);
    expect(phaseOf(activeView({ agentShare: agentShare() }), 'retrying', picture('none'))).to.equal('linkLost');
    expect(phaseOf(activeView({ share: share() }), 'open', null), 'the other desktop').to.equal(null);
  });

  it('[001-12] [I6] can be stopped in the page, and takes nothing back of what is said about the own screen', () => {
    const page = toPageView(activeView({ agentShare: agentShare() }), 'open', 'none', null, picture());
    expect(page.kind === 'open' && [page.isViewing, page.canStop, page.seesNobody, page.sharing]).to.deep.equal([true, true, true, null]);
  });

  it('[I20] says that sharing stops by itself, and not that nothing is shared, where the link is lost meanwhile', async () => {
    const element = await render<Customer>(customer({ ...viewing, link: 'retrying' }));
    expect(visibleText(element)).to.contain('Sharing stops by itself if the connection does not come back');
    expect(visibleText(element)).to.not.contain('Nothing is shared');
  });

  it('tells what ended last also while the other desktop is shared, and nothing older', () => {
    const ended = { ...outcome('released', true), capability: 'show' as const };
    const outcomeAt = (atMs: number) => {
      const view = activeView({ share: share('watched', 'monitor', { sinceAtMs: 5_000 }), agentOutcome: { ...ended, atMs } });
      const page = toPageView(view, 'open', 'running');
      return page.kind === 'open' && page.outcome?.reason;
    };
    expect([outcomeAt(6_000), outcomeAt(4_000)]).to.deep.equal(['released', undefined]);
    const refused = toPageView(activeView({ agentShare: agentShare({ sinceAtMs: 5_000 }), outcome: { ...outcome('notNow'), atMs: 6_000 } }), 'open', 'none', null, picture());
    expect(refused.kind === 'open' && refused.outcome, 'nothing was shared, beside what is').to.equal(null);
    const both = activeView({ outcome: { ...outcome('revoked', true), atMs: 6_000 }, agentOutcome: { ...ended, reason: 'revoked', atMs: 6_300 } });
    const one = toPageView(both, 'open', 'none');
    expect(one.kind === 'open' && one.outcome?.capability, 'one click for both').to.equal('view');
    const own = activeView({ agentShare: agentShare({ sinceAtMs: 5_000 }), outcome: { ...outcome('revoked', true), atMs: 6_000 } });
    const page = toPageView(own, 'open', 'none', null, picture());
    expect(announcement(page, { locale: 'en', t: (key) => key }, later)).to.equal(
      'You stopped sharing. Nobody sees your screen any more. agent.named shows you a desktop. You can close the viewer at any time.',
    );
  });

  it('asks nobody to choose a screen while the agent’s surface is awaited', () => {
    const page = toPageView(activeView({ choosing: CHOOSING }), 'open', 'none');
    expect(page.kind === 'open' && page.choosing).to.equal(null);
  });

  it('tells how it ended', async () => {
    const element = await render<Customer>(customerStates['sideseat-customer']['viewer closed']());
    expect(visibleText(element)).to.contain('You closed the viewer. You are still connected.');
  });

  it('[002-03] shows a question about it beside what is shared', async () => {
    const element = await render<Customer>(customerStates['sideseat-customer']['asked while sharing']());
    expect(queryRole(element, 'alertdialog')).to.not.equal(null);
    expect(queryRole(element, 'region', 'Desktop view')).to.not.equal(null);
  });

  it('goes with the page', async () => {
    const element = await render<Customer>(customer(viewing));
    element.link = 'replaced';
    await settled(element);
    expect(element.shadowRoot?.querySelector('sideseat-viewer')).to.equal(null);
  });
});

describe('the reception of the agent’s desktop', () => {
  function started() {
    const link = new ScriptedLink();
    const pictures: SeenPicture[] = [];
    const receptions: (Reception & { options: Parameters<typeof createViewer>[0]; isStopped: boolean; play(): void })[] = [];
    const desktop = createAgentsDesktop({
      link,
      onChange: (seen) => pictures.push(seen),
      createViewer(options) {
        const stream$ = new BehaviorSubject<MediaStream | null>(null);
        const state$ = new BehaviorSubject<ViewerState>('waiting');
        const reception = {
          options,
          stream$,
          state$,
          isStopped: false,
          lastFrameAtMs: 1,
          viewerId: null,
          getStats: async () => null,
          pause: () => undefined,
          resume: () => undefined,
          play() {
            stream$.next(samplePicture());
            state$.next('playing');
          },
          stop() {
            reception.isStopped = true;
          },
        };
        receptions.push(reception);
        return reception;
      },
    });
    link.messages$.subscribe((message) => desktop.handle(message));
    link.open();
    const tell = (change: Parameters<typeof activeView>[0]): void => link.tell({ type: 'customer.session', session: activeView(change) });
    return { link, desktop, pictures, receptions, tell, phase: () => pictures.at(-1)?.phase };
  }

  it('[I5] receives under the grant, names no session, and ends with the grant', () => {
    const { tell, receptions, phase } = started();
    tell({ choosing: CHOOSING });
    expect(receptions).to.have.length(0);
    tell({ agentShare: agentShare() });
    expect(receptions[0]?.options).to.deep.include({ grantId: agentShare().grantId, epoch: 8 });
    expect(receptions[0]?.options.sessionId).to.equal(undefined);
    receptions[0]?.play();
    expect(phase()).to.equal('playing');
    tell({});
    expect([phase(), receptions[0]?.isStopped]).to.deep.equal(['none', true]);
  });

  it('[001-29] [I7] takes the picture away before it tells, and tells again until the server has heard', async () => {
    const { tell, desktop, receptions, phase, link } = started();
    tell({ agentShare: agentShare() });
    receptions[0]?.play();
    desktop.close();
    expect([phase(), receptions[0]?.isStopped]).to.deep.equal(['closed', true]);
    expect(link.lastCommand.message).to.deep.equal({ type: 'share.stop', grantId: agentShare().grantId, by: 'page' });
    link.lastCommand.refuse(new Error('lost'));
    await aTimeout(0);
    tell({ agentShare: agentShare() });
    expect([link.commands.length, receptions.length, phase()]).to.deep.equal([2, 1, 'closed']);
    tell({});
    expect(phase()).to.equal('none');
  });

  for (const [when, isKnown] of [
    ['after the Viewer was closed', true],
    ['after the Viewer was closed while the OK was on its way', false],
  ] as const)
    it(`[001-29] gives a grant back that comes ${when}`, () => {
      const { tell, desktop, receptions, phase, link } = started();
      tell(isKnown ? { choosing: CHOOSING } : {});
      desktop.close(CHOOSING.requestId);
      tell({ choosing: CHOOSING });
      expect(phase()).to.equal('closed');
      tell({ agentShare: agentShare({ requestId: CHOOSING.requestId }) });
      expect(receptions).to.have.length(0);
      expect(link.lastCommand.message).to.deep.equal({ type: 'share.stop', grantId: agentShare().grantId, by: 'page' });
    });
});
