import type { PreviewDraft, PreviewMasks, PreviewOpened, PreviewReport, PreviewView } from '../../protocol/preview.ts';
import { AdminRefusal } from '../admin-refusal.ts';
import type { Clock } from '../clock.ts';
import { hashSecret, newId, newSecret } from '../ids.ts';

/** A preview is over when the administrator's page was not heard of for so long. */
export const PREVIEW_LIFE_MS = 15 * 60_000;
/** … or when its account opens so many others: a page that was closed leaves one behind. */
export const PREVIEWS_OF_ACCOUNT = 5;
/** … of all accounts at most. */
export const PREVIEWS_MAX = 50;

interface Preview {
  readonly userName: string;
  readonly siteKey: string;
  readonly codeHash: string;
  draft: PreviewDraft;
  /** Of the draft. */
  number: number;
  /** Of this draft. */
  report: PreviewReport | null;
  /** When the administrator's page, and a page of the site, were heard of last. */
  askedAtMs: number;
  seenAtMs: number | null;
}

/** What administrators try out, in memory alone. A code is good for its own preview, on pages of its own site. */
export class Previews {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  /** By their ids, the oldest first. */
  readonly #previews = new Map<string, Preview>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** @throws {AdminRefusal} `E_TOO_MANY_PREVIEWS` of other accounts. */
  open(userName: string, siteKey: string, draft: PreviewDraft): PreviewOpened {
    this.#forgetOld();
    const own = [...this.#previews].filter(([, preview]) => preview.userName === userName).map(([id]) => id);
    for (const id of own.slice(0, Math.max(0, own.length - PREVIEWS_OF_ACCOUNT + 1))) this.#previews.delete(id);
    if (this.#previews.size >= PREVIEWS_MAX) throw new AdminRefusal('E_TOO_MANY_PREVIEWS');
    const [id, code] = [newId(), newSecret()];
    this.#previews.set(id, { userName, siteKey, codeHash: hashSecret(code), draft, number: 1, report: null, askedAtMs: this.#clock.monotonicMs(), seenAtMs: null });
    return { id, code, draft: 1 };
  }

  /** What was reported of the draft before is void. @returns The number of this one. @throws {AdminRefusal} `E_NOT_FOUND` */
  change(userName: string, id: string, draft: PreviewDraft): number {
    const preview = this.#ofAccount(userName, id);
    Object.assign(preview, { draft, report: null });
    return ++preview.number;
  }

  /** @throws {AdminRefusal} `E_NOT_FOUND` */
  look(userName: string, id: string): PreviewView {
    const { number, report, seenAtMs } = this.#ofAccount(userName, id);
    return { draft: number, report, seenAgoMs: seenAtMs === null ? null : Math.max(0, Math.round(this.#clock.monotonicMs() - seenAtMs)) };
  }

  /** @throws {AdminRefusal} `E_NOT_FOUND` */
  end(userName: string, id: string): void {
    this.#ofAccount(userName, id);
    this.#previews.delete(id);
  }

  endAllOf(userName: string): void {
    for (const [id, preview] of this.#previews) if (preview.userName === userName) this.#previews.delete(id);
  }

  /** A page of the site says what it found, and hears what is hidden now; `undefined`: no such preview of this site. */
  turn(siteKey: string, code: string, report: PreviewReport | null): PreviewMasks | undefined {
    this.#forgetOld();
    const codeHash = hashSecret(code);
    const preview = [...this.#previews.values()].find((each) => each.codeHash === codeHash && each.siteKey === siteKey);
    if (!preview) return undefined;
    preview.seenAtMs = this.#clock.monotonicMs();
    if (report?.draft === preview.number) preview.report = report;
    return { draft: preview.number, ...preview.draft };
  }

  #ofAccount(userName: string, id: string): Preview {
    this.#forgetOld();
    const preview = this.#previews.get(id);
    if (preview?.userName !== userName) throw new AdminRefusal('E_NOT_FOUND');
    preview.askedAtMs = this.#clock.monotonicMs();
    return preview;
  }

  #forgetOld(): void {
    const nowMs = this.#clock.monotonicMs();
    for (const [id, { askedAtMs }] of this.#previews) if (nowMs - askedAtMs >= PREVIEW_LIFE_MS) this.#previews.delete(id);
  }
}
