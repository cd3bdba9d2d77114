import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Codec } from '../../gateway/protocol/vocabulary.ts';
import { meetByLink } from '../support/canvas-customer.ts';
import { openMediaBrowser, type MediaBrowser } from '../support/media-browser.ts';
import { DEMO_PASSWORD, startProduct, type Product } from '../support/product.ts';
import { RawClient } from '../support/raw-client.ts';
import { agree } from '../support/raw-share.ts';

/** Real server, real Janus, and the offer of a real Chromium, which knows all four. */
describe('the codec of a picture', { timeout: 60_000 }, () => {
  let product: Product;
  let browser: MediaBrowser;
  before(async () => {
    [product, browser] = await Promise.all([startProduct(), openMediaBrowser()]);
  });
  after(async () => {
    await browser.close();
    await product[Symbol.asyncDispose]();
  });

  /** What Janus answers the customer's page, for an agent's page that says this of itself. */
  async function codecFor(page: (agent: RawClient) => RawClient): Promise<string | undefined> {
    const agent = await page(await new RawClient(product.url).signIn('agent', DEMO_PASSWORD)).connect('agent');
    const { sessionId, customer } = await meetByLink(agent, product.url, 'Vera');
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { grantId, epoch } = await agree(customer);
    const owner = await browser.newPage(() => undefined);
    customer.send({ type: 'publisher.offer', grantId, epoch, sdp: await owner.offer() });
    const { sdp } = await customer.next('publisher.answer', (answer) => answer.grantId === grantId);
    await owner.close();
    await customer.done({ type: 'session.leave' });
    return /^a=rtpmap:\d+ (?!rtx)(\w+)/m.exec(sdp)?.[1];
  }

  const told: readonly [Codec[], string][] = [
    [['AV1', 'VP9', 'VP8', 'H264'], 'AV1'],
    [['H264', 'VP8', 'VP9'], 'VP9'],
    [['VP8', 'H264'], 'VP8'],
    [['H264'], 'H264'],
  ];
  for (const [decodes, codec] of told)
    it(`is ${codec} for a page that shows ${decodes.join(', ')}`, async () => {
      assert.equal(await codecFor((agent) => agent.showing(...decodes)), codec);
    });

  it('is VP8 for a page that does not say what it shows', async () => {
    assert.equal(await codecFor((agent) => agent), 'VP8');
  });
});
