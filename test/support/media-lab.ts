import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODECS } from '../../gateway/protocol/vocabulary.ts';
import { JanusAdmin } from '../../gateway/media-node/guard/janus-admin.ts';
import type { JanusAccess } from '../../gateway/media-node/janus-config.ts';
import { startMediaNode, type MediaNode } from '../../gateway/media-node/launcher.ts';
import { systemClock, type Clock } from '../../gateway/server/clock.ts';
import { newId } from '../../gateway/server/ids.ts';
import { acceptCandidate } from '../../gateway/server/media/candidate.ts';
import { createGuardClient } from '../../gateway/server/media/guard-client.ts';
import { MediaError, type MediaEvent, type MediaPort } from '../../gateway/server/media/media-port.ts';
import { rebuildAnswer, rebuildOffer } from '../../gateway/server/media/sdp.ts';
import { readJanusAccess } from './janus-access.ts';
import type { MediaBrowser, MediaPage } from './media-browser.ts';

/** A guard that lost Janus, or was lost, is ready again by then. */
const BACK_WITHIN_MS = 10_000;

/** A session server's connection to the guard. */
export class LabClient {
  /** While true it neither beats nor notices anything, like a stopped process. */
  hung = false;
  readonly port: MediaPort & { close(): void };
  readonly #heard: MediaEvent[] = [];
  readonly #waiters = new Set<() => void>();

  constructor(url: string, secret: string, incarnation: number) {
    const unlessHung = (run: () => void) => (): void => {
      if (!this.hung) run();
    };
    const clock: Clock = {
      ...systemClock,
      after: (delayMs, run) => systemClock.after(delayMs, unlessHung(run)),
      every: (periodMs, run) => systemClock.every(periodMs, unlessHung(run)),
    };
    this.port = createGuardClient({ url, secret, incarnation, clock });
    this.port.subscribe((event) => {
      this.#heard.push(event);
      for (const waiter of this.#waiters) waiter();
    });
  }

  /** Resolves with the next event that fits; those that came before it are forgotten. */
  event(fits: (event: MediaEvent) => boolean): Promise<MediaEvent> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.#heard.find(fits);
        if (found === undefined) return;
        this.#heard.splice(0, this.#heard.indexOf(found) + 1);
        this.#waiters.delete(look);
        resolve(found);
      };
      this.#waiters.add(look);
      look();
    });
  }

  /** Resolves with the next change of readiness to `ready`. */
  async ready(ready: boolean): Promise<void> {
    await this.event((event) => event.type === 'ready' && event.ready === ready);
  }
}

/** A share with its owner's page and one viewer that has decoded frames. */
export interface LiveShare {
  shareId: string;
  viewerId: string;
  owner: MediaPage;
  viewer: MediaPage;
  /** Milliseconds from the call that opened the share to the first decoded frame. */
  firstFrameMs: number;
  /** How many milliseconds after `fromMs` (Unix time) the last frame was shown; negative: before. */
  lastFrameAfter(viewer: MediaPage, fromMs: number): Promise<number>;
  closePages(): Promise<void>;
}

/** A real media node in a folder of its own, with everything that a test needs to look behind it. */
export class MediaLab {
  readonly log: string[] = [];
  readonly folder: string;
  readonly node: MediaNode;
  #epoch = 0;
  #incarnation = 0;
  readonly #clients = new Set<LabClient>();

  static async start(): Promise<MediaLab> {
    const folder = await mkdtemp(join(tmpdir(), 'sideseat-media-'));
    const log: string[] = [];
    const node = await startMediaNode({ dataDir: folder, log: (line) => log.push(line) });
    return new MediaLab(folder, node, log);
  }

  private constructor(folder: string, node: MediaNode, log: string[]) {
    this.folder = folder;
    this.node = node;
    this.log = log;
  }

  nextEpoch(): number {
    return (this.#epoch += 1);
  }

  nextIncarnation(): number {
    return (this.#incarnation += 1);
  }

  async secret(): Promise<string> {
    return (await readFile(this.node.secretFile, 'utf8')).trim();
  }

  /** A new session server, ready to open shares. */
  async connect(incarnation = this.nextIncarnation()): Promise<LabClient> {
    const client = new LabClient(this.node.guardUrl, await this.secret(), incarnation);
    this.#clients.add(client);
    await client.ready(true);
    return client;
  }

  /**
   * A machine that is busy with other things may keep guard or Janus from answering in time, and all media ends, as it
   * has to. A test that is about something else goes on once media is back.
   */
  async share(client: LabClient, browser: MediaBrowser): Promise<LiveShare> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await startShare(client.port, browser, this.nextEpoch());
      } catch (error) {
        if (!(error instanceof MediaError) || attempt === 3) throw error;
        console.log(`${error.message}; the share is started again (attempt ${attempt})`);
        await until(() => client.port.ready, BACK_WITHIN_MS, 'media back');
      }
    }
  }

  /** One more viewer of a share; resolves when it has decoded more than ten frames. */
  view(client: LabClient, browser: MediaBrowser, shareId: string): Promise<{ viewerId: string; page: MediaPage }> {
    return startView(client.port, browser, shareId);
  }

  /** Janus's own Admin API, by the secrets in the media node's private folder. */
  admin(): Promise<JanusAdmin> {
    return JanusAdmin.open(this.access(), () => {});
  }

  /** Where Janus listens and every secret that lies in its private folder. */
  access(): JanusAccess {
    return readJanusAccess(this.runFolder());
  }

  /** What is left in Janus; a room counts even when nobody is in it. */
  async leftInJanus(): Promise<{ sessions: number; rooms: number }> {
    const admin = await this.admin();
    try {
      const { list } = await admin.videoRoom({ request: 'list', admin_key: this.access().roomAdminKey });
      return { sessions: (await admin.sessions()).length, rooms: (list as unknown[]).length };
    } finally {
      admin.close();
    }
  }

  runFolder(): string {
    return join(this.folder, 'media', `run-${process.pid}`);
  }

  guardProcess(): number {
    const [guard] = childrenOf(process.pid).filter((id) => commandOf(id).includes('guard/main.ts'));
    if (guard === undefined) throw new Error('no guard');
    return guard;
  }

  janusProcess(): number {
    const [janus] = childrenOf(this.guardProcess()).filter((id) => commandOf(id).includes('janus'));
    if (janus === undefined) throw new Error('no Janus');
    return janus;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.port.close();
    await this.node.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What it takes to bring a picture from page to page. */
export type MediaCalls = Pick<MediaPort, 'openShare' | 'publish' | 'openViewer' | 'answerViewer' | 'addCandidate'>;

/** Through the SDP gate, as the session server does it. */
export async function startShare(port: MediaCalls, browser: MediaBrowser, epoch: number): Promise<LiveShare> {
  const shareId = newId();
  const startedMs = performance.now();
  await port.openShare(shareId, epoch);
  const owner = await browser.newPage((candidate) => pass(port, shareId, undefined, candidate));
  const offer = rebuildOffer(await owner.offer(), CODECS);
  if (!offer.ok) throw new Error(offer.reason);
  await owner.acceptAnswer(await port.publish(shareId, offer.sdp));
  const { viewerId, page } = await startView(port, browser, shareId);
  return {
    shareId,
    viewerId,
    owner,
    viewer: page,
    firstFrameMs: performance.now() - startedMs,
    lastFrameAfter: async (viewer, fromMs) => (await viewer.lastFrame(400)).atMs - fromMs,
    async closePages() {
      await Promise.all([owner.close(), page.close()]);
    },
  };
}

async function startView(
  port: MediaCalls,
  browser: MediaBrowser,
  shareId: string,
): Promise<{ viewerId: string; page: MediaPage }> {
  const viewerId = newId();
  const page = await browser.newPage((candidate) => pass(port, shareId, viewerId, candidate));
  const answer = rebuildAnswer(await page.answer(await port.openViewer(shareId, viewerId)));
  if (!answer.ok) throw new Error(answer.reason);
  await port.answerViewer(shareId, viewerId, answer.sdp);
  await page.frames(11);
  return { viewerId, page };
}

function pass(port: MediaCalls, shareId: string, viewerId: string | undefined, candidate: string | null): void {
  const accepted = candidate === null ? null : acceptCandidate(candidate);
  if (candidate === null || accepted !== null) port.addCandidate(shareId, viewerId, accepted);
}

/** Whether a process runs; one that has ended and is not yet reaped does not. */
export function isRunning(processId: number): boolean {
  const stat = statOf(processId);
  return stat !== undefined && stat.state !== 'Z' && stat.state !== 'X';
}

/** Resolves with the milliseconds until `look` says yes, looking every 5 ms. Rejects after `limitMs`. */
export async function until(look: () => boolean | Promise<boolean>, limitMs: number, what: string): Promise<number> {
  const startedMs = performance.now();
  while (!(await look())) {
    if (performance.now() - startedMs > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  return performance.now() - startedMs;
}

/** Running processes whose command line names `text`, this one excepted. */
export function processesNaming(text: string): number[] {
  return allProcesses().filter((id) => id !== process.pid && commandOf(id).includes(text) && isRunning(id));
}

function childrenOf(parentId: number): number[] {
  return allProcesses().filter((id) => statOf(id)?.parent === parentId && isRunning(id));
}

function allProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function statOf(processId: number): { state: string; parent: number } | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8');
    const [state = '', parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function commandOf(processId: number): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
