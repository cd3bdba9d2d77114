import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AnyActorRef, SnapshotFrom, Subscription } from 'xstate';

/**
 * Renders its host again when a selected part of an actor's snapshot changes.
 *
 * It only observes: it neither starts nor stops the actor. Whoever made the actor owns its lifetime, so moving the host
 * in the DOM leaves the flow running, and a host that comes back shows what it missed.
 */
export class ActorController<TActor extends AnyActorRef, TSelected> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #getActor: () => TActor | undefined;
  readonly #select: (snapshot: SnapshotFrom<TActor>) => TSelected;
  #actor: TActor | undefined;
  #subscription: Subscription | undefined;
  #value: TSelected | undefined;

  /**
   * @param getActor Read on connect and before each render, so that the actor may be swapped.
   * @param select Derives the rendered value; pure.
   */
  constructor(
    host: ReactiveControllerHost,
    getActor: () => TActor | undefined,
    select: (snapshot: SnapshotFrom<TActor>) => TSelected,
  ) {
    this.#host = host;
    this.#getActor = getActor;
    this.#select = select;
    host.addController(this);
  }

  /** The selected value, or `undefined` while there is no actor. */
  get value(): TSelected | undefined {
    return this.#value;
  }

  hostConnected(): void {
    this.#attach(this.#getActor());
    this.#host.requestUpdate(); // Lit does not render again on reconnect by itself.
  }

  hostUpdate(): void {
    const actor = this.#getActor();
    if (actor !== this.#actor) this.#attach(actor);
  }

  hostDisconnected(): void {
    this.#attach(undefined);
  }

  #attach(actor: TActor | undefined): void {
    this.#subscription?.unsubscribe();
    this.#actor = actor;
    const selected = actor?.select((snapshot) => this.#select(snapshot as SnapshotFrom<TActor>));
    this.#value = selected?.get();
    this.#subscription = selected?.subscribe((next) => {
      this.#value = next;
      this.#host.requestUpdate();
    });
  }
}
