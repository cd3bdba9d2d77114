import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { ControlView } from '../../../gateway/protocol/views.ts';
import type { RemoteHand } from './remote-hand.ts';

/** What a grip follows. */
export interface ControlSurroundings {
  hand: RemoteHand;
  /** What the server told of control over the desktop in the picture; `null` where that may not be controlled. */
  control: ControlView | null;
  link: LinkState;
  /**
   * `live`; `old`: held on to, and nothing passes meanwhile; `stopped`: just as old, and let go of; `paused`: it was on no
   * screen a moment ago; `none`: there is nothing to see.
   */
  picture: 'live' | 'old' | 'stopped' | 'paused' | 'none';
  /** Who is asked something: the owner, for whose answer what is held waits, or this person, who lets go and answers first. */
  asked: 'nobody' | 'owner' | 'here';
  /** The latest command of this page, while it runs or after it was refused; another object for each. */
  command: CommandProgress | null;
}

export interface CommandProgress {
  /** `takeControl` and `releaseControl` are the hand's; others are of no interest here. */
  readonly name: string;
  readonly phase: 'busy' | 'refused';
}

/** `taking`: clicked, and the server has not agreed yet; `released`: it was held, and may be taken again. */
export type GripPhase = 'none' | 'taking' | 'held' | 'released';

/**
 * Whether one picture holds its owner's mouse and keyboard. It lets go by itself where the link, the picture or the helper
 * is lost, and makes sure that the server hears of it: later, where it cannot be told now.
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
  /** What this person had done last when this was clicked: what became of that says nothing of the click. */
  #earlierCommand: CommandProgress | null = null;

  /** @param onLetGo - Before the server is told: what is pressed can still be released. */
  constructor(onLetGo: () => void) {
    this.#onLetGo = onLetGo;
  }

  get phase(): GripPhase {
    return this.#phase;
  }

  /** This person clicked into the picture. */
  take({ hand, control, link, command }: ControlSurroundings): void {
    if (!control) return;
    this.#phase = 'taking';
    this.#hand = hand;
    this.#grantId = control.grantId;
    this.#isLinked = link === 'open';
    this.#owesRelease = false;
    this.#earlierCommand = command;
    hand.take();
  }

  letGo(): void {
    if (!this.#isTight) return;
    this.#loosen();
    this.#owesRelease = true;
    if (this.#isLinked) this.#sendRelease();
  }

  /** To be called with each change of what surrounds it. */
  follow(surroundings: ControlSurroundings): void {
    const { control, link, command } = surroundings;
    const isTaken = control?.phase === 'active' || control?.phase === 'paused';
    this.#isLinked = link === 'open';
    // It was told of a click that the server had not heard of, or of another link.
    if (!this.#isLinked || !this.#wasTaken) this.#isReleaseSent = false;
    const isNew = command !== this.#earlierCommand;
    // What its owner took back, or gave under another grant, was not let go of here.
    const isOver = control?.grantId !== this.#grantId || control.phase === 'takenBack';
    if (isOver && this.#phase === 'released') this.#phase = 'none';
    if (this.#isTight) {
      if (isOver) this.#loosen('none');
      else if (!canHold(surroundings)) this.letGo();
      else if (isNew && isUnderWay(command, 'releaseControl')) this.#loosen();
      else if (this.#phase === 'held' && !isTaken) this.#loosen();
      else if (this.#phase === 'taking' && isNew && isRefused(command)) this.#loosen('none');
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

/** A picture that is old for a moment is held on to, and nothing passes meanwhile. */
const canHold = ({ control, link, picture, asked }: ControlSurroundings): boolean =>
  link === 'open' && (picture === 'live' || picture === 'old') && control?.helper === 'ready' && asked !== 'here';

const isUnderWay = (command: CommandProgress | null, name: 'releaseControl'): boolean =>
  command?.name === name && command.phase === 'busy';

const isRefused = (command: CommandProgress | null): boolean => command?.name === 'takeControl' && command.phase === 'refused';
