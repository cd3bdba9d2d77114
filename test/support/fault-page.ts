import type { Page } from 'puppeteer-core';

/** What a page notes about itself for the tests, all times in Unix milliseconds. */
export interface PageNotes {
  /** Of all pictures that the page received. */
  frames: { decoded: number; lastDecodedAtMs: number; lastPacketAtMs: number };
  /** When a person clicked, of each trusted click; and when a track had ended, of each capture that was stopped. */
  clicksAtMs: number[];
  captureEndsAtMs: number[];
}

declare global {
  interface Window {
    faultNotes?: PageNotes;
  }
}

/** Opens a page that notes what arrives and what it stops. The product knows nothing of it. */
export async function openNotingPage(page: Page, url: string): Promise<Page> {
  await page.evaluateOnNewDocument(takeNotes);
  await page.goto(url);
  return page;
}

/** Runs in the page, before anything of ours. */
function takeNotes(): void {
  const notes: PageNotes = {
    frames: { decoded: 0, lastDecodedAtMs: 0, lastPacketAtMs: 0 },
    clicksAtMs: [],
    captureEndsAtMs: [],
  };
  window.faultNotes = notes;
  const connections = new Map<RTCPeerConnection, { decoded: number; packets: number }>();
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.set(this, { decoded: 0, packets: 0 });
    }
  };
  const look = async (): Promise<void> => {
    for (const [connection, seen] of connections) {
      if (connection.connectionState === 'closed') connections.delete(connection);
      const reports = await connection.getStats();
      reports.forEach((report) => {
        if (report.type !== 'inbound-rtp' || report.kind !== 'video') return;
        if (report.framesDecoded > seen.decoded) {
          notes.frames.decoded += report.framesDecoded - seen.decoded;
          notes.frames.lastDecodedAtMs = Date.now();
        }
        // To the millisecond, however seldom these reports are read.
        if (report.packetsReceived > seen.packets) notes.frames.lastPacketAtMs = report.lastPacketReceivedTimestamp;
        seen.decoded = report.framesDecoded;
        seen.packets = report.packetsReceived;
      });
    }
    setTimeout(() => void look(), 20);
  };
  void look();

  const noteClick = (event: Event): void => {
    if (event.isTrusted) notes.clicksAtMs.push(performance.timeOrigin + event.timeStamp);
  };
  addEventListener('click', noteClick, { capture: true });
  const { stop } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.stop = function (this: MediaStreamTrack): void {
    const before = this.readyState;
    stop.call(this);
    const after = this.readyState;
    const atMs = performance.timeOrigin + performance.now();
    if (before !== after) notes.captureEndsAtMs.push(atMs);
  };
}

/** @throws where the page was not opened by `openNotingPage` */
export async function notesOf(page: Page): Promise<PageNotes> {
  const notes = await page.evaluate(() => window.faultNotes);
  if (!notes) throw new Error('this page takes no notes');
  return notes;
}

/**
 * When the page first shows a text, in Unix milliseconds; looked at every 20 ms by the page itself, so that neither
 * this process nor the way to the browser counts. Rejects after `withinMs`.
 */
export async function shownAt(page: Page, pattern: RegExp, withinMs = 20_000): Promise<number> {
  const { atMs, text } = await page.evaluate(
    async (source, limitMs) => {
      const wanted = new RegExp(source);
      const read = (node: Node): string => {
        if (node instanceof Text) return node.data;
        if (!(node instanceof HTMLElement) || node.hidden || !node.checkVisibility()) return '';
        if (node.matches('script, style, noscript')) return '';
        const assigned = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
        const inside = assigned.length > 0 ? assigned : (node.shadowRoot ?? node).childNodes;
        const text = [...inside].map(read).join('');
        return node.matches('b, bdi, strong, span') ? text : ` ${text} `;
      };
      const untilMs = Date.now() + limitMs;
      for (;;) {
        const text = read(document.body).replace(/\s+/g, ' ');
        if (wanted.test(text)) return { atMs: Date.now(), text };
        if (Date.now() > untilMs) return { atMs: null, text };
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
    },
    pattern.source,
    withinMs,
  );
  if (atMs === null) throw new Error(`the page never showed ${pattern}, but: ${text}`);
  return atMs;
}
