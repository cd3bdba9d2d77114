import type { MaskPolicy, MaskRules } from '../../gateway/cobrowse/mask/mask-policy.ts';
import { PageRecorder } from '../../gateway/cobrowse/record/page-recorder.ts';
import type { RecorderEnd } from '../../gateway/cobrowse/record/recorder-options.ts';
import { pageSchedule } from '../../gateway/cobrowse/record/sliced-work.ts';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';

export const OPEN_POLICY: MaskPolicy = { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] };

/** A page of a customer, in a frame of its own, that was written by a site. Its address is that of the test's page. */
export function makePage(html: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 800px; height: 600px';
  document.body.append(frame);
  writePage(frame, html);
  return frame;
}

export function writePage(frame: HTMLIFrameElement, html: string): void {
  const page = pageOf(frame);
  page.open();
  page.write(html);
  page.close();
}

export const windowOf = (frame: HTMLIFrameElement): Window & typeof globalThis => frame.contentWindow as Window & typeof globalThis;
export const pageOf = (frame: HTMLIFrameElement): Document => windowOf(frame).document;

/** A recorder in a page, and everything that left it. */
export class Recording {
  readonly events: PageEvent[] = [];
  readonly recorder: PageRecorder;
  ended: RecorderEnd | null = null;
  readonly #waiting = new Set<() => void>();

  /** `now`: another clock, whose milliseconds decide how much is done at once. */
  constructor(frame: HTMLIFrameElement, options: { policy?: Partial<MaskPolicy>; rules?: MaskRules; send?: (event: PageEvent) => void; now?: () => number } = {}) {
    const window = windowOf(frame);
    this.recorder = new PageRecorder(
      {
        window,
        policy: { ...OPEN_POLICY, ...options.policy },
        send: (event) => {
          this.events.push(structuredClone(event));
          options.send?.(event);
          for (const look of this.#waiting) look();
        },
        now: options.now ?? (() => performance.now()),
        schedule: pageSchedule(window),
        stopped: (why) => {
          this.ended = why;
        },
      },
      options.rules,
    );
  }

  /** Starts, and waits for the first picture. */
  async start(): Promise<void> {
    this.recorder.start();
    await this.until((events) => events.some(({ type }) => type === 'page.ready'));
  }

  /** Waits for events that make something true. */
  async until(isTrue: (events: readonly PageEvent[]) => boolean, timeoutMs = 20_000): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`not told: ${isTrue.toString()} (${this.events.map(({ type }) => type).slice(-12).join()}, ${this.ended})`));
      }, timeoutMs);
      const look = (): void => {
        if (!isTrue(this.events)) return;
        clearTimeout(late);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits until everything that happened before is told: a mark that is made now comes after it. */
  async settle(page: Document): Promise<void> {
    const mark = `mark-${(marks += 1)}`;
    const element = page.createElement('i');
    element.className = mark;
    page.body.append(element);
    await this.until((events) => JSON.stringify(events.slice(-400)).includes(mark));
    element.remove();
  }

  /** Waits until the next look at what no event tells is over. */
  async nextLook(page: Document): Promise<void> {
    const box = page.createElement('input');
    box.type = 'checkbox';
    page.body.append(box);
    await this.settle(page);
    const before = this.events.length;
    box.checked = true;
    await this.until((events) => events.slice(before).some((event) => event.type === 'page.changed' && event.states?.some(({ state }) => state.checked)));
    box.remove();
  }

  /** Everything that left the page as text, with what pictures and style sheets hold. */
  get sentText(): string {
    const json = this.events.map((event) => JSON.stringify(event)).join('\n');
    const decoded = [...json.matchAll(/base64,([\w+/=]+)/g)].map(([, data = '']) => atob(data));
    // Texts that stand beside one another are read as one.
    const texts = [...json.matchAll(/"text":"([^"]*)"/g)].map(([, text]) => text).join('');
    return [json, texts, ...decoded].join('\n');
  }
}

let marks = 0;
