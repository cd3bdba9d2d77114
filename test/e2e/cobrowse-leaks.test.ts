import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { htmlOf, newSecret, SECRET_KINDS } from '../support/cobrowse-secrets.ts';
import { startChromium } from '../support/desktop.ts';
import { never } from '../support/fault-figures.ts';
import type { LeakDriver } from '../support/leak-driver.ts';
import { secretsIn, textOfFolder } from '../support/leak-search.ts';
import { startLeakSite, type LeakSite } from '../support/leak-site.ts';
import { startProduct, type Product } from '../support/product.ts';
import { startRecordingProxy, type RecordingProxy } from '../support/recording-proxy.ts';

declare const leakDriver: LeakDriver;

/**
 * A site with everything private in its page, a customer in a real browser behind a proxy that keeps every byte, the real server,
 * and an agent who looks: nothing private is with any of them.
 */
describe('[I9] [I19] [T-MASK-CANARY] [T-DISK-CANARY] what is private, in the whole chain', () => {
  const stack = new AsyncDisposableStack();
  const secrets = new Set<string>();
  /** What the agent's browser got, and what it showed at each look. */
  const agentGot: string[] = [];
  let site: LeakSite;
  let proxy: RecordingProxy;
  let product: Product;
  let agent: PageViewer;
  let visitor: ShopVisitor;
  let productHost: string;

  const secret = (): string => {
    const made = newSecret('word');
    secrets.add(made);
    return made;
  };
  const keep = (made: readonly string[]): void => made.forEach((one) => secrets.add(one));
  /** Waits until the agent sees everything that happened in the page until now. */
  const settle = async (): Promise<void> => {
    const mark = `mark ${(marks += 1)}`;
    await visitor.page.evaluate((text) => document.body.append(Object.assign(document.createElement('p'), { textContent: text })), mark);
    await agent.seeInPage(mark);
    agentGot.push((await agent.seenPage()) ?? '', await agent.text(), await agent.page.content());
  };
  let marks = 0;

  before(async () => {
    site = stack.use(await startLeakSite());
    proxy = stack.use(await startRecordingProxy());
    const folder = await mkdtemp(path.join(tmpdir(), 'sideseat-sites-'));
    stack.defer(() => rm(folder, { recursive: true }));
    const sitesFile = path.join(folder, 'sites.json');
    await writeFile(sitesFile, site.sites);
    product = stack.use(await startProduct({ SIDESEAT_SITES: sitesFile }));
    productHost = new URL(product.url).host;
    const initial = SECRET_KINDS.map((kind) => {
      const made = newSecret(kind.secret);
      secrets.add(made);
      return `<div>${htmlOf(kind, made)}</div>`;
    });
    site.write(product.url, `Order ${secret()}x1234`, initial.join('\n'));

    const chromium = stack.use(await startChromium({ window: { x: 0, width: 1_280 } }));
    agent = new PageViewer(await chromium.newPerson(`${product.url}/dashboard`));
    const network = await agent.page.createCDPSession();
    network.on('Network.webSocketFrameReceived', ({ response }) => agentGot.push(response.payloadData));
    await network.send('Network.enable');
    await agent.signIn();
    const context = await chromium.browser.createBrowserContext({ proxyServer: proxy.address, proxyBypassList: ['<-loopback>'] });
    visitor = new ShopVisitor(await context.newPage());
    visitor.page.setDefaultTimeout(15_000);
    await visitor.page.goto(`${site.origin}/shop/${secret()}x12345678?token=${secret()}#${secret()}`);
    await visitor.page.waitForFunction(() => 'leakDriver' in globalThis);
  });
  after(() => stack.disposeAsync());

  it('a page is shared that holds all of it', async () => {
    keep(await visitor.page.evaluate(() => leakDriver.plantAll()));
    await visitor.getHelp();
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Everything private');
    await settle();
    assert.ok(secrets.size > 60 * 10, `${secrets.size} secrets`);
  });

  it('it comes and changes in every way', async () => {
    for (const way of await visitor.page.evaluate(() => leakDriver.ways)) {
      keep(await visitor.page.evaluate((name) => leakDriver.drive(name), way));
      await settle();
    }
  });

  it('the page tells it in every other place', async () => {
    for (const echo of await visitor.page.evaluate(() => leakDriver.echoes)) {
      keep(await visitor.page.evaluate((name) => leakDriver.echo(name), echo));
      await settle();
    }
  });

  it('a person types and pastes it, and the page fails with it', async () => {
    const { page } = visitor;
    await page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'afterbegin',
        '<form id=typing><input type=password><input autocomplete=cc-number><textarea></textarea><div contenteditable style="height: 2em"></div><input id=other></form>',
      );
    });
    for (const field of ['input[type=password]', 'input[autocomplete]', 'textarea', 'div[contenteditable]']) await page.type(`#typing ${field}`, secret(), { delay: 2 });
    await settle();
    await page.click('#typing textarea');
    for (const command of ['SelectAll', 'Copy']) await page.keyboard.press('KeyA', { commands: [command] });
    await page.click('#other');
    await page.keyboard.press('KeyV', { commands: ['Paste'] });
    const [copied, pasted] = await page.$$eval('#typing textarea, #other', (fields) => fields.map((field) => (field as HTMLInputElement).value));
    assert.equal(pasted, copied);
    await page.evaluate((text) => {
      console.error(text);
      void Promise.reject(new Error(text));
      setTimeout(() => {
        throw new Error(text);
      });
    }, secret());
    await settle();
  });

  it('none of it left the browser, reached the agent, or is on the server’s disk or in its output', async (t) => {
    await visitor.inFrame((frame) => frame.press('button', 'Stop sharing'));
    await agent.seeNoPage();
    assert.deepEqual(proxy.hosts.filter((host) => host !== new URL(site.origin).host), [productHost], 'hosts that got anything');
    const sent = proxy.sentTo(productHost);
    const made = [...secrets];
    assert.ok(proxy.messages > 50 && sent.includes('page.changed'), 'what is recorded are the events of the page');
    const left = secretsIn(sent, made);
    assert.deepEqual(left, []);
    never(t, `secrets of ${SECRET_KINDS.length} kinds in ${sent.length} characters that left the browser`, left.length, made.length);
    const got = secretsIn(agentGot.join('\n'), made);
    assert.deepEqual(got, []);
    never(t, 'secrets in what the agent’s browser got and showed', got.length, made.length);
    const kept = secretsIn(await textOfFolder(product.dataDir), made).concat(secretsIn(product.output, made));
    assert.deepEqual(kept, []);
    never(t, 'secrets in the server’s data folder and output', kept.length, made.length);
  });

  it('the same is found where it is public; what pages show is on no disk even then', async () => {
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    const open = secret();
    await visitor.page.evaluate((text) => document.body.append(Object.assign(document.createElement('p'), { textContent: `Public ${text}` })), open);
    await agent.seeInPage(open);
    await settle();
    for (const text of [proxy.sentTo(productHost), agentGot.join('\n')]) assert.equal(secretsIn(text, []).length, 1);
    assert.deepEqual(secretsIn(await textOfFolder(product.dataDir), []), []);
    assert.deepEqual(secretsIn(product.output, []), []);
  });
});
