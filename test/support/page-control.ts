import assert from 'node:assert/strict';
import type { ControlView } from '../../gateway/protocol/views.ts';
import { pageIsReady, sharePage, snapshot, tell, type SharedPage } from './visitor.ts';
import type { RawClient } from './raw-client.ts';
import type { TestServer } from './test-server.ts';

/** A page that is shared, and may be used. */
export interface UsedPage extends SharedPage {
  /** Of the use; the page's own where it came with it. */
  readonly use: { readonly sessionId: string; readonly grantId: string; readonly epoch: number };
}

/** OK to the question that adds use to a page that is seen. */
export async function allowUse({ agent, visitor, sessionId }: Pick<SharedPage, 'agent' | 'visitor' | 'sessionId'>): Promise<ControlView> {
  await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseControl' });
  const { question } = await visitor.view((view) => view.question !== null);
  assert.ok(question);
  const { requestId, locale, textVersion } = question;
  await visitor.done({ type: 'question.answer', requestId, answer: 'ok', locale, textVersion });
  const { control } = await agent.session(sessionId, (view) => view.control !== null);
  assert.ok(control);
  return control;
}

/** A visitor whose page an agent sees, and may use from the next click on. */
export async function sharePageForUse(server: TestServer, agent: RawClient, name = 'Ada'): Promise<UsedPage> {
  const shared = await sharePage(server, agent, name);
  tell(shared, snapshot());
  await pageIsReady(shared);
  const { grantId, epoch } = await allowUse(shared);
  return { ...shared, use: { sessionId: shared.sessionId, grantId, epoch } };
}

/** The agent's click into the page. */
export async function takePage({ agent, sessionId, use }: UsedPage): Promise<void> {
  await agent.done({ type: 'control.take', ...use });
  await agent.session(sessionId, (view) => view.control?.phase === 'active');
}

/** Numbers of the acts that reached the customer's page. */
export const acted = ({ visitor }: Pick<UsedPage, 'visitor'>): number[] =>
  visitor.received.flatMap((message) => (message.type === 'page.act' ? [message.seq] : []));
