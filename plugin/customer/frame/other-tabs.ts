import * as v from 'valibot';
import { openTabChannel } from '../../shared/cobrowse/tab-channel.ts';
import { Visit, type VisitStore } from './visit-store.ts';

/** The tab that has the visit answers at once, unless the browser has put it to sleep; it has so many milliseconds. */
const ANSWER_WITHIN_MS = 1_000;

/** Between our frames in the tabs of one site: the browser keeps those of other sites apart. */
const Message = v.variant('type', [
  /** A tab wants to go on with the visit. `isForced`: the customer pressed for that. */
  v.object({ type: v.literal('visit.wanted'), isForced: v.boolean() }),
  /** The tab that had it has let go. */
  v.object({ type: v.literal('visit.given'), visit: Visit }),
  /** The tab that has it holds something that would end with it. */
  v.object({ type: v.literal('visit.refused') }),
  /** How it stands, from the tab that has it. */
  v.object({ type: v.literal('visit.kept'), visit: Visit }),
]);
type Message = v.InferOutput<typeof Message>;

export interface OtherTabsOptions {
  siteKey: string;
  store: Pick<VisitStore, 'current' | 'copy' | 'changed$' | 'isLasting'>;
  /** This tab has the visit. */
  isHere: () => boolean;
  /** Nothing that is shared from here ends with this tab. */
  mayGive: () => boolean;
  /** Lets go of everything before it returns. */
  give: () => void;
  /** The visit is over in the tab that had it. */
  ended: () => void;
}

/**
 * The tabs that a visit has come to: one of them has it, the others know how it stands, and the one that comes to the front takes
 * it. Where the frame may store nothing, a visit stays in its tab.
 */
export class OtherTabs {
  readonly #options: OtherTabsOptions;
  readonly #channel: BroadcastChannel | null;
  /** Settles with the answer to what was asked. */
  #answered: ((answer: 'given' | 'refused') => void) | null = null;

  constructor(options: OtherTabsOptions) {
    this.#options = options;
    this.#channel = options.store.isLasting ? openTabChannel(`sideseat.visit.${options.siteKey}`) : null;
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = v.safeParse(Message, data);
      if (message.success) this.#heard(message.output);
    });
    options.store.changed$.subscribe((visit) => {
      if (options.isHere()) this.#say({ type: 'visit.kept', visit });
    });
  }

  /** Asks whoever has the visit for it, which then stands in the store. `silent`: nobody answered. */
  take(isForced: boolean): Promise<'given' | 'refused' | 'silent'> {
    return new Promise((resolve) => {
      const settle = (answer: 'given' | 'refused' | 'silent'): void => {
        clearTimeout(patience);
        this.#answered = null;
        resolve(answer);
      };
      const patience = setTimeout(() => settle('silent'), ANSWER_WITHIN_MS);
      this.#answered = settle;
      this.#say({ type: 'visit.wanted', isForced });
    });
  }

  #say(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #heard(message: Message): void {
    const { store, isHere, mayGive, give, ended } = this.#options;
    if (message.type === 'visit.wanted') {
      if (!isHere() || store.current.bearer === null) return; // there is nothing to give
      if (!message.isForced && !mayGive()) return this.#say({ type: 'visit.refused' });
      const visit = { ...store.current }; // as it is told until this moment
      give();
      return this.#say({ type: 'visit.given', visit });
    }
    if (message.type === 'visit.refused') return this.#answered?.('refused');
    const isKnown = store.current.pageId === message.visit.pageId;
    if (isHere() || !(isKnown || this.#answered)) return;
    if (message.type === 'visit.kept' && message.visit.bearer === null) return isKnown ? ended() : undefined;
    store.copy(message.visit);
    if (message.type === 'visit.given') this.#answered?.('given');
  }
}
