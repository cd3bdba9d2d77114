import type { TemplateResult } from 'lit';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { adminElementStates, adminPages } from './admin-states.ts';
import { agentPagePresses, agentPages, dashboardStates } from './agent-pages.ts';
import { agentStates } from './agent-states.ts';
import { customerPagePresses, customerPages } from './customer-pages.ts';
import { customerStates } from './customer-states.ts';
import { hostStates, panelStates } from './host-states.ts';
import type { Press } from './press.ts';
import { sharedStates } from './shared-states.ts';
import { startPages } from './start-page.ts';

/** Whose style sheet a state is shown with. */
export type Room = 'admin' | 'agent' | 'customer' | 'start';

/** One element or page in one state. */
export interface Entry {
  /** For addresses and file names, for example `agent.sign-in.wrong-password`. */
  readonly id: string;
  readonly room: Room;
  /** The element's tag, or `page`. */
  readonly subject: string;
  readonly state: string;
  /** A whole page, or what a host gives a page's place to: shown in every width and language. */
  readonly isPage: boolean;
  show(locale: Locale): TemplateResult;
  /** What is pressed before the state is there. */
  readonly press?: Press;
}

type States = Readonly<Record<string, (locale: Locale) => TemplateResult>>;

const PRESSES: Readonly<Partial<Record<Room, Readonly<Record<string, Press>>>>> = {
  agent: agentPagePresses,
  customer: customerPagePresses,
};

const slug = (text: string): string => text.replace(/^sideseat-/, '').toLowerCase().replace(/[^a-z0-9]+/g, '-');

const entriesOf = (room: Room, subject: string, states: States, isPage = false): Entry[] =>
  Object.entries(states).map(([state, show]) => {
    const press = isPage ? PRESSES[room]?.[state] : undefined;
    const id = [room, slug(subject), slug(state)].join('.');
    return { id, room, subject, state, isPage, show, ...(press !== undefined && { press }) };
  });

const elementsOf = (room: Room, elements: Readonly<Record<string, States>>): Entry[] =>
  Object.entries(elements).flatMap(([tag, states]) => entriesOf(room, tag, states));

/** Everything that there is to see, pages first. */
export const catalogue: readonly Entry[] = [
  ...entriesOf('agent', 'page', agentPages, true),
  ...entriesOf('customer', 'page', customerPages, true),
  ...entriesOf('start', 'page', startPages, true),
  ...entriesOf('admin', 'page', adminPages, true),
  ...elementsOf('agent', { 'sideseat-dashboard': dashboardStates, ...agentStates }),
  ...elementsOf('customer', customerStates),
  ...elementsOf('admin', adminElementStates),
  ...entriesOf('agent', 'sideseat-panel', panelStates, true),
  ...elementsOf('agent', hostStates),
  ...elementsOf('agent', sharedStates),
];
