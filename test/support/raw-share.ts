import assert from 'node:assert/strict';
import type { RawClient } from './raw-client.ts';

/** A customer without a page says OK to the question that is open or comes, and has chosen a screen. @returns the grant */
export async function agree(customer: RawClient): Promise<{ requestId: string; grantId: string; epoch: number }> {
  const { question } = await customer.view((view) => view.question !== null);
  assert.ok(question);
  const { requestId, locale, textVersion } = question;
  await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale, textVersion });
  await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 });
  const { share } = await customer.view((view) => view.share !== null);
  assert.ok(share);
  return { requestId, grantId: share.grantId, epoch: share.epoch };
}
