import type { Alarm } from '../../protocol/server-messages.ts';
import type { AdminRecord } from '../record/admin-record.ts';
import type { MediaEvent, MediaPort } from './media-port.ts';

type Flow = Extract<MediaEvent, { type: 'flow' }>;
type Violation = Extract<MediaEvent, { type: 'violation' }>;
/** The session of a share, and who sees it: an agent's id, or `customer`. */
export interface ShareParties {
  readonly sessionId: string;
  readonly viewer: string;
}

export interface MediaLogDeps {
  readonly media: Pick<MediaPort, 'subscribe'>;
  readonly admin: Pick<AdminRecord, 'tell'>;
  /** `undefined` where that is not known (any more). */
  partiesOf(shareId: string): ShareParties | undefined;
  /** Told to every supervisor who is there. */
  raise(alarm: Alarm): void;
  warn(details: object, message: string): void;
}

/**
 * Keeps what the media server itself tells: when media began and ended to flow, from whom and to whom, for whoever
 * compares that with the grants later; and everything that no grant allowed, which is an alarm as well.
 */
export class MediaLog {
  readonly #deps: MediaLogDeps;
  /** What flows now, with whose it is and who sees it: a share is forgotten by its session before its end is told. */
  readonly #flowing = new Map<string, { flow: Flow; parties: ShareParties | undefined }>();
  readonly #unsubscribe: () => void;

  constructor(deps: MediaLogDeps) {
    this.#deps = deps;
    this.#unsubscribe = deps.media.subscribe((event) => {
      if (event.type === 'flow') this.#flowed(event);
      else if (event.type === 'violation') this.#violated(event);
      else if (event.type === 'ready' && !event.ready) this.#lost();
    });
  }

  close(): void {
    this.#unsubscribe();
  }

  #flowed(flow: Flow): void {
    const key = `${flow.shareId} ${flow.viewerId ?? ''}`;
    const parties = this.#flowing.get(key)?.parties ?? this.#deps.partiesOf(flow.shareId);
    if (flow.state === 'up') this.#flowing.set(key, { flow, parties });
    else this.#flowing.delete(key);
    this.#record(flow, parties, true);
  }

  /** The media server ends everything by itself when this server cannot hear it any more. Nobody here saw it end. */
  #lost(): void {
    for (const { flow, parties } of this.#flowing.values()) this.#record({ ...flow, state: 'down', agoMs: 0 }, parties, false);
    this.#flowing.clear();
  }

  #record({ shareId, viewerId, state, agoMs }: Flow, parties: ShareParties | undefined, seen: boolean): void {
    const flow = {
      sessionId: parties?.sessionId ?? null,
      shareId,
      viewerId: viewerId ?? null,
      to: viewerId === undefined ? null : (parties?.viewer ?? null),
      agoMs: Math.round(agoMs),
    };
    void this.#deps.admin.tell(state === 'up' ? { type: 'media.began', ...flow } : { type: 'media.ended', ...flow, seen });
  }

  #violated({ kind: what, shareId, viewerId, handleId, agoMs, cut }: Violation): void {
    const { admin, raise, warn } = this.#deps;
    const where = { shareId: shareId ?? null, viewerId: viewerId ?? null, handleId: handleId ?? null };
    const violation = { what, ...where, agoMs: Math.round(agoMs), cut };
    warn(violation, `media that no grant allows, or a stop that was not obeyed at once; ${cut ? 'it is gone' : 'it is NOT known to be gone'}`);
    void admin.tell({ type: 'media.violation', ...violation });
    raise({ kind: what === 'stopNotObeyed' ? 'stopNotObeyed' : 'mediaViolation', cut });
  }
}
