import { PAGE_VERSION } from '../../gateway/cobrowse/record/recorder-options.ts';
import type { ActRefusal } from '../../gateway/protocol/cobrowse-act-kinds.ts';
import type { FrameMessage } from '../shared/cobrowse/page-messages.ts';
import type { Acting, ActingOptions, AgentUse, OpenActing } from './acting.ts';
import type { RecordingOptions } from './recording.ts';

export interface PageActingOptions extends Pick<RecordingOptions, 'send' | 'loadHand'> {
  /** The page as it is told. */
  readonly page: NonNullable<ReturnType<ActingOptions['getPage']>>;
}

/** Lets an agent use the page, from the frame's word on until it takes that back. Acts are done in the order in which they came. */
export class PageActing {
  readonly #options: PageActingOptions;
  #use: AgentUse | null = null;
  #script: Promise<OpenActing> | null = null;
  #acting: Acting | null = null;
  /** Rises whenever using the page ends: what came before that is not done after it. */
  #generation = 0;

  constructor(options: PageActingOptions) {
    this.#options = options;
  }

  /** @param use - `null`: no agent may use it any more; nothing is done once this returns. */
  allow(use: AgentUse | null): void {
    this.#use = use;
    if (use) return void this.#open();
    this.#generation += 1;
    this.#acting?.stop();
    this.#acting = null;
  }

  async act({ seq, act }: Extract<FrameMessage, { type: 'page.act' }>): Promise<void> {
    const generation = this.#generation;
    const acting = await this.#open();
    const reason: ActRefusal | null = acting && generation === this.#generation ? acting.act(act) : 'notThere';
    if (reason) this.#options.send({ type: 'page.refused', seq, reason });
  }

  /** Loaded once; tried again with the next act where that failed. */
  async #open(): Promise<Acting | null> {
    const { page, loadHand } = this.#options;
    this.#script ??= new Promise<OpenActing>((resolve, reject) => {
      const take = (open: OpenActing, found: number): void => (found === PAGE_VERSION ? resolve(open) : reject(new Error(`version ${found}, not ${PAGE_VERSION}`)));
      loadHand(take).then(() => reject(new Error('it brought nothing')), reject);
    });
    const open = await this.#script.catch(() => (this.#script = null));
    if (open && this.#use) this.#acting ??= open({ getPage: () => (this.#use ? page : null), getUse: () => this.#use });
    return this.#acting;
  }
}
