import { ALL_GRANTS, commonGrants, type HostAdapter, type HostGrants, type HostProblem } from '../host-adapter.ts';
import { WaitingEvents } from '../waiting-events.ts';

/**
 * A web page as a host: whatever script it has tells events in our own words. Events that come before an element is
 * there wait for it.
 */
export class PlainPageHost implements HostAdapter {
  readonly name = 'page';
  getToken: (() => Promise<string>) | null = null;
  #own: HostGrants = ALL_GRANTS;
  /** What each panel of the page narrows them to. */
  readonly #narrowed = new Map<object, HostGrants>();
  #grants: HostGrants = ALL_GRANTS;
  readonly #events = new WaitingEvents();

  /** What the page grants, and what all of its panels leave of it. */
  get grants(): HostGrants {
    return this.#grants;
  }

  set grants(grants: HostGrants) {
    this.#own = grants;
    this.#regrant();
  }

  /** For one panel: nothing is granted beyond this while it is there; `null` when it goes. */
  narrow(panel: object, grants: HostGrants | null): void {
    if (grants) this.#narrowed.set(panel, grants);
    else this.#narrowed.delete(panel);
    this.#regrant();
  }

  connect(tell: (event: unknown) => HostProblem | null): () => void {
    return this.#events.connect(tell);
  }

  /** @returns why the event was not acted on; `null` where it was, or waits for an element. */
  tell(event: unknown): HostProblem | null {
    return this.#events.tell(event);
  }

  #regrant(): void {
    const grants = commonGrants([this.#own, ...this.#narrowed.values()]);
    if (JSON.stringify(grants) === JSON.stringify(this.#grants)) return;
    this.#grants = grants;
    this.#events.tell({ type: 'grants.changed' });
  }
}
