import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import type { AgentState } from '../../plugin/agent/agent-state.ts';
import '../../plugin/hosts/define.ts';
import type { DeskState } from '../../plugin/hosts/desk.ts';
import type { HostAdapter } from '../../plugin/hosts/host-adapter.ts';
import { deskFor } from '../../plugin/hosts/plain-page/desks.ts';
import { sampleId } from '../agent.ts';
import { viewing } from './agent-states.ts';
import { agentSession, FakeClient } from './samples.ts';

/** The panel in a page of somebody else, in each of its states; for the catalogue and for the tests of elements. */

const sampleHost = (): HostAdapter => ({
  name: 'sample',
  grants: { capabilities: 'all', startSessions: true },
  getToken: async () => 'a.b.c',
  connect: () => () => undefined,
});

/** A panel whose agent sits there already: nobody is signed in over the network. */
function seated(locale: Locale, state: Partial<AgentState>, sessionId = '', desk: Partial<DeskState> = {}): TemplateResult {
  const host = sampleHost();
  const { state$ } = deskFor(host, location.origin);
  state$.next({ ...state$.value, client: new FakeClient(state), ...desk });
  return html`<sideseat-panel .host=${host} locale=${locale} session-id=${sessionId}></sideseat-panel>`;
}

const sessions = [viewing(), agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato', status: 'waiting' })];

export const panelStates = {
  dashboard: (locale: Locale) => seated(locale, { sessions }),
  'one session': (locale: Locale) => seated(locale, { sessions }, sampleId('ada')),
  'signed out': (locale: Locale) => seated(locale, { phase: 'signedOut' }),
  'token refused': (locale: Locale) => seated(locale, { phase: 'signedOut' }, '', { failure: { code: 'E_HOST_TOKEN' } }),
  'no token': (locale: Locale) => html`
    <sideseat-panel server="https://sideseat.example" locale=${locale}></sideseat-panel>
  `,
};

export const hostStates = {
  'sideseat-panel-message': {
    'signed out': () => html`<sideseat-panel-message .reason=${'signedOut'}></sideseat-panel-message>`,
    'no token': () => html`<sideseat-panel-message .reason=${'noToken'}></sideseat-panel-message>`,
    'token refused': () => html`<sideseat-panel-message .reason=${{ code: 'E_HOST_TOKEN' }}></sideseat-panel-message>`,
  },
};
