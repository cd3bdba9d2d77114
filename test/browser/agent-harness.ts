import type { FakeClient } from '../../mocks/pages/samples.ts';
import '../../plugin/agent/define.ts';
import type { AgentClient } from '../../plugin/agent/agent-client.ts';
import type { AgentState } from '../../plugin/agent/agent-state.ts';
import type { AgentEvents } from '../../plugin/agent/events.ts';
import { needPart } from '../../plugin/agent/parts.ts';
import { deepElements, queryRole, settled } from '../support/elements.ts';

/** What the tests of the agent's elements share: sessions as the page knows them, and what elements say. */

export { panel } from '../../mocks/pages/agent-states.ts';
export { agentSession, agentState, clock, FakeClient, samplePicture } from '../../mocks/pages/samples.ts';

// They are fetched after the others.
needPart('log');
needPart('giving');
needPart('shortcuts');
needPart('steps');
needPart('notices');
needPart('visitors');
needPart('inviting');
const LATER = ['sideseat-notices', 'sideseat-new-session', 'sideseat-sharing-button', 'sideseat-visited-page', 'sideseat-sharing-window', 'sideseat-session-news', 'sideseat-given-control', 'sideseat-shortcuts', 'sideseat-helper-steps', 'sideseat-helper-preference'];
await Promise.all(LATER.map((name) => customElements.whenDefined(name)));

/** Tells an element's client something, and waits until it is shown. */
export async function tell(element: Element & { client: AgentClient | undefined }, change: Partial<AgentState>) {
  (element.client as FakeClient).tell(change);
  await settled(element);
}

/** Everything of one kind that an element says from now on. */
export function heard<K extends keyof AgentEvents>(element: HTMLElement, type: K): AgentEvents[K][] {
  const details: AgentEvents[K][] = [];
  element.addEventListener(type, (event: Event) => {
    details.push((event as CustomEvent<AgentEvents[K]>).detail);
  });
  return details;
}

/** Presses a key where the focus is; says whether the page took it for itself. */
export function press(target: Element, key: string, more: KeyboardEventInit = {}): boolean {
  const init = { key, bubbles: true, composed: true, cancelable: true, ...more };
  return !target.dispatchEvent(new KeyboardEvent('keydown', init));
}

/** The focused element, through shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Fails unless the element has the focus. (Comparing elements with `equal` would print half the page.) */
export function expectFocus(element: Element, why = ''): void {
  const actual = focused();
  if (actual !== element) throw new Error(`${why} the focus is on ${described(actual)}, not on ${described(element)}`);
}

/** Whether such an element is shown. */
export const hasRole = (root: Element, role: string, name?: string | RegExp): boolean =>
  queryRole(root, role, name) !== null;

const described = (element: Element | null): string =>
  element ? `<${element.localName} id="${element.id}"> “${element.textContent.trim().slice(0, 40)}”` : 'nothing';

/** The field with this label. */
export function field(root: Element, name: string): HTMLInputElement {
  const inputs = deepElements(root).filter((element) => element instanceof HTMLInputElement);
  const found = inputs.find(({ labels }) => [...(labels ?? [])].some((label) => label.innerText.trim() === name));
  if (!found) throw new Error(`no field ${name}`);
  return found;
}

/** Changes properties and waits until everything has rendered. */
export async function change<T extends Element>(element: T, properties: Partial<T>): Promise<void> {
  Object.assign(element, properties);
  await settled(element);
}

export async function click(target: HTMLElement, root: Element): Promise<void> {
  target.click();
  await settled(root);
}
