import type { RemoteInput } from '../../../gateway/protocol/input.ts';
import type { ControlView } from '../../../gateway/protocol/views.ts';

/**
 * Mouse and keyboard of another person's desktop, for whoever shows its picture. An element holds on to it: what is held is
 * let go also where the element has left the document.
 */
export interface RemoteHand {
  /** This person clicked into the picture. */
  take(): void;
  /** Nothing goes out while control is not `active`, or the link not open. */
  send(input: RemoteInput): void;
  release(): void;
}

/** One input as it is sent; a page with many sessions adds which one it means. */
export interface NumberedInput {
  type: 'control.input';
  grantId: string;
  epoch: number;
  seq: number;
  input: RemoteInput;
}

export interface RemoteHandOptions {
  /** Control as the server told it last. */
  getControl(): ControlView | null;
  send(message: NumberedInput): void;
  run(name: 'takeControl' | 'releaseControl'): void;
}

/** The latest number under each grant. The page keeps them: whoever shows the picture next goes on counting. */
const numbers = new Map<string, number>();

/** Numbers the input of each grant, and sends it while it may pass. */
export function createRemoteHand({ getControl, send, run }: RemoteHandOptions): RemoteHand {
  return {
    take: () => run('takeControl'),
    release: () => run('releaseControl'),
    send(input) {
      const control = getControl();
      if (control?.phase !== 'active') return;
      const { grantId, epoch } = control;
      const seq = (numbers.get(grantId) ?? 0) + 1;
      numbers.set(grantId, seq);
      send({ type: 'control.input', grantId, epoch, seq, input });
    },
  };
}
