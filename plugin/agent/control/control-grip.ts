import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { AgentSession, RemoteHand } from '../agent-state.ts';
import type { SharingWindowView } from '../views/sharing-window.ts';

/** What a grip follows. */
export interface GripSurroundings {
  session: AgentSession;
  /** How the picture stands. */
  view: SharingWindowView | null;
  link: LinkState;
}

/** `taking`: clicked, and the server has not agreed yet; `released`: it was held, and may be taken again. */
export type GripPhase = 'none' | 'taking' | 'held' | 'released';

/**
 * Whether one sharing window holds the customer's mouse and keyboard. It lets go by itself where the link, the picture or
 * the helper is lost, and makes sure that the server hears of it: later, where it cannot be told now.
 */
export class ControlGrip {
  #phase: GripPhase = 'none';
  readonly #onLetGo: () => void;
  #hand: RemoteHand | null = null;
  #grantId = '';
  #isLinked = false;
  /** The server may take it for held, and it is not. */
  #owesRelease = false;
  #isReleaseSent = false;
  #wasTaken = false;
  /** What the agent had done last when this was clicked: what became of that says nothing of the click. */
  #earlierCommand: AgentSession['command'] = null;

  /** @param onLetGo - Before the server is told: what is pressed can still be released. */
  constructor(onLetGo: () => void) {
    this.#onLetGo = onLetGo;
  }

  get phase(): GripPhase {
    return this.#phase;
  }

  /** The agent clicked into the picture. */
  take({ session, link }: GripSurroundings): void {
    const { hand, view } = session;
    if (!view.control) return;
    this.#phase = 'taking';
    this.#hand = hand;
    this.#grantId = view.control.grantId;
    this.#isLinked = link === 'open';
    this.#owesRelease = false;
    this.#earlierCommand = session.command;
    hand.take();
  }

  letGo(): void {
    if (!this.#isTight) return;
    this.#loosen();
    this.#owesRelease = true;
    if (this.#isLinked) this.#sendRelease();
  }

  /** To be called with each change of what surrounds it. */
  follow({ session, view, link }: GripSurroundings): void {
    const { control } = session.view;
    const isTaken = control !== null && control.phase !== 'armed';
    this.#isLinked = link === 'open';
    // It was told of a click that the server had not heard of, or of another link.
    if (!this.#isLinked || !this.#wasTaken) this.#isReleaseSent = false;
    const isNew = session.command !== this.#earlierCommand;
    if (this.#phase === 'released' && control?.grantId !== this.#grantId) this.#phase = 'none';
    if (this.#isTight) {
      if (control?.grantId !== this.#grantId) this.#loosen('none');
      else if (!this.#isLinked || !isShown(view) || control.helper !== 'ready') this.letGo();
      else if (isNew && isUnderWay(session, 'releaseControl')) this.#loosen();
      else if (this.#phase === 'held' && !isTaken) this.#loosen();
      else if (this.#phase === 'taking' && isNew && isRefused(session)) this.#loosen('none');
      else if (isTaken) this.#phase = 'held';
    }
    if (!control || (this.#isLinked && this.#wasTaken && !isTaken)) this.#owesRelease = false;
    if (this.#owesRelease && this.#isLinked && isTaken && !this.#isReleaseSent) this.#sendRelease();
    this.#wasTaken = isTaken;
  }

  get #isTight(): boolean {
    return this.#phase === 'taking' || this.#phase === 'held';
  }

  #loosen(to: GripPhase = 'released'): void {
    this.#onLetGo();
    this.#phase = to;
  }

  #sendRelease(): void {
    this.#isReleaseSent = true;
    this.#hand?.release();
  }
}

/** One that is old for a moment is held on to, and nothing passes meanwhile. */
const isShown = (view: SharingWindowView | null): boolean =>
  view?.phase === 'playing' || (view?.phase === 'stale' && view.doubt !== 'resuming' && view.doubt !== 'link');

const isUnderWay = ({ command }: AgentSession, name: 'releaseControl'): boolean =>
  command?.name === name && command.phase === 'busy';

const isRefused = ({ command }: AgentSession): boolean => command?.name === 'takeControl' && command.phase === 'refused';
