import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observable, Subscription } from 'rxjs';

/**
 * Holds the latest value of an Observable for a template and renders the host again when it changes. It is subscribed
 * only while the host is in the document; sources should replay their current value to late subscribers.
 */
export class ObservableController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #getSource: () => Observable<T> | undefined;
  #source: Observable<T> | undefined;
  #subscription: Subscription | undefined;
  #value: T;

  /** @param getSource Read on connect and before each render, so that the source may be swapped. */
  constructor(host: ReactiveControllerHost, getSource: () => Observable<T> | undefined, initial: T) {
    this.#host = host;
    this.#getSource = getSource;
    this.#value = initial;
    host.addController(this);
  }

  get value(): T {
    return this.#value;
  }

  hostConnected(): void {
    this.#attach(this.#getSource());
    this.#host.requestUpdate(); // Lit does not render again on reconnect by itself.
  }

  hostUpdate(): void {
    const source = this.#getSource();
    if (source !== this.#source) this.#attach(source);
  }

  hostDisconnected(): void {
    this.#attach(undefined);
  }

  #attach(source: Observable<T> | undefined): void {
    this.#subscription?.unsubscribe();
    this.#source = source;
    this.#subscription = source?.subscribe((next) => {
      if (Object.is(this.#value, next)) return;
      this.#value = next;
      this.#host.requestUpdate();
    });
  }
}
