import type { ChildProcess } from 'node:child_process';
import { sleep, systemClock, TimeoutError, type Clock } from '../clock.ts';
import { writeJanusConfig, type JanusAccess, type JanusSettings } from '../janus-config.ts';
import { freeLoopbackPort } from '../network.ts';
import { EventFeed, FEED_SILENCE_MS } from './event-feed.ts';
import { JanusAdmin } from './janus-admin.ts';
import { spawnJanus } from './janus-process.ts';
import { MediaWatch, type MediaFlow, type WatchedViolation } from './media-watch.ts';
import { restartDelayMs } from './restart-delay.ts';

/** How often Janus is asked for a sign of life. */
const PING_EVERY_MS = 300;
/** A Janus that is silent for so long is killed: whatever it relayed has stopped or must stop. */
const SILENCE_MS = 700;
/** Longest time from start to the first answer; 0.2 s on an idle machine. */
const UP_WITHIN_MS = 8_000;
const RETRY_CONNECT_MS = 20;

/** A Janus that answers. */
export interface RunningJanus {
  access: JanusAccess;
  admin: JanusAdmin;
  /** Knows which handles ought to be there. */
  watch: MediaWatch;
}

export interface JanusNodeEvents {
  up: (janus: RunningJanus) => void;
  /** Every room and handle is gone, because the process is. */
  down: (reason: string) => void;
  /** Janus reports what ought not to be there. */
  violation: (violation: WatchedViolation) => void;
  flow: (flow: MediaFlow) => void;
}

/**
 * Runs Janus as a child, for ever: started anew with a fresh configuration whenever it ends, killed when it is silent,
 * or when its events are not heard any more.
 * So no room survives a restart of Janus or of this process, and there is nothing to clean up.
 */
export class JanusNode {
  readonly #folder: string;
  readonly #settings: JanusSettings;
  readonly #events: JanusNodeEvents;
  readonly #log: (line: string) => void;
  readonly #clock: Clock;
  #child: ChildProcess | undefined;
  #running: RunningJanus | undefined;
  #stopping = false;
  #loop: Promise<void> | undefined;

  constructor(
    folder: string,
    settings: JanusSettings,
    events: JanusNodeEvents,
    log: (line: string) => void,
    clock: Clock = systemClock,
  ) {
    this.#folder = folder;
    this.#settings = settings;
    this.#events = events;
    this.#log = log;
    this.#clock = clock;
  }

  /** The Janus to use at this moment, if any. */
  get running(): RunningJanus | undefined {
    return this.#running;
  }

  start(): void {
    this.#loop ??= this.#keepRunning();
  }

  /** The last resort of a stop: with the process every picture ends. Resolves when it has ended; it is started anew. */
  async kill(reason: string): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.#log(`Janus is killed: ${reason}`);
    const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await exit;
  }

  /** Ends Janus for good. It has nothing to save, and until it is gone it relays. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#child?.kill('SIGKILL');
    await this.#loop;
  }

  async #keepRunning(): Promise<void> {
    let startedAtMs: number[] = [];
    while (!this.#stopping) {
      startedAtMs = [...startedAtMs.slice(-10), this.#clock.monotonicMs()];
      const reason = await this.#runOnce();
      if (this.#stopping) return;
      const delayMs = restartDelayMs(startedAtMs, this.#clock.monotonicMs());
      this.#log(`Janus ended (${reason}); it is started again${delayMs > 0 ? ` in ${delayMs} ms` : ''}`);
      await sleep(delayMs, this.#clock);
    }
  }

  /** @returns why it ended */
  async #runOnce(): Promise<string> {
    let ended: string | undefined;
    let child: ChildProcess;
    let access: JanusAccess;
    const watch = this.#newWatch();
    const feed = await EventFeed.open((event) => watch.hear(event), this.#clock);
    try {
      const ports = { api: await freeLoopbackPort(), admin: await freeLoopbackPort() };
      access = await writeJanusConfig(this.#folder, this.#settings, ports, feed.url);
      child = await spawnJanus(this.#settings.install, this.#folder);
    } catch (error) {
      feed.close();
      return `it could not be started: ${String(error)}`;
    }
    this.#child = child;
    const exit = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    }).then((reason) => (ended = reason));
    if (this.#stopping) child.kill('SIGKILL');

    const admin = await this.#connect(access, child, () => ended !== undefined);
    if (admin !== undefined) await Promise.race([exit, this.#followed(feed, admin)]);
    if (admin !== undefined && ended === undefined) {
      this.#running = { access, admin, watch };
      this.#events.up(this.#running);
      this.#watch(admin);
    }
    const reason = await exit;
    admin?.close();
    feed.close();
    watch.end();
    this.#child = undefined;
    if (this.#running !== undefined) {
      this.#running = undefined;
      this.#events.down(reason);
    }
    return reason;
  }

  #newWatch(): MediaWatch {
    const { violation, flow } = this.#events;
    return new MediaWatch({
      onViolation: (found) => {
        if (this.#running !== undefined) violation(found);
        else void this.kill('somebody else was there before the guard');
      },
      onFlow: flow,
      clock: this.#clock,
    });
  }

  /** Resolves when Janus's events are heard. Where they are not any more, nobody can say what it relays: it goes. */
  #followed(feed: EventFeed, admin: JanusAdmin): Promise<void> {
    return feed.follow(admin, () => void this.kill(`its events were not heard for ${FEED_SILENCE_MS} ms`));
  }

  /** Waits until Janus answers; a Janus that does not in time is killed. */
  async #connect(access: JanusAccess, child: ChildProcess, ended: () => boolean): Promise<JanusAdmin | undefined> {
    const giveUpAtMs = this.#clock.monotonicMs() + UP_WITHIN_MS;
    while (!ended()) {
      try {
        // Without its Admin API Janus cannot be watched: it goes.
        const admin = await JanusAdmin.open(access, () => child.kill('SIGKILL'), this.#clock);
        await admin.ping(SILENCE_MS);
        return admin;
      } catch {
        if (this.#clock.monotonicMs() > giveUpAtMs) child.kill('SIGKILL');
        await sleep(RETRY_CONNECT_MS, this.#clock);
      }
    }
    return undefined;
  }

  #watch(admin: JanusAdmin): void {
    admin.ping(SILENCE_MS).then(
      () => {
        this.#clock.after(PING_EVERY_MS, () => {
          if (this.#running?.admin === admin) this.#watch(admin);
        });
      },
      (error: unknown) => {
        // Any other error means that the connection is gone, which is seen to where it was opened.
        if (error instanceof TimeoutError && this.#running?.admin === admin) void this.kill(`silent for ${SILENCE_MS} ms`);
      },
    );
  }
}
