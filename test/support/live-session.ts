import assert from 'node:assert/strict';
import type { Alarm, ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { AgentSessionView, CustomerSessionView } from '../../gateway/protocol/views.ts';
import type { Agent } from '../../gateway/server/accounts/accounts.ts';
import { Invites } from '../../gateway/server/invites/invites.ts';
import { Refusal } from '../../gateway/server/refusal.ts';
import type { AbuseReport } from '../../gateway/server/sessions/abuse-reports.ts';
import { ASK_LIMIT, REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { LiveSession, type LiveSessionDeps } from '../../gateway/server/sessions/live-session.ts';
import type { SeatConnection } from '../../gateway/server/sessions/seat.ts';
import type { SessionFact, ShownQuestion } from '../../state-machines/support-session.ts';
import { FakeMedia } from './fake-media.ts';
import { MemoryRecord } from './memory-store.ts';
import { SimulatedServerClock } from './simulated-clock.ts';

/** The session's agent. */
export const MIA: Agent = {
  agentId: 'mia',
  name: 'Mia Keller',
  rights: { startPrivateSessions: true, usePin: true },
  group: 'Agents',
  role: 'agent',
  supervises: false,
};
export const shown: ShownQuestion = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' };
/** The first facts of a session, and on to a grant. */
export const created: SessionFact = { type: 'session.created', name: 'Ada', agentId: 'mia', agentName: 'Mia Keller', company: 'Acme' };
export const linked: SessionFact = { type: 'customer.linked', words: 'copper lantern', customerKeyHash: 'hash' };
export const started: SessionFact[] = [created, linked, { type: 'agent.started' }];
export const requested: SessionFact = { type: 'request.created', requestId: 'r1', capability: 'view', continues: null, ...REQUEST_TIMES };
export const ok: SessionFact = { type: 'customer.answered', requestId: 'r1', answer: 'ok', shown };
export const chosen: SessionFact = {
  type: 'owner.surfaceChosen',
  requestId: 'r1',
  grantId: 'g1',
  epoch: 1,
  surface: 'monitor',
  widthPx: 1,
  heightPx: 1,
};
export const TO_GRANT = [...started, requested, ok, chosen];

/** A session with its agent and its customer's page, and everything that either is told. `more`: in place of a world in which nothing happens. */
export function createSession(record = new MemoryRecord(), more: Partial<LiveSessionDeps> = {}) {
  const clock = new SimulatedServerClock();
  const media = new FakeMedia();
  const invites = new Invites(new Uint8Array(32), clock);
  const told: ServerMessage[] = [];
  const toCustomer: ServerMessage[] = [];
  const errors: unknown[] = [];
  const alarms: Alarm[] = [];
  const reports: AbuseReport[] = [];
  const limits = { ask: ASK_LIMIT };
  const agents = new Map([[MIA.agentId, MIA]]);
  const store = record.open();
  const deps = {
    store,
    media,
    clock,
    invites,
    failed: (error: unknown) => errors.push(error),
    agentOf: (agentId: string) => agents.get(agentId),
    agentPresence: () => 'online' as const,
    agentDecodes: () => ['VP8'] as const,
    toAgent: (agentId: string, message: ServerMessage) => {
      assert.equal(agentId, MIA.agentId);
      told.push(message);
    },
    agentUnsentBytes: () => 0,
    siteOf: () => undefined,
    cobrowseRefusal: () => null,
    offered: () => undefined,
    notOffered: () => undefined,
    takingAgents: () => undefined,
    isGivenElsewhere: () => false,
    givenChanged: () => undefined,
    tellSupervisors: (alarm: Alarm) => alarms.push(alarm),
    reports: { add: (report: AbuseReport) => reports.push(report), askLimitOf: () => limits.ask },
    ...more,
  };
  const session = new LiveSession('s1', deps);
  const page: SeatConnection = {
    pageId: 'p1',
    decodes: ['VP8'],
    unsentBytes: 0,
    send: (message) => toCustomer.push(message),
    replace: () => undefined,
    drop: () => undefined,
  };
  const world = { session, clock, media, invites, told, toCustomer, errors, alarms, reports, limits, agents, store, page };
  return {
    ...world,
    async take(...facts: SessionFact[]): Promise<void> {
      for (const fact of facts) await session.actor.submit(fact);
    },
    /** What the agent's page shows now. */
    agentSees(): AgentSessionView {
      const last = told.findLast((message) => message.type === 'agent.session');
      return last?.session ?? assert.fail('the agent was told nothing');
    },
    /** What the customer's page shows now. */
    customerSees(): CustomerSessionView {
      const last = toCustomer.findLast((message) => message.type === 'customer.session');
      return last?.session ?? assert.fail('the customer was told nothing');
    },
    /** Has a PIN, as `Sessions.invite` makes it. */
    async invite(): Promise<string> {
      const invite = invites.draw('s1', 'pin');
      invites.activate(invite);
      await session.actor.submit({ type: 'session.invited', kind: 'pin', codeHash: invite.codeHash, expiresAtMs: 0 });
      return invite.code ?? '';
    },
  };
}

/** Whether an error refuses by this code. */
export const isCode = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
