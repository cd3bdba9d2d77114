import type { HelperByeReason, HelperToServer, ServerToHelper } from '../../gateway/protocol/helper-messages.ts';
import type { HelperLink } from '../../gateway/server/helpers/helper-seat.ts';
import type { Control } from '../../gateway/server/sessions/control.ts';

/** A helper that is told things, and goes where it is sent. */
export class FakeHelper implements HelperLink {
  readonly received: ServerToHelper[] = [];
  /** Why it was sent away; `undefined` while it was not. */
  dismissed: HelperByeReason | undefined;
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
    control.helper.attach(this);
    this.says({ type: 'able', able: true });
  }

  says(message: HelperToServer): void {
    this.#control.helper.received(this, message);
  }

  /** Whether it was told so last. */
  get isActive(): boolean {
    const told = this.received.findLast((message) => message.type === 'control');
    return told?.control?.active === true;
  }

  send(message: ServerToHelper): void {
    this.received.push(message);
  }

  dismiss(reason: HelperByeReason): void {
    this.dismissed = reason;
  }

  drop(): void {}
}
