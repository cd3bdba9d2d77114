import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CAPTURE_FRAME_RATE } from '../../../gateway/client/capture.ts';
import { PUBLISH_BITRATE_BPS } from '../../../gateway/client/publisher.ts';
import { CODECS } from '../../../gateway/protocol/vocabulary.ts';
import { PICKS_WHOLE_SCREEN, startChromium } from '../../support/desktop.ts';
import { processIds } from '../processor-time.ts';
import { receivedBytes, rememberConnections, shownPicture } from './page-media.ts';
import { VIEWER_WINDOW, type Desktops, type Peer } from './peer.ts';

/**
 * Two pages with nothing between them: what WebRTC itself takes. Codec, rates and playout delay are the product's; the
 * delay is set by a field trial of Chromium, since no page can ask for it.
 */
export async function openDirect({ owner, viewer, link }: Desktops): Promise<Peer> {
  const stack = new AsyncDisposableStack();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(PAGE);
  }).listen(0, '127.0.0.1');
  stack.defer(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const owners = stack.use(
    await startChromium({
      desktop: owner,
      args: [PICKS_WHOLE_SCREEN, '--force-fieldtrials=WebRTC-ForceSendPlayoutDelay/min_ms:0,max_ms:0/'],
      window: { x: 0, width: 640 },
    }),
  );
  return {
    name: 'direct peer to peer',
    async connect() {
      const viewers = await startChromium({ desktop: viewer, args: [...VIEWER_WINDOW, '--disable-features=WebRtcHideLocalIpsWithMdns'] });
      const from = await owners.newPerson('about:blank');
      await link?.install(from);
      await from.goto(url);
      const to = await viewers.newPerson('about:blank');
      await rememberConnections(to);
      await to.goto(url);
      const offer = (await from.evaluate('peer.offer()')) as string;
      // Over a bad link the viewer is not told another way to the owner.
      const offered = link ? offer.replace(/^a=candidate:.*\r\n/gm, '') : offer;
      const answer = await to.evaluate(`peer.answer(${JSON.stringify(offered)})`);
      await from.evaluate(`peer.accept(${JSON.stringify(answer)})`);
      return {
        receivedBytes: () => receivedBytes(to),
        parts: {
          capture: processIds(owners.browser.process()?.pid),
          viewer: processIds(viewers.browser.process()?.pid),
        },
        picture: () => shownPicture(to),
        async [Symbol.asyncDispose]() {
          await viewers[Symbol.asyncDispose]();
          await from.browserContext().close();
        },
      };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const PAGE = `<!doctype html><title>direct</title>
<style>body { margin: 0; background: #000 } video { position: fixed; inset: 0; width: 100%; height: 100% }</style>
<video muted autoplay></video>
<script>
const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
const gathered = () => new Promise((resolve) => {
  connection.onicecandidate = ({ candidate }) => candidate ?? resolve(connection.localDescription.sdp);
});
const peer = {
  async offer() {
    const video = { displaySurface: 'monitor', frameRate: { ideal: ${CAPTURE_FRAME_RATE}, max: ${CAPTURE_FRAME_RATE} } };
    const [track] = (await navigator.mediaDevices.getDisplayMedia({ video })).getVideoTracks();
    track.contentHint = 'detail';
    const transceiver = connection.addTransceiver(track, {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: ${PUBLISH_BITRATE_BPS}, maxFramerate: ${CAPTURE_FRAME_RATE} }],
    });
    const { codecs } = RTCRtpSender.getCapabilities('video');
    transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/${CODECS[0]}'));
    const whole = gathered();
    await connection.setLocalDescription();
    return whole;
  },
  async answer(sdp) {
    connection.ontrack = ({ track }) => {
      document.querySelector('video').srcObject = new MediaStream([track]);
    };
    const whole = gathered();
    await connection.setRemoteDescription({ type: 'offer', sdp });
    await connection.setLocalDescription();
    return whole;
  },
  accept(sdp) {
    return connection.setRemoteDescription({ type: 'answer', sdp });
  },
};
</script>`;
