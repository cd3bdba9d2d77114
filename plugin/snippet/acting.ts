import type { ActRefusal, CustomerOnly } from '../../gateway/protocol/cobrowse-act-kinds.ts';
import type { PageAct } from '../../gateway/protocol/cobrowse-acts.ts';
import type { PageRecorder } from '../../gateway/cobrowse/record/page-recorder.ts';

/** What the snippet and the script that acts, which is loaded once a customer has let an agent use the page, know of each other. */

/** How an agent may use the page. */
export interface AgentUse {
  /** What needs the customer's own click. */
  readonly customerOnly: readonly CustomerOnly[];
  /** Asks the customer for that click, in the customer's language and with the agent's name. */
  readonly hint: string;
}

export interface ActingOptions {
  /** The page as it is told at this moment; `null`: it is not. */
  readonly getPage: () => Pick<PageRecorder, 'nodeOf' | 'forbids'> | null;
  readonly getUse: () => AgentUse | null;
}

export interface Acting {
  /** @returns why it was not done; `null`: it was. */
  act(act: PageAct): ActRefusal | null;
  /** Ends everything before it returns. */
  stop(): void;
}

export type OpenActing = (options: ActingOptions) => Acting;
