import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as v from 'valibot';
import { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { PageViewer } from '../support/cobrowse-people.ts';
import { startChromium, type TestBrowser } from '../support/desktop.ts';
import { never } from '../support/fault-figures.ts';
import { hostilePayloads } from '../support/hostile-payloads.ts';
import { BODY, createNumbering, pageOf } from '../support/hostile-sketch.ts';
import { showsText, startSink, watchPage, type HostileWatch, type Sink } from '../support/hostile-watch.ts';
import { startProduct, type Product } from '../support/product.ts';
import { RawClient } from '../support/raw-client.ts';
import { agreeToPage, tell, visit } from '../support/visitor.ts';

/** A page of nobody's browser, forged as an attacker would, to the real server, and by that to a real agent's browser. */
describe('[I10] [F10] [T-COB-HOSTILE] a hostile page by way of the server', () => {
  const stack = new AsyncDisposableStack();
  let sink: Sink;
  let product: Product;
  let chromium: TestBrowser;
  let agent: PageViewer;
  let watch: HostileWatch;
  let page: { visitor: RawClient; grantId: string; epoch: number };
  /** What the agent's browser got of the page. */
  const got: string[] = [];
  const number = createNumbering();
  /** Payloads that are no page at all for the server, however often they are told. */
  const refused: string[] = [];

  /** Tells a page, again where the server asks for it, and waits until the agent's browser shows it. */
  async function show(payload: ReturnType<typeof hostilePayloads>[number]): Promise<void> {
    const mark = `shown ${payload.name.split(' ')[0]} whole`;
    const [began, ...later] = pageOf([...payload.nodes, { id: 9_999, parent: BODY, text: mark }]);
    const events = [{ ...began, title: payload.name.slice(0, 200) }, ...later, ...payload.changes] as Parameters<typeof number>[0][];
    const { received } = page.visitor;
    let heard = -1;
    let told = 0;
    await agent.until(async () => {
      const wishes = received.filter(({ type }) => type === 'page.resync').length;
      if (wishes !== heard) {
        heard = wishes;
        told += 1;
        if (told > 3) {
          refused.push(payload.name);
          return true;
        }
        // What fits no schema would end the connection and try nothing.
        tell(page, events.map(number).filter((event) => v.safeParse(PageEvent, event).success));
      }
      return await showsText(agent.page, mark);
    }, mark);
  }

  before(async () => {
    sink = stack.use(await startSink());
    product = stack.use(await startProduct());
    chromium = stack.use(await startChromium({ window: { x: 0, width: 1_280 } }));
    agent = new PageViewer(await chromium.newPerson(`${product.url}/dashboard`));
    await agent.signIn();
    const client = (): RawClient => new RawClient(product.url);
    const visitor = await visit({ url: product.url, dataDir: product.dataDir, client } as Parameters<typeof visit>[0], 'Mallory');
    await agent.press('button', 'Request co-browse');
    page = { visitor, ...(await agreeToPage(visitor)) };
    const network = await agent.page.createCDPSession();
    network.on('Network.webSocketFrameReceived', ({ response }) => got.push(response.payloadData));
    await network.send('Network.enable');
    await show({ name: '0 harmless', nodes: [], changes: [] });
    watch = await watchPage(agent.page, product.url);
  });
  after(() => stack.disposeAsync());

  it('would be noticed if it did something', async () => {
    const open = await chromium.newPerson(`${sink.origin}/of-its-own`);
    const seen = await watchPage(open, product.url);
    await open.setContent(`<img src="${sink.origin}/control" onerror="(self.__ran??=[]).push(1)"><script>alert('control')</script>`);
    await agent.until(async () => (await seen.scripts()) > 0 && sink.asked.includes('/control') && seen.escapes.length > 0 && seen.requests.length > 0, 'the control');
    await open.close();
    sink.asked.length = 0;
  });

  it('runs nothing, asks for nothing, and stays in its frame', async (t) => {
    const payloads = hostilePayloads(sink.origin);
    assert.ok(payloads.length >= 300, `${payloads.length} payloads`);
    const frames = agent.page.frames().length;
    const address = agent.page.url();
    for (const payload of payloads) await show(payload);
    await show({ name: 'last harmless', nodes: [], changes: [] });
    const n = payloads.length - refused.length;
    t.diagnostic(`${payloads.length} payloads, of which the server refused ${refused.length} as a whole: ${refused.join(', ')}`);
    assert.ok(refused.length < payloads.length / 20);
    never(t, 'scripts of payloads that ran', await watch.scripts(), n);
    assert.deepEqual(watch.requests, []);
    never(t, 'requests of the agent’s browser to anything but the server', watch.requests.length, n);
    assert.deepEqual(sink.asked, []);
    never(t, 'requests that the attacker’s server got', sink.asked.length, n);
    assert.deepEqual(watch.escapes, []);
    never(t, 'documents, windows and dialogs', watch.escapes.length, n);
    assert.equal(agent.page.url(), address);
    assert.equal(agent.page.frames().length, frames, 'nothing of it is left');
    assert.ok(await agent.isEnabled('button', 'End session'), 'the agent’s page answers');
  });

  it('is stripped by the server, before any browser sees it', () => {
    const text = got.join('\n');
    assert.ok(got.length > 300, `${got.length} messages`);
    for (const name of ['"onerror"', '"onload"', '"srcdoc"', '"tag":"script"', '"tag":"base"', '"tag":"meta"', '"formaction"', '"ping":'])
      assert.ok(!text.includes(name), `${name} in ${text.slice(Math.max(0, text.indexOf(name) - 200), text.indexOf(name) + 100)}`);
  });
});
