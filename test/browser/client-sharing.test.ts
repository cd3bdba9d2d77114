import { expect, waitUntil } from '@open-wc/testing';
import { createActor, fromCallback, fromPromise } from 'xstate';
import { createDesktopSource, type DesktopSource } from '../../gateway/client/desktop-source.ts';
import { createSharingEvents } from '../../gateway/client/owner-events.ts';
import type { ChosenSurface } from '../../gateway/client/capture.ts';
import { createViewer } from '../../gateway/client/viewer.ts';
import { sharingMachine } from '../../state-machines/sharing.machine.ts';
import type { CustomerSessionView } from '../../gateway/protocol/views.ts';
import { FakeLink, movingTrack, relayMedia } from '../support/fake-link.ts';

const size = { widthPx: 320, heightPx: 180 };
const granted = { requestId: 'r1', grantId: 'g1', epoch: 7 };

/** A picker that the test finishes by hand. */
function scriptedPicker() {
  const picture = movingTrack();
  const picker = Promise.withResolvers<ChosenSurface>();
  return {
    ...picture,
    open: () => picker.promise,
    choose: () => picker.resolve({ track: picture.track, surface: 'monitor', ...size }),
  };
}

describe('desktop source', () => {
  let cleanUp: (() => void)[] = [];
  afterEach(() => {
    cleanUp.forEach((step) => step());
    cleanUp = [];
  });

  function create() {
    const link = new FakeLink();
    const picker = scriptedPicker();
    const desktop = createDesktopSource({ link, choose: picker.open });
    cleanUp.push(picker.end, desktop.stop);
    return { link, picker, desktop };
  }

  it('holds the chosen track and tells plain values', async () => {
    const { picker, desktop } = create();
    const choice = desktop.choose();
    picker.choose();
    expect(await choice).to.deep.equal({ surface: 'monitor', ...size });
    expect(desktop.track).to.equal(picker.track);
  });

  it('[002-03] stops a surface that is chosen after the request was withdrawn', async () => {
    const { picker, desktop } = create();
    const withdrawn = new AbortController();
    const choice = desktop.choose(withdrawn.signal).catch((error: unknown) => error);
    withdrawn.abort();
    picker.choose();
    expect(await choice).to.include({ reason: 'pickerCancelled' });
    expect(picker.track.readyState).to.equal('ended');
    expect(desktop.track).to.equal(null);
  });

  it('stops a surface that is chosen after stop(), or after a newer choice began', async () => {
    const interferences = [
      (desktop: DesktopSource) => desktop.stop(),
      (desktop: DesktopSource) => void desktop.choose().catch(() => undefined),
    ];
    for (const interfere of interferences) {
      const picker = scriptedPicker();
      const never = new Promise<ChosenSurface>(() => undefined);
      const answers = [picker.open(), never];
      const desktop = createDesktopSource({ link: new FakeLink(), choose: () => answers.shift() ?? never });
      cleanUp.push(picker.end);
      const choice = desktop.choose().catch((error: unknown) => error);
      interfere(desktop);
      picker.choose();
      expect(await choice).to.include({ reason: 'pickerCancelled' });
      expect(picker.track.readyState).to.equal('ended');
    }
  });

  it('tells when the browser itself ended the capture, not when the page did', async () => {
    const { picker, desktop } = create();
    let ends = 0;
    desktop.captureEnded$.subscribe(() => (ends += 1));
    const choice = desktop.choose();
    picker.choose();
    await choice;
    picker.track.dispatchEvent(new Event('ended'));
    expect(ends).to.equal(1);
    desktop.stop();
    picker.track.dispatchEvent(new Event('ended'));
    expect(ends).to.equal(1);
  });

  it('[I13] suspends: disabled and hung up at once, still captured, and published again enabled', async () => {
    const { link, picker, desktop } = create();
    expect(desktop.surface).to.equal(null);
    const choice = desktop.choose();
    picker.choose();
    await choice;
    const closed: string[] = [];
    const { close } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.close = function note(this: RTCPeerConnection) {
      closed.push(picker.track.enabled ? 'closed while enabled' : 'closed after it was disabled');
      close.call(this);
    };
    cleanUp.push(() => {
      RTCPeerConnection.prototype.close = close;
    });
    const end = desktop.publish(granted, () => undefined);
    desktop.suspend();
    expect(closed).to.deep.equal(['closed after it was disabled']);
    expect([picker.track.enabled, picker.track.readyState]).to.deep.equal([false, 'live']);
    end();
    expect(picker.track.readyState, 'an end that comes late changes nothing').to.equal('live');
    expect(desktop.surface).to.include({ surface: 'unknown' });
    const offers = link.sentOf('publisher.offer').length;
    desktop.publish({ ...granted, grantId: 'g2', epoch: 8 }, () => undefined);
    expect(picker.track.enabled).to.equal(true);
    link.onSend = () => undefined;
    await waitUntil(() => link.sentOf('publisher.offer').length > offers, 'a new offer');
    expect(link.sentOf('publisher.offer').at(-1)).to.include({ grantId: 'g2', epoch: 8 });
    desktop.stop();
    expect([picker.track.readyState, desktop.surface]).to.deep.equal(['ended', null]);
  });

  it('has nothing to publish where nothing is captured', () => {
    const { desktop, link } = create();
    const events: string[] = [];
    desktop.publish(granted, ({ type }) => events.push(type))();
    expect(events).to.deep.equal(['media.failed']);
    expect(link.sent).to.deep.equal([]);
  });
});

describe('the sharing machine with the real capture and connection', () => {
  function createPage() {
    const ownerLink = new FakeLink();
    const viewerLink = new FakeLink();
    relayMedia(ownerLink, viewerLink, 's1', 'v1');
    const viewer = createViewer({ link: viewerLink, sessionId: 's1', ...granted });
    const picker = scriptedPicker();
    const desktop = createDesktopSource({ link: ownerLink, choose: picker.open });
    const order: string[] = [];
    picker.track.stop = new Proxy(picker.track.stop, {
      apply: (stop, track: MediaStreamTrack) => {
        order.push('track ended');
        stop.call(track);
      },
    });
    const tell = (command: Parameters<FakeLink['command']>[0]): void => {
      order.push(command.type);
      void ownerLink.command(command);
    };
    const actor = createActor(
      sharingMachine.provide({
        actors: {
          chooseSurface: fromPromise(({ signal }) => desktop.choose(signal)),
          reportSurface: fromPromise(({ input }) => ownerLink.command({ type: 'capture.choose', ...input })),
          askToContinue: fromPromise(({ input }) => ownerLink.command({ type: 'share.continue', ...input })),
          publish: fromCallback(({ input, sendBack }) => desktop.publish(input, sendBack)),
        },
        actions: {
          stopCapture: () => desktop.stop(),
          suspendCapture: () => desktop.suspend(),
          reportCaptureFailure: (_, { requestId, reason }) => tell({ type: 'capture.fail', requestId, reason }),
          reportStop: (_, { grantId, by }) => tell({ type: 'share.stop', grantId, by }),
        },
      }),
      { input: {} },
    ).start();
    desktop.captureEnded$.subscribe(() => actor.send({ type: 'owner.captureEnded' }));
    const toEvents = createSharingEvents();
    ownerLink.messages$.subscribe((message) => toEvents(message).forEach((event) => actor.send(event)));
    const until = (tag: 'capturing' | 'live' | 'suspended') =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (actor.getSnapshot().hasTag(tag)) resolve();
        };
        actor.subscribe(look);
        look();
      });
    const finish = (): void => {
      actor.stop();
      viewer.stop();
      picker.end();
    };
    return { ownerLink, viewer, picker, desktop, actor, order, until, finish };
  }

  const view = (changes: Partial<CustomerSessionView>): CustomerSessionView => ({
    sessionId: 's1',
    status: 'active',
    company: 'Example',
    agentName: 'Mia Keller',
    agentPresence: 'online',
    words: null,
    endReason: null,
    question: null,
    choosing: null,
    continuable: null,
    share: null,
    outcome: null,
    control: null,
    agentShare: null,
    agentOutcome: null,
    agentControl: null,
    keepsHelper: false,
    ...changes,
  });
  const share: CustomerSessionView['share'] = {
    ...size,
    requestId: 'r1',
    grantId: 'g1',
    epoch: 7,
    capability: 'view',
    phase: 'opening',
    surface: 'monitor',
    sinceAtMs: 0,
  };
  const choosing: CustomerSessionView['choosing'] = { requestId: 'r1', capability: 'view', owner: 'customer' };

  async function goLive() {
    const page = createPage();
    page.actor.send({ type: 'customer.ok', requestId: 'r1' });
    page.ownerLink.deliver({ type: 'customer.session', session: view({ choosing }) });
    page.picker.choose();
    await page.until('capturing');
    page.ownerLink.deliver({ type: 'customer.session', session: view({ share }) });
    await page.until('live');
    return page;
  }

  it('[002-03] [002-06] goes live only with the choice and the grant', async () => {
    const { ownerLink, finish } = await goLive();
    const told = ownerLink.sent.map(({ type }) => type);
    expect(told.slice(0, 2)).to.deep.equal(['capture.choose', 'publisher.offer']);
    finish();
  });

  it('[001-12] Stop ends the track first, then tells the server, then closes the connection', async () => {
    const { actor, picker, order, desktop, finish } = await goLive();
    const hungUp = nextHangUp(order);
    actor.send({ type: 'customer.stop' });
    expect(order.slice(0, 2)).to.deep.equal(['track ended', 'share.stop']);
    expect(picker.track.readyState).to.equal('ended');
    expect(desktop.track).to.equal(null);
    await hungUp;
    expect(order.filter((step) => step !== 'track ended')).to.deep.equal(['share.stop', 'hung up']);
    finish();
  });

  it('[002-06] a cut of the server ends the capture before the message is passed on', async () => {
    const { ownerLink, picker, order, finish } = await goLive();
    ownerLink.deliver({ type: 'share.cut', sessionId: 's1', grantId: 'g1', reason: 'released' });
    expect(picker.track.readyState).to.equal('ended');
    expect(order).to.not.include('share.stop');
    finish();
  });

  it('[I13] goes on with the same track by Continue sharing, over a new connection under the new grant', async () => {
    const page = await goLive();
    const { ownerLink, picker, actor, until, finish } = page;
    ownerLink.deliver({ type: 'share.cut', sessionId: 's1', grantId: 'g1', reason: 'mediaFailed' });
    expect([picker.track.readyState, picker.track.enabled]).to.deep.equal(['live', false]);
    const outcome = { requestId: 'r1', capability: 'view', reason: 'mediaFailed', granted: true, atMs: 0 } as const;
    ownerLink.deliver({ type: 'customer.session', session: view({ outcome }) });
    actor.send({ type: 'customer.continue', requestId: 'r1', locale: 'en', textVersion: 1 });
    ownerLink.deliver({ type: 'customer.session', session: view({ choosing: { requestId: 'r2', capability: 'view', owner: 'customer' } }) });
    expect(picker.track.enabled).to.equal(false);
    const again = { ...granted, requestId: 'r2', grantId: 'g2', epoch: 8 };
    const viewerLink = new FakeLink();
    relayMedia(ownerLink, viewerLink, 's1', 'v2');
    const viewer = createViewer({ link: viewerLink, sessionId: 's1', ...again });
    ownerLink.deliver({ type: 'customer.session', session: view({ share: { ...share, ...again } }) });
    expect(picker.track.enabled).to.equal(true);
    await until('live');
    expect(ownerLink.sentOf('publisher.offer').map(({ grantId }) => grantId)).to.deep.equal(['g1', 'g2']);
    viewer.stop();
    finish();
  });

  it('the browser’s own stop bar is told as such', async () => {
    const { ownerLink, picker, finish } = await goLive();
    picker.track.dispatchEvent(new Event('ended'));
    expect(ownerLink.sent.at(-1)).to.deep.equal({ type: 'share.stop', grantId: 'g1', by: 'browser' });
    finish();
  });
});

/** Resolves when the next connection of this page is closed, and notes it. */
function nextHangUp(order: string[]): Promise<void> {
  const { close } = RTCPeerConnection.prototype;
  return new Promise((resolve) => {
    RTCPeerConnection.prototype.close = function closeOnce(this: RTCPeerConnection) {
      RTCPeerConnection.prototype.close = close;
      close.call(this);
      order.push('hung up');
      resolve();
    };
  });
}
