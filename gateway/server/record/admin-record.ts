import type { SiteConfig } from '../../protocol/site-config.ts';
import { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';
import { ADMIN_STREAM, StoreError, type Store } from '../store/store.ts';
import type { RecordKeys } from './keys.ts';

/** Facts that belong to no session. Names and addresses of strangers are pseudonyms: see `RecordKeys.pseudonym`. */
export type AdminFact =
  | { type: 'server.started'; version: string; incarnation: number; node: string }
  | { type: 'server.stopped' }
  | { type: 'accounts.changed'; hash: string }
  | { type: 'signIn.accepted'; agentId: string }
  /** `agentId` null: nobody has the user name. `unrecorded`: refusals before this one that came too fast. */
  | { type: 'signIn.refused'; agentId: string | null; userName: string | null; address: string; unrecorded: number }
  | { type: 'signIn.ended'; agentId: string }
  /** At the administrator's page, which has sign-ins of its own. */
  | { type: 'adminSignIn.accepted'; userName: string }
  | { type: 'adminSignIn.ended'; userName: string }
  /** At the administrator's page. */
  | { type: 'account.changed'; userName: string; group: string; isDisabled: boolean; by: string }
  /** `by` null: the installation itself, at its first start. `config` null: the draft of a site that had one no longer. */
  | { type: 'site.drafted'; siteKey: string; revision: number; by: string | null; config: SiteConfig | null }
  | { type: 'site.draftDropped'; siteKey: string; revision: number; by: string | null }
  | { type: 'site.published'; siteKey: string; version: number; note: string; by: string | null; config: SiteConfig }
  | { type: 'pin.alarm'; wrong: number }
  /** A customer reported the agent; the session's own record has when. */
  | { type: 'abuse.reported'; sessionId: string; agentId: string }
  /**
   * Something was at the media node that no live grant allowed, or a stop was not obeyed at its first try. `what`: see
   * `VIOLATION_KINDS` and `Mismatch`. `shareId` null: of no share. `agoMs`: how long before this record it began. `cut`:
   * whether it was seen gone.
   */
  | {
      type: 'media.violation';
      what: string;
      shareId: string | null;
      viewerId: string | null;
      handleId: number | null;
      agoMs: number;
      cut: boolean;
    }
  /**
   * The media server's own word that media began or ended to flow, `agoMs` before this record: from a share's owner
   * (`viewerId` null) or to a viewer, an agent (`to`). The share's id is its grant's. `seen` false: the media server went
   * out of sight with it, and ends it by itself.
   */
  | ({ type: 'media.began' } & MediaFlowRecord)
  | ({ type: 'media.ended'; seen: boolean } & MediaFlowRecord)
  /** After a time in which nothing could be recorded. */
  | { type: 'record.recovered'; reason: string; faultForMs: number }
  /** Transactions of the time before were never finished, and dropped. */
  | { type: 'record.tornTail' }
  | { type: 'record.anchorFailed'; file: string; reason: string };

interface MediaFlowRecord {
  sessionId: string | null;
  shareId: string;
  viewerId: string | null;
  to: string | null;
  agoMs: number;
}

/** Refused sign-ins that are recorded; more only count, so that a guesser cannot fill the disk. */
const REFUSALS_PER_SECOND = 1;
const REFUSALS_BURST = 60;

/** The administration's stream of the record. */
export class AdminRecord {
  readonly #store: Pick<Store, 'append' | 'last'>;
  readonly #clock: Clock;
  readonly #keys: Pick<RecordKeys, 'pseudonym'>;
  readonly #refusals: Bucket;
  #unrecorded = 0;

  constructor(store: Pick<Store, 'append' | 'last'>, keys: Pick<RecordKeys, 'pseudonym'>, clock: Clock) {
    this.#store = store;
    this.#keys = keys;
    this.#clock = clock;
    this.#refusals = new Bucket(clock, REFUSALS_PER_SECOND, REFUSALS_BURST);
  }

  /** For what widens: resolves once it is durable, and only then may it take effect. @throws {StoreError} */
  async note({ type, ...payload }: AdminFact): Promise<void> {
    await this.#store.append(ADMIN_STREAM, [{ type, payload, atMs: this.#clock.nowMs() }]);
  }

  /** For what happened already, or narrows: never rejects, since it is not undone by a record that fails. */
  async tell(fact: AdminFact): Promise<void> {
    await this.note(fact).catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
    });
  }

  /** @param agentId - `undefined` where nobody has the name that was typed. */
  signInRefused(agentId: string | undefined, typedName: string, address: string): void {
    if (!this.#refusals.take()) {
      this.#unrecorded += 1;
      return;
    }
    const { pseudonym } = this.#keys;
    void this.tell({
      type: 'signIn.refused',
      agentId: agentId ?? null,
      userName: agentId === undefined ? pseudonym(`name ${typedName}`) : null,
      address: pseudonym(`address ${address}`),
      unrecorded: this.#unrecorded,
    });
    this.#unrecorded = 0;
  }

  /** Records that the accounts are others than at the last start. @throws {StoreError} */
  async accountsAre(hash: string): Promise<void> {
    const last = await this.#store.last(ADMIN_STREAM, 'accounts.changed');
    if ((last?.payload as { hash?: string } | undefined)?.hash !== hash) await this.note({ type: 'accounts.changed', hash });
  }
}
