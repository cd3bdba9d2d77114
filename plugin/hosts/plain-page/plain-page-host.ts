import { ALL_GRANTS, type HostAdapter, type HostGrants, type HostProblem } from '../host-adapter.ts';

/**
 * A web page as a host: whatever script it has tells events in our own words. Events that come before an element is
 * there wait for it.
 */
export class PlainPageHost implements HostAdapter {
  readonly name = 'page';
  grants: HostGrants = ALL_GRANTS;
  getToken: (() => Promise<string>) | null = null;
  #tell: ((event: unknown) => HostProblem | null) | null = null;
  #waiting: unknown[] = [];

  connect(tell: (event: unknown) => HostProblem | null): () => void {
    this.#tell = tell;
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach(tell);
    return () => {
      this.#tell = null;
    };
  }

  /** @returns why the event was not acted on; `null` where it was, or waits for an element. */
  tell(event: unknown): HostProblem | null {
    if (this.#tell) return this.#tell(event);
    this.#waiting.push(event);
    return null;
  }
}
