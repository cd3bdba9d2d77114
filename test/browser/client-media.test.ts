import { expect } from '@open-wc/testing';
import { filter, firstValueFrom, type Observable } from 'rxjs';
import { createPublisher, type Publisher } from '../../gateway/client/publisher.ts';
import { createViewer, type Viewer } from '../../gateway/client/viewer.ts';
import { SDP_MAX_LENGTH } from '../../gateway/protocol/schemas.ts';
import { FakeLink, movingTrack, relayMedia } from '../support/fake-link.ts';

const grant = { grantId: 'g1', epoch: 7 };

const becomes = <T>(state$: Observable<T>, wanted: T): Promise<T> =>
  firstValueFrom(state$.pipe(filter((state) => state === wanted)));

/** An owner and a viewer of one grant in this page. */
function createPair() {
  const ownerLink = new FakeLink();
  const viewerLink = new FakeLink();
  relayMedia(ownerLink, viewerLink, 's1', 'v1');
  const picture = movingTrack();
  const publisher = createPublisher({ link: ownerLink, track: picture.track, ...grant });
  const viewer = createViewer({ link: viewerLink, sessionId: 's1', ...grant });
  return { ownerLink, viewerLink, picture, publisher, viewer };
}

describe('publisher and viewer', () => {
  let cleanUp: (() => void)[] = [];
  const pair = () => {
    const made = createPair();
    cleanUp.push(made.picture.end, made.publisher.stop, made.viewer.stop);
    return made;
  };
  afterEach(() => {
    cleanUp.forEach((step) => step());
    cleanUp = [];
  });

  it('[002-06] the picture that one publishes moves at the other', async () => {
    const { publisher, viewer } = pair();
    await publisher.start();
    await becomes(viewer.state$, 'playing');
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = viewer.stream$.value;
    document.body.append(video);
    cleanUp.push(() => video.remove());
    await video.play();
    for (let frames = 0; frames < 5; frames += 1) await new Promise((next) => video.requestVideoFrameCallback(next));
    expect(video.videoWidth).to.equal(320);
  });

  it('offers one video, only sent, the best codec first, no simulcast; candidates follow the offer, null is last', async () => {
    const { ownerLink, viewer, publisher } = pair();
    await publisher.start();
    await becomes(viewer.state$, 'playing');
    const [first] = ownerLink.sent;
    expect(first?.type).to.equal('publisher.offer');
    const [offer] = ownerLink.sentOf('publisher.offer');
    expect(offer).to.include(grant);
    const sdp = offer?.sdp ?? '';
    expect(sdp.length).to.be.below(SDP_MAX_LENGTH);
    expect(sdp.match(/^m=/gm)).to.deep.equal(['m=']);
    expect(sdp).to.match(/^a=sendonly\r$/m).and.not.match(/simulcast|a=rid/);
    const firstPayload = /^m=video \d+ \S+ (\d+)/m.exec(sdp)?.[1];
    expect(sdp).to.contain(`a=rtpmap:${firstPayload} AV1/90000`);
    const candidates = ownerLink.sentOf('publisher.candidate').map(({ candidate }) => candidate);
    expect(candidates).to.not.include('');
    if (candidates.includes(null)) expect(candidates.indexOf(null)).to.equal(candidates.length - 1);
  });

  it('asks the surface for the full rate, looks at what is sent with each ping, and no more once it is over', async () => {
    const { publisher, picture, ownerLink } = pair();
    const { getStats } = RTCRtpSender.prototype;
    let looks = 0;
    RTCRtpSender.prototype.getStats = function (this: RTCRtpSender) {
      looks += 1;
      return getStats.call(this);
    };
    cleanUp.push(() => (RTCRtpSender.prototype.getStats = getStats));
    // As in a hidden page, whose timers hardly run.
    const { setInterval } = window;
    window.setInterval = (() => 0) as unknown as typeof setInterval;
    cleanUp.push(() => (window.setInterval = setInterval));
    const asked: unknown[] = [];
    picture.track.applyConstraints = async (constraints) => void asked.push(constraints);
    await publisher.start();
    expect(asked).to.deep.equal([{ frameRate: { ideal: 60, max: 60 } }]);
    expect(looks).to.equal(0);
    ownerLink.deliver({ type: 'ping', n: 1 });
    expect(looks).to.equal(1);
    publisher.hangUp();
    expect(ownerLink.messages$.observed).to.equal(false);
  });

  it('[001-12] stop() ends the track before it returns, again and again harmlessly', async () => {
    const { publisher, picture } = pair();
    await publisher.start();
    publisher.stop();
    expect(picture.track.readyState).to.equal('ended');
    expect(publisher.state$.value).to.equal('stopped');
    publisher.stop();
  });

  it('a start that is stopped, or has no open link, rejects', async () => {
    const { publisher, ownerLink } = pair();
    ownerLink.onSend = () => undefined;
    const started = publisher.start();
    publisher.stop();
    expect(await outcomeOf(started)).to.equal('Error: not published: stopped');

    const other = pair();
    other.ownerLink.isOpen = false;
    expect(await outcomeOf(other.publisher.start())).to.equal('Error: not published: failed');
    expect(await outcomeOf(other.publisher.start())).to.match(/starts once/);
  });

  it('an answer to another grant or epoch is ignored, one that is no SDP fails', async () => {
    const { publisher, ownerLink } = pair();
    ownerLink.onSend = () => undefined;
    const started = outcomeOf(publisher.start());
    ownerLink.deliver({ type: 'publisher.answer', grantId: 'g0', epoch: 7, sdp: 'nonsense' });
    ownerLink.deliver({ type: 'publisher.answer', grantId: 'g1', epoch: 6, sdp: 'nonsense' });
    await becomesSent(ownerLink, 'publisher.offer');
    expect(publisher.state$.value).to.equal('connecting');
    ownerLink.deliver({ type: 'publisher.answer', ...grant, sdp: 'nonsense' });
    expect(await started).to.equal('Error: not published: failed');
  });

  it('a viewer ignores offers of other grants and epochs', async () => {
    const { viewer, viewerLink } = pair();
    viewerLink.deliver({ type: 'viewer.offer', sessionId: 's1', viewerId: 'v1', grantId: 'g0', epoch: 7, sdp: 'x' });
    viewerLink.deliver({ type: 'viewer.offer', sessionId: 's1', viewerId: 'v1', grantId: 'g1', epoch: 6, sdp: 'x' });
    expect(viewer.state$.value).to.equal('waiting');
  });

  it('[VW11] says within 1.5 s that no new frame comes, how old the last one is, and that it is live again', async () => {
    const { publisher, viewer, picture } = pair();
    await publisher.start();
    await becomes(viewer.state$, 'playing');
    expect(viewer.lastFrameAtMs).to.be.closeTo(performance.timeOrigin + performance.now(), 1_000);
    picture.pause();
    const pausedAtMs = performance.timeOrigin + performance.now();
    await becomes(viewer.state$, 'stale');
    expect(performance.timeOrigin + performance.now() - pausedAtMs).to.be.below(2_000);
    expect(viewer.stream$.value, 'still to be seen').to.not.equal(null);
    picture.resume();
    await becomes(viewer.state$, 'playing');
  });

  it('asks for a key frame when packets of its picture were lost for good', async () => {
    const { publisher, viewer, viewerLink } = pair();
    await publisher.start();
    await becomes(viewer.state$, 'playing');
    const { getStats } = RTCRtpReceiver.prototype;
    let received = 1_000_000;
    RTCRtpReceiver.prototype.getStats = async () => {
      const inbound = { type: 'inbound-rtp', framesDecoded: 1, bytesReceived: (received += 500), nackCount: received };
      return new Map([['i', inbound]]) as unknown as RTCStatsReport;
    };
    cleanUp.push(() => (RTCRtpReceiver.prototype.getStats = getStats));
    await becomesSent(viewerLink, 'viewer.keyFrame');
    expect(viewerLink.sentOf('viewer.keyFrame')[0]).to.include({ ...grant, sessionId: 's1', viewerId: 'v1' });
  });

  it('[002-06] stop() takes the picture away before it returns', async () => {
    const { publisher, viewer } = pair();
    await publisher.start();
    await becomes(viewer.state$, 'playing');
    expect(viewer.stream$.value).to.not.equal(null);
    viewer.stop();
    expect(viewer.stream$.value).to.equal(null);
    expect(viewer.state$.value).to.equal('stopped');
  });

  it('[001-09] a new offer replaces the connection, and the old picture goes first', async () => {
    const { publisher, viewer, viewerLink, picture } = pair();
    await publisher.start();
    await becomes(viewer.state$, 'playing');
    const before = viewer.stream$.value;
    const again = new FakeLink();
    relayMedia(again, viewerLink, 's1', 'v2');
    const second: Publisher = createPublisher({ link: again, track: picture.track.clone(), ...grant });
    cleanUp.push(second.stop);
    const pictures: (MediaStream | null)[] = [];
    viewer.stream$.subscribe((stream) => pictures.push(stream));
    await second.start();
    await becomes(viewer.state$, 'playing');
    expect(pictures[0]).to.equal(before);
    expect(pictures[1]).to.equal(null);
    expect(pictures.at(-1)).to.not.equal(before);
    expect(viewerLink.sentOf('viewer.answer').map(({ viewerId }) => viewerId)).to.deep.equal(['v1', 'v2']);
  });

  it('an offer that is no SDP is shown as down, not thrown', async () => {
    const { viewer, viewerLink }: { viewer: Viewer; viewerLink: FakeLink } = pair();
    viewerLink.deliver({ type: 'viewer.offer', sessionId: 's1', viewerId: 'v1', ...grant, sdp: 'nonsense' });
    await becomes(viewer.state$, 'down');
    expect(viewerLink.sent).to.deep.equal([]);
  });
});

const outcomeOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'done', String);

/** Waits until the page sent a message of this type. */
async function becomesSent(link: FakeLink, type: 'publisher.offer' | 'viewer.keyFrame'): Promise<void> {
  if (link.sentOf(type).length > 0) return;
  await new Promise<void>((resolve) => {
    link.onSend = (message) => {
      if (message.type === type) resolve();
    };
  });
}
