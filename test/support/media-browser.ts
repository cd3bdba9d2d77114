import { createServer, type Server } from 'node:http';
import { launch, type Browser, type Page } from 'puppeteer-core';

/** A real Chromium with an owner that publishes a moving canvas, and viewers that count what they decode. */
export interface MediaBrowser {
  newPage(onCandidate: (candidate: string | null) => void): Promise<MediaPage>;
  close(): Promise<void>;
}

export interface MediaPage {
  /** Starts a picture that changes every so many milliseconds (30 times a second) and returns the offer. */
  offer(everyMs?: number): Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  /** Answers an offer and shows what comes. */
  answer(sdp: string): Promise<string>;
  /** Resolves when `count` further frames were decoded. */
  frames(count: number): Promise<void>;
  /** Resolves once no frame came for `quietMs`, with the last one's moment (Unix milliseconds) and how many came. */
  lastFrame(quietMs: number): Promise<{ atMs: number; count: number }>;
  /** How long a frame waited in the receiver's jitter buffer, on average, in seconds. */
  jitterBufferS(): Promise<number>;
  /** Media packets so far. */
  packetsReceived(): Promise<number>;
  /** Whole pictures that the viewer could begin with. */
  keyFramesReceived(): Promise<number>;
  /** When the last media packet arrived (Unix milliseconds); 0: none. */
  lastPacketMs(): Promise<number>;
  /** What a page that does not accept the end would send: a new offer of the same connection, with new ICE secrets. */
  restartOffer(): Promise<string>;
  hangUp(): Promise<void>;
  /** Leaves the page, as a person would; its window is used again. */
  close(): Promise<void>;
}

export async function openMediaBrowser(): Promise<MediaBrowser> {
  const server = await servePage();
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const browser = await launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
    ],
  });
  const idle: Window[] = [];
  return {
    async newPage(onCandidate) {
      const window = idle.pop() ?? (await openWindow(browser));
      window.onCandidate = onCandidate;
      await window.page.goto(`http://127.0.0.1:${address.port}/`);
      return mediaPage(window, idle);
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Window {
  page: Page;
  onCandidate: (candidate: string | null) => void;
}

/** Frames are only counted in a page that is drawn: each page has a window of its own. */
async function openWindow(browser: Browser): Promise<Window> {
  const window: Window = { page: await browser.newPage({ type: 'window' }), onCandidate: () => {} };
  await window.page.exposeFunction('tellCandidate', (candidate: string | null) => window.onCandidate(candidate));
  return window;
}

function mediaPage(window: Window, idle: Window[]): MediaPage {
  const { page } = window;
  let open = true;
  return {
    offer: (everyMs = 33) => page.evaluate(`media.offer(${everyMs})`) as Promise<string>,
    acceptAnswer: (sdp) => page.evaluate(`media.acceptAnswer(${JSON.stringify(sdp)})`) as Promise<void>,
    answer: (sdp) => page.evaluate(`media.answer(${JSON.stringify(sdp)})`) as Promise<string>,
    frames: (count) => page.evaluate(`media.frames(${count})`) as Promise<void>,
    lastFrame: (quietMs) =>
      page.evaluate(`media.lastFrame(${quietMs})`) as Promise<{ atMs: number; count: number }>,
    jitterBufferS: () => page.evaluate('media.jitterBufferS()') as Promise<number>,
    packetsReceived: () => page.evaluate('media.packetsReceived()') as Promise<number>,
    keyFramesReceived: () => page.evaluate('media.keyFramesReceived()') as Promise<number>,
    lastPacketMs: () => page.evaluate('media.lastPacketMs()') as Promise<number>,
    restartOffer: () => page.evaluate('media.restartOffer()') as Promise<string>,
    hangUp: () => page.evaluate('media.pc.close()') as Promise<void>,
    async close() {
      if (!open) return;
      open = false;
      window.onCandidate = () => {};
      await page.goto('about:blank');
      idle.push(window);
    },
  };
}

function servePage(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(PAGE);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

const PAGE = `<!doctype html><title>media</title><canvas width="640" height="360"></canvas>
<video muted autoplay></video>
<script>
const media = {
  times: [],
  waiters: [],
  connect() {
    this.pc = new RTCPeerConnection({ iceServers: [] });
    this.pc.onicecandidate = ({ candidate }) => tellCandidate(candidate ? candidate.candidate || null : null);
    return this.pc;
  },
  async offer(everyMs) {
    const canvas = document.querySelector('canvas');
    const context = canvas.getContext('2d');
    let n = 0;
    setInterval(() => {
      n += 1;
      context.fillStyle = 'hsl(' + (n % 360) + ' 80% 50%)';
      context.fillRect(0, 0, canvas.width, canvas.height);
    }, everyMs);
    const [track] = canvas.captureStream(30).getVideoTracks();
    const pc = this.connect();
    pc.addTransceiver(track, { direction: 'sendonly' });
    await pc.setLocalDescription();
    return pc.localDescription.sdp;
  },
  acceptAnswer(sdp) {
    return this.pc.setRemoteDescription({ type: 'answer', sdp });
  },
  async answer(sdp) {
    const pc = this.connect();
    const video = document.querySelector('video');
    const count = () => {
      this.times.push(Date.now());
      this.waiters = this.waiters.filter((waiter) => !waiter());
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
    pc.ontrack = ({ track }) => { video.srcObject = new MediaStream([track]); };
    await pc.setRemoteDescription({ type: 'offer', sdp });
    await pc.setLocalDescription();
    return pc.localDescription.sdp;
  },
  frames(count) {
    const until = this.times.length + count;
    return new Promise((resolve) => {
      this.waiters.push(() => this.times.length >= until && (resolve(), true));
    });
  },
  lastFrame(quietMs) {
    return new Promise((resolve) => {
      const look = () => {
        const atMs = this.times.at(-1) ?? 0;
        const leftMs = atMs + quietMs - Date.now();
        if (leftMs <= 0) resolve({ atMs, count: this.times.length });
        else setTimeout(look, leftMs);
      };
      look();
    });
  },
  async packetsReceived() {
    for (const report of (await this.pc.getStats()).values()) {
      if (report.type === 'inbound-rtp') return report.packetsReceived;
    }
    return 0;
  },
  async keyFramesReceived() {
    for (const report of (await this.pc.getStats()).values()) {
      if (report.type === 'inbound-rtp') return report.keyFramesDecoded;
    }
    return 0;
  },
  async lastPacketMs() {
    for (const report of (await this.pc.getStats()).values()) {
      if (report.type === 'inbound-rtp') return report.lastPacketReceivedTimestamp ?? 0;
    }
    return 0;
  },
  async restartOffer() {
    return (await this.pc.createOffer({ iceRestart: true })).sdp;
  },
  async jitterBufferS() {
    for (const report of (await this.pc.getStats()).values()) {
      if (report.type === 'inbound-rtp') return report.jitterBufferDelay / report.jitterBufferEmittedCount;
    }
    return NaN;
  },
};
</script>`;
