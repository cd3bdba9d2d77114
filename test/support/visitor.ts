import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PAGE_VERSION, type PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import type { RawClient } from './raw-client.ts';
import type { TestServer } from './test-server.ts';

/** The key of the sample site, which is on the server's own origin. */
export const sampleKey = (server: TestServer): Promise<string> => readFile(path.join(server.dataDir, 'sample-site.key'), 'utf8');

/** What a click to connect says, from a page of the sample site. */
export const click = async (server: TestServer, name?: string) => ({
  siteKey: await sampleKey(server),
  title: 'Checkout',
  address: `${server.url}/demo/shop/checkout?basket=secret#top`,
  ...(name === undefined ? {} : { name }),
});

/** Clicks to connect, without opening the page's socket. */
export async function connectBy(server: TestServer, name?: string): Promise<RawClient> {
  const visitor = server.client();
  const { status, body } = await visitor.call('/api/customer/connect', await click(server, name));
  assert.equal(status, 200, JSON.stringify(body));
  return visitor.withBearer(body.bearer, server.url);
}

/** A visitor who clicked to connect and waits, with the page's socket open. */
export const visit = async (server: TestServer, name?: string): Promise<RawClient> => (await connectBy(server, name)).connect('customer');

/** The session that an agent is offered, as soon as it is. */
export async function offered(agent: RawClient, matches: (name: string) => boolean = () => true): Promise<string> {
  const { session } = await agent.next('agent.session', ({ session: { unclaimed, name } }) => unclaimed && matches(name));
  return session.sessionId;
}

/** A page that is shared. */
export interface SharedPage {
  readonly agent: RawClient;
  readonly visitor: RawClient;
  readonly sessionId: string;
  readonly grantId: string;
  readonly epoch: number;
}

/** OK to the question that is open or comes, and the page itself is chosen. */
export async function agreeToPage(visitor: RawClient): Promise<{ requestId: string; grantId: string; epoch: number }> {
  const { question } = await visitor.view((view) => view.question !== null);
  assert.ok(question);
  const { requestId, locale, textVersion } = question;
  await visitor.done({ type: 'question.answer', requestId, answer: 'ok', locale, textVersion });
  await visitor.done({ type: 'capture.choose', requestId, surface: 'page', widthPx: 1_280, heightPx: 720 });
  const { share } = await visitor.view((view) => view.share?.requestId === requestId);
  assert.ok(share);
  return { requestId, grantId: share.grantId, epoch: share.epoch };
}

/** A visitor whom an agent took and asked in one step, and who shares the page. */
export async function sharePage(server: TestServer, agent: RawClient, name = 'Ada'): Promise<SharedPage> {
  const visitor = await visit(server, name);
  const sessionId = await offered(agent, (offeredName) => offeredName === name);
  await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
  return { agent, visitor, sessionId, ...(await agreeToPage(visitor)) };
}

/** A page of three nodes as its recorder tells it, from number `seq` on. */
export function snapshot(seq = 1, text = 'Hello'): PageEvent[] {
  return [
    {
      type: 'page.began',
      version: PAGE_VERSION,
      seq,
      pageId: 'p'.repeat(22),
      title: 'Checkout',
      address: 'https://shop.example/checkout',
      viewport: { widthPx: 1_280, heightPx: 720 },
      scrollLeft: 0,
      scrollTop: 0,
      isQuirky: false,
    },
    {
      type: 'page.nodes',
      seq: seq + 1,
      nodes: [
        { id: 1, parent: 0, place: 'child', tag: 'html' },
        { id: 2, parent: 1, place: 'child', tag: 'body' },
        { id: 3, parent: 2, place: 'child', text },
      ],
    },
    { type: 'page.ready', seq: seq + 2, hidden: 0 },
  ];
}

export const textChanged = (seq: number, text: string): PageEvent => ({ type: 'page.changed', seq, texts: [{ id: 3, text }] });

/** Sends events of the page under its grant. */
export function tell({ visitor, grantId, epoch }: Pick<SharedPage, 'visitor' | 'grantId' | 'epoch'>, events: readonly object[]): void {
  for (const event of events) visitor.send({ type: 'page.event', grantId, epoch, event });
}

/** The events that the agent's page got so far. */
export const seen = (agent: RawClient): PageEvent[] =>
  agent.received.flatMap((message) => (message.type === 'page.event' ? [message.event] : []));

/** Once the agent's page has got this text. */
export const shows = (agent: RawClient, text: string): Promise<PageEvent> =>
  agent.until(() => seen(agent).find((event) => JSON.stringify(event).includes(text)));

/** Everything that was sent before has been carried out, or dropped, once this resolves. */
export async function settled(page: RawClient): Promise<void> {
  await page.command({ type: 'session.end', sessionId: 'x'.repeat(22) });
}

/** The page flows, as its agent is told. */
export const pageIsReady = ({ agent, sessionId }: Pick<SharedPage, 'agent' | 'sessionId'>): Promise<unknown> =>
  agent.session(sessionId, (view) => view.share?.phase === 'watched');
