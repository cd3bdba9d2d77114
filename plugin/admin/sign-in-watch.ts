import type { AdminMe } from '../../gateway/protocol/admin.ts';
import type { Clock } from '../shared/clock.ts';

/** So long before the sign-in ends it is told, in milliseconds. */
export const WARN_BEFORE_MS = 60_000;
/** Until it is asked again where the server is not reached, in milliseconds. */
const ASK_AGAIN_MS = 10_000;

/** When the sign-in ends; `canStay` false: nothing makes it last longer, it takes another one. */
export interface SignInEnding {
  readonly atMs: number;
  readonly canStay: boolean;
}

export interface SignInWatchDeps {
  readonly clock: Clock;
  /** Who is signed in and for how long; asking makes it last no longer. */
  me(): Promise<AdminMe>;
  /** It ends within a minute; `null`: no longer. */
  ending(ending: SignInEnding | null): void;
  over(): void;
}

/**
 * Knows when the sign-in ends. Calls of this page and of other tabs make it last longer, so each time that it may be near its end
 * the server is asked.
 */
export class SignInWatch {
  readonly #deps: SignInWatchDeps;
  #cancel: () => void = () => undefined;
  /** Only the newest answer counts. */
  #asked = 0;

  constructor(deps: SignInWatchDeps) {
    this.#deps = deps;
  }

  /** Asks now, and goes on until `stop`. */
  async look(): Promise<void> {
    this.stop();
    const asked = this.#asked;
    const { clock } = this.#deps;
    const me = await this.#deps.me().catch(() => undefined);
    if (asked !== this.#asked) return;
    if (me?.account === null) return this.#deps.over();
    if (me) this.#tell(me);
    const waitMs = !me ? ASK_AGAIN_MS : me.endsInMs > WARN_BEFORE_MS ? me.endsInMs - WARN_BEFORE_MS : me.endsInMs;
    this.#cancel = clock.after(waitMs, () => void this.look());
  }

  stop(): void {
    this.#cancel();
    this.#asked += 1;
  }

  #tell({ endsInMs, canStay }: AdminMe): void {
    this.#deps.ending(endsInMs > WARN_BEFORE_MS ? null : { atMs: this.#deps.clock.now() + endsInMs, canStay });
  }
}
