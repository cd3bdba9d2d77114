import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { AgentPerson, type CustomerPerson } from '../support/people.ts';
import { startHostPage, type HostPage } from '../support/host-page.ts';
import { COLOUR_AT, startScene, type Scene } from '../support/scene.ts';

const GREEN: [number, number, number] = [20, 140, 60];

/** What a host's own script would do, on the page. */
type PanelElement = HTMLElement & { tell(event: object): string | null };

/** The main job from a dashboard of somebody else, on another site. Each step leans on the one before. */
describe('a host dashboard on another site', () => {
  let page: HostPage;
  let scene: Scene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  before(async () => {
    page = await startHostPage();
    scene = await startScene(undefined, page.settings);
    page.product = scene.product.url;
    await scene.colourWindow.paint(`rgb(${GREEN.join()})`);
    page.serve(
      '/desk',
      `<script src="${scene.product.url}/embed/v1/sideseat.js"></script>
       <sideseat-panel token-url="/token"></sideseat-panel><div id="elsewhere"></div>`,
    );
  });
  after(async () => {
    await scene[Symbol.asyncDispose]();
    await page[Symbol.asyncDispose]();
  });

  const tell = (event: object): Promise<string | null> =>
    agent.page.evaluate((told) => document.querySelector<PanelElement>('sideseat-panel')!.tell(told), event);
  const share = async (): Promise<void> => {
    await agent.requestView();
    await customer.ok();
    await agent.see('region', 'Shared desktop');
    await agent.seeColour(GREEN, ...COLOUR_AT);
  };

  it('[B-41] signs its agent in by its token, without a cookie and without a password', async () => {
    agent = new AgentPerson(await scene.agentBrowser.newPerson(`${page.origin}/desk`));
    await agent.see('button', 'New session');
    await agent.seeText('Zoë Adams');
    assert.deepEqual(await agent.page.browserContext().cookies(), []);
    assert.equal(page.tokensGiven, 1);
  });

  it('[B-41] sees a customer’s real desktop, whose question names the host’s agent', async () => {
    await tell({ type: 'contact.accepted', contactId: 'call-1' });
    await tell({ type: 'contact.selected', contactId: 'call-1' });
    customer = await scene.meet(agent, 'Ada Byron');
    await customer.seeText('Zoë Adams');
    await share();
  });

  it('keeps what is shared while the panel is taken out and put back elsewhere', async () => {
    await agent.page.evaluate(async () => {
      const panel = document.querySelector('sideseat-panel')!;
      panel.remove();
      await new Promise(requestAnimationFrame);
      document.querySelector('#elsewhere')!.append(panel);
    });
    await agent.see('region', 'Shared desktop');
    await agent.seeColour(GREEN, ...COLOUR_AT);
    await customer.seeText(/Zoë Adams sees it now/);
  });

  it('ends what is shared when the host says that the contact is in wrap-up', async () => {
    assert.equal(await tell({ type: 'contact.wrapUp', contactId: 'call-1' }), null);
    await customer.seeText(/stopped|no longer/i);
    await agent.seeNoPicture();
    await scene.nothingInJanus();
  });

  it('answers an unknown contact with a code, and goes on', async () => {
    assert.equal(await tell({ type: 'contact.wrapUp', contactId: 'never' }), 'E_HOST_CONTACT');
    assert.equal(await tell({ type: 'script.run', code: 'alert(1)' }), 'E_HOST_MESSAGE');
    await agent.see('button', 'New session');
  });

  it('ends the session and closes its tab when the contact is closed', async () => {
    assert.equal(await tell({ type: 'contact.closed', contactId: 'call-1' }), null);
    await customer.seeText(/ended/i);
    await agent.seeNo('tab', 'Ada Byron');
  });

  it('ends what is shared when the host takes the panel away for good', async () => {
    await tell({ type: 'contact.accepted', contactId: 'call-2' });
    await tell({ type: 'contact.selected', contactId: 'call-2' });
    customer = await scene.meet(agent, 'Grace Hopper');
    await share();
    await agent.page.evaluate(() => document.querySelector('sideseat-panel')!.remove());
    await customer.until(async () => !/sees it now/.test(await customer.text()), 'the end of the share', 20_000);
    await scene.nothingInJanus();
    await agent.page.close();
  });

  it('has it in a frame as well: the same job through a port, and what is unsafe is answered by a code', async () => {
    const src = `${scene.product.url}/embed/v1/frame.html`;
    page.serve('/framed', `<iframe src="${src}" allow="autoplay; fullscreen; clipboard-write" width="1200" height="600"></iframe>`, FRAMED);
    const outer = await scene.agentBrowser.newPerson(`${page.origin}/framed`);
    const inner = await (await outer.waitForSelector('iframe'))!.contentFrame();
    agent = new AgentPerson(inner as unknown as Page); // what a person does is the same in both
    await agent.seeText('Zoë Adams');
    for (const message of [{ type: 'eval', code: 'alert(1)' }, '<img src=x onerror=alert(1)>', null, { type: 'contact.closed', contactId: 'x' }])
      await outer.evaluate((sent) => (window as unknown as FramedPage).port.postMessage(sent), message);
    await agent.until(async () => (await heard(outer)).length === 4, 'four problems');
    assert.deepEqual(await heard(outer), ['E_HOST_MESSAGE', 'E_HOST_MESSAGE', 'E_HOST_MESSAGE', 'E_HOST_CONTACT']);
    customer = await scene.meet(agent, 'Alan Turing');
    await share();

    const removed = Date.now();
    await outer.evaluate(() => document.querySelector('iframe')!.remove());
    await customer.until(async () => !/sees it now/.test(await customer.text()), 'the end of the share');
    console.log(`# the customer is told ${Date.now() - removed} ms after the host closed the frame`);
    await scene.nothingInJanus();
  });

  it('loads once however often it is asked to, and says where it came from when another copy is asked for', async () => {
    const { url } = scene.product;
    const loaders = [url, url, url.replace('127.0.0.1', 'localhost')].map((from) => `<script src="${from}/embed/v1/sideseat.js"></script>`);
    page.serve('/twice', `${loaders.join('')}<sideseat-panel token-url="/token"></sideseat-panel>`);
    const outer = await scene.agentBrowser.newPerson('about:blank');
    const said: string[] = [];
    outer.on('console', (line) => said.push(line.text()));
    await outer.goto(`${page.origin}/twice`);
    agent = new AgentPerson(outer);
    await agent.seeText('Zoë Adams');
    const warnings = said.filter((line) => line.includes('[sideseat]'));
    assert.equal(warnings.length, 1, said.join('\n'));
    assert.match(warnings[0] ?? '', /E_EMBED_TWICE: this page uses http:\/\/127\.0\.0\.1\S+ already, so http:\/\/localhost\S+ is not loaded/);
    const bundles = await outer.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /embed-[^/]+\.js$/.test(name)).map(({ name }) => new URL(name).hostname));
    assert.ok(bundles.length >= 1 && bundles.every((host) => host === '127.0.0.1'), bundles.join());
  });

  it('[T-WS-ORIGIN] is a dashboard that the server knows: another one gets no frame and no sign-in', async () => {
    await using stranger = await startHostPage();
    stranger.product = scene.product.url;
    stranger.serve(
      '/desk',
      `<script src="${scene.product.url}/embed/v1/sideseat.js"></script><sideseat-panel token-url="/token"></sideseat-panel>
       <iframe src="${scene.product.url}/embed/v1/frame.html"></iframe>`,
    );
    const visitor = new AgentPerson(await scene.agentBrowser.newPerson(`${stranger.origin}/desk`));
    await visitor.seeText('Your sign-in did not work');
    const frame = visitor.page.frames().at(-1);
    assert.match(frame?.url() ?? '', /^chrome-error:/);
  });
});

/** What a host writes to have the frame; plugin/hosts/README.md explains it. */
const FRAMED = `
  const frame = document.querySelector('iframe');
  const { origin } = new URL(frame.src);
  window.problems = [];
  addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin || event.data?.type !== 'sideseat.ready') return;
    const channel = new MessageChannel();
    window.port = channel.port1;
    window.port.onmessage = async ({ data }) => {
      if (data.type === 'problem') window.problems.push(data.code);
      if (data.type !== 'token.request') return;
      const token = await (await fetch('/token', { method: 'POST' })).text();
      window.port.postMessage({ type: 'token', requestId: data.requestId, token });
    };
    frame.contentWindow.postMessage({ type: 'sideseat.connect', version: 1 }, origin, [channel.port2]);
  });
`;
interface FramedPage {
  port: MessagePort;
  problems: string[];
}
const heard = (outer: Page): Promise<string[]> => outer.evaluate(() => (window as unknown as FramedPage).problems);
