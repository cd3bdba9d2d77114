import { html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { BehaviorSubject } from 'rxjs';
import { sampleAccount, sampleSession } from '../../mocks/agent.ts';
import '../../plugin/agent/define.ts';
import type { AgentClient } from '../../plugin/agent/agent-client.ts';
import { NO_PICTURE, type AgentSession, type AgentState } from '../../plugin/agent/agent-state.ts';
import type { AgentEvents } from '../../plugin/agent/events.ts';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import { deepElements, FakeClock, queryRole, settled } from '../support/elements.ts';

/** What the tests of the agent's elements share: sessions as the page knows them, and what elements say. */

export const clock = new FakeClock();

/** A session as the page knows it; `view` changes what the server told, `page` what the page adds. */
export function agentSession(view: Partial<AgentSessionView> = {}, page: Partial<AgentSession> = {}): AgentSession {
  return {
    view: sampleSession(view),
    receivedAtMs: clock.now(),
    log: [],
    picture: NO_PICTURE,
    command: null,
    ...page,
  };
}

export function agentState(change: Partial<AgentState> = {}): AgentState {
  return {
    phase: 'signedIn',
    account: sampleAccount,
    link: 'open',
    loaded: true,
    sessions: [],
    creation: { phase: 'idle' },
    notices: [],
    wasSignedOut: false,
    signIn: { phase: 'idle' },
    ...change,
  };
}

/** A client without a server: it says what a test tells it, and notes what it is asked. */
export class FakeClient implements AgentClient {
  readonly state$: BehaviorSubject<AgentState>;
  /** Every command that it was asked to run, oldest first. */
  readonly ran: { sessionId: string; name: string }[] = [];

  constructor(change: Partial<AgentState> = {}) {
    this.state$ = new BehaviorSubject(agentState(change));
  }

  /** The server told something, or the page did. */
  tell(change: Partial<AgentState>): void {
    this.state$.next({ ...this.state$.value, ...change });
  }

  async run(sessionId: string, name: string): Promise<void> {
    this.ran.push({ sessionId, name });
  }

  async signIn(): Promise<void> {}
  async signOut(): Promise<void> {}
  async create(): Promise<void> {}
  async renewInvite(): Promise<void> {}
  resetCreation(): void {}
  dismissNotice(): void {}
  close(): void {}
}

/** Tells an element's client something, and waits until it is shown. */
export async function tell(element: Element & { client: AgentClient | undefined }, change: Partial<AgentState>) {
  (element.client as FakeClient).tell(change);
  await settled(element);
}

/** A picture that moves, without a camera or a network. */
export function samplePicture(widthPx = 320, heightPx = 180): MediaStream {
  const canvas = Object.assign(document.createElement('canvas'), { width: widthPx, height: heightPx });
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#3a6ea5';
  context.fillRect(0, 0, widthPx, heightPx);
  return canvas.captureStream(10);
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

export const panel = (session: AgentSession, link: AgentState['link'] = 'open'): TemplateResult => html`
  <sideseat-session-panel .session=${session} .account=${sampleAccount} .link=${link} .closable=${true} .clock=${clock}>
  </sideseat-session-panel>
`;
