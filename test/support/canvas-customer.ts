import { acceptCandidate } from '../../gateway/server/media/candidate.ts';
import type { MediaBrowser, MediaPage } from './media-browser.ts';
import { RawClient } from './raw-client.ts';
import { agree } from './raw-share.ts';

/** A new session of this agent, started, and its customer, who came by the link. */
export async function meetByLink(
  agent: RawClient,
  url: string,
  name: string,
): Promise<{ sessionId: string; customer: RawClient }> {
  const { sessionId = '' } = await agent.patiently({ type: 'session.create', name, invite: 'link' });
  const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
  const customer = new RawClient(url);
  await customer.call('/api/customer/join', { link: invite?.code.split('/').at(-1) });
  await customer.connect('customer');
  await agent.session(sessionId, (view) => view.status === 'waiting');
  await agent.patiently({ type: 'session.start', sessionId });
  return { sessionId, customer };
}

/** A customer without a page agrees to the question that is open, and shows a canvas that changes every so often. */
export async function shareCanvas(customer: RawClient, browser: MediaBrowser, everyMs: number): Promise<void> {
  const { grantId, epoch } = await agree(customer);
  const owner = await browser.newPage((found) => {
    const candidate = found === null ? null : acceptCandidate(found);
    if (found === null || candidate !== null) customer.send({ type: 'publisher.candidate', grantId, epoch, candidate });
  });
  customer.send({ type: 'publisher.offer', grantId, epoch, sdp: await owner.offer(everyMs) });
  await owner.acceptAnswer((await customer.next('publisher.answer', (answer) => answer.grantId === grantId)).sdp);
}

/** An agent without a dashboard looks at a share; resolves when the picture moves. */
export async function viewCanvas(agent: RawClient, sessionId: string, browser: MediaBrowser): Promise<MediaPage> {
  const { sdp, grantId, epoch, viewerId } = await agent.next('viewer.offer', (offer) => offer.sessionId === sessionId);
  const of = { sessionId, grantId, epoch, viewerId };
  const page = await browser.newPage((found) => {
    const candidate = found === null ? null : acceptCandidate(found);
    if (found === null || candidate !== null) agent.send({ type: 'viewer.candidate', ...of, candidate });
  });
  agent.send({ type: 'viewer.answer', ...of, sdp: await page.answer(sdp) });
  await page.frames(11);
  return page;
}
