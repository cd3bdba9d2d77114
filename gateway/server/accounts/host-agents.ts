import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { Agent } from './accounts.ts';
import type { HostTokens } from './host-tokens.ts';
import { SIGN_IN_LIFE_MS } from './sign-ins.ts';

/** A sign-in begins a moment after its name is known. */
const SLACK_MS = 60_000;
/** Begins the keys under which the names of a host's agents are kept. */
const AGENT = 'host-agent ';

export interface HostAgentsDeps {
  readonly tokens: Pick<HostTokens, 'use'>;
  readonly store: Pick<Store, 'kept' | 'keep'>;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  /** Of every agent that a host sends; there are no supervisors and no administrators among them. */
  readonly rights: Agent['rights'];
  /** Whose rights these are. */
  readonly group: string;
}

interface Arrived {
  readonly name: string;
  /** By the monotonic clock, as the sign-in's own end. */
  readonly untilMonotonicMs: number;
}

/** Agents that a host dashboard vouches for. They have no account: their names are known for as long as a sign-in lasts. */
export class HostAgents {
  readonly #deps: HostAgentsDeps;
  readonly #arrived = new Map<string, Arrived>();

  constructor(deps: HostAgentsDeps) {
    this.#deps = deps;
    for (const [key, { value }] of deps.store.kept) if (key.startsWith(AGENT)) this.#know(key.slice(AGENT.length), value);
  }

  find(agentId: string): Agent | undefined {
    const arrived = this.#arrived.get(agentId);
    return arrived && this.#agent(agentId, arrived.name);
  }

  /**
   * The agent whom a host's token names. The token is used up by this.
   * @throws {HostTokenError | StoreError}
   */
  async arrive(token: string): Promise<Agent> {
    const { tokens, store, clock } = this.#deps;
    const { agentId, name } = await tokens.use(token);
    const nowMs = clock.nowMs();
    await store.keep(`${AGENT}${agentId}`, name, { nowMs, expiresAtMs: nowMs + SIGN_IN_LIFE_MS });
    this.#forgetOld();
    this.#know(agentId, name);
    return this.#agent(agentId, name);
  }

  #know(agentId: string, name: string): void {
    this.#arrived.set(agentId, { name, untilMonotonicMs: this.#deps.clock.monotonicMs() + SIGN_IN_LIFE_MS + SLACK_MS });
  }

  #forgetOld(): void {
    const now = this.#deps.clock.monotonicMs();
    for (const [agentId, { untilMonotonicMs }] of this.#arrived) if (untilMonotonicMs < now) this.#arrived.delete(agentId);
  }

  #agent(agentId: string, name: string): Agent {
    return { agentId, name, rights: this.#deps.rights, group: this.#deps.group, role: 'agent', supervises: false };
  }
}
