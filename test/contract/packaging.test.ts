import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { embedBundle, filesLoadedWith, KIB, scriptOf, weighBundles, type BundleWeights } from '../support/bundle-weight.ts';
import { root } from '../support/run-report.ts';

const run = promisify(execFile);
/** In bytes. */
const LIMITS: BundleWeights = {
  loader: 3 * KIB,
  // Whoever visits the site loads it, whether or not anybody needs help.
  snippet: 5_000,
  // With the pointer of the agent, and the hint at what needs the customer's own click (1.5 KiB).
  recorder: 21 * KIB,
  // What clicks, types and judges every way to the same thing in the page: once its customer has said OK to that.
  hand: 9 * KIB,
  // With what an agent may do in the page, what was agreed to, and what is kept private (1 KiB).
  frame: 63 * KIB,
  agent: 60 * KIB,
  // With what showing the own desktop takes (capturing, publishing, its machine: 4 KiB), and 3 KiB of texts that the first load had.
  agentLater: 40 * KIB,
  agentLog: 3 * KIB,
  // The words, the strip and the keys of controlling a desktop (3 KiB), and mouse and keyboard themselves.
  agentControl: 7.5 * KIB,
  agentKeys: 2.5 * KIB,
  // The preference about the customer's application; how far the customer is with it, and what to say meanwhile.
  agentPreference: KIB,
  agentSteps: 2 * KIB,
  // The caution and who has mouse and keyboard of the own desktop (3 KiB), and the helper's card with its icons.
  agentGiving: 9.25 * KIB,
  agentVisitors: KIB,
  // The schema of its events and what checks them (9 KiB), the builder, the frame and its words.
  agentPage: 18 * KIB,
  agentPointing: 2 * KIB,
  // With the strip and the keyboard that it has in common with controlling a desktop, and why something was not done, in twelve sentences.
  agentUse: 12.5 * KIB,
  agentInviting: 4.5 * KIB,
  agentNotices: 2 * KIB,
  panel: 64 * KIB,
  customer: 30 * KIB,
  // With what receiving a picture of the agent's desktop takes, and its machine (4 KiB), and with what the owner's page does
  // for a picture: publishing it, and its rate.
  connected: 57 * KIB,
  // The Viewer and its window (4 KiB), how requests end (1 KiB), and the words of control.
  customerLater: 9 * KIB,
  // Why the helper is safe, its download, the steps for each system, and the way in a terminal.
  customerHelper: 6 * KIB,
  // As the agent's: the words and the strip, and mouse and keyboard themselves.
  // Its hand is in parts the one of a page, too.
  customerControl: 8.6 * KIB,
  language: 8 * KIB,
};

/** Everything that `vite build` makes, built anew. */
describe('what is built', () => {
  let dist: string;
  before(async () => {
    dist = await mkdtemp(path.join(root, 'node_modules/.sideseat-dist-'));
    const vite = path.join(root, 'node_modules/vite/bin/vite.js');
    await run(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', dist, '--emptyOutDir'], { cwd: root });
  });
  after(() => rm(dist, { recursive: true, force: true }));

  const read = (file: string): Promise<string> => readFile(path.join(dist, file), 'utf8');

  it('stays within its weight', async () => {
    const sizes = weighBundles(dist);
    for (const [part, size] of Object.entries(sizes)) console.log(`# ${part}: ${(size / KIB).toFixed(1)} KiB gzipped`);
    for (const part of Object.keys(LIMITS) as (keyof BundleWeights)[])
      assert.ok(sizes[part] > 0 && sizes[part] <= LIMITS[part], `${part}: ${sizes[part]} bytes, limit ${LIMITS[part]}`);
  });

  it('keeps each language in a file of its own, loaded when it is chosen', async () => {
    const words = { de: 'Anmelden', fr: 'Se connecter', it: 'Accedi', ja: 'サインイン' };
    for (const entry of [embedBundle(dist), scriptOf(dist, 'dashboard.html')]) {
      const loaded = await Promise.all([...filesLoadedWith(dist, entry)].map(read));
      for (const [locale, word] of Object.entries(words))
        assert.ok(!loaded.some((text) => text.includes(`'${word}'`) || text.includes(`\`${word}\``)), `${entry}: ${locale}`);
    }
    for (const locale of Object.keys(words)) assert.ok(globSync(`assets/embed-${locale}-*.js`, { cwd: dist }).length > 0, locale);
  });

  it('is a package that publint has nothing to say about', async () => {
    const { messages, pkg } = await publint({ pkgDir: path.join(dist, 'npm'), level: 'suggestion', strict: true, pack: false });
    assert.deepEqual(messages.map((message) => formatMessage(message, pkg ?? {})), []);
  });

  it('depends on Lit and the others instead of bringing them along, and registers nothing by the classes alone', async () => {
    const files = globSync('npm/**/*.js', { cwd: dist });
    for (const file of files) assert.doesNotMatch(await read(file), /#region node_modules/, file);
    for (const entry of ['npm/agent.js', 'npm/host.js', 'npm/webex.js']) {
      const texts = await Promise.all([...filesLoadedWith(dist, entry)].map(read));
      assert.ok(!texts.some((text) => /define\("sideseat-/.test(text)), entry);
    }
    const registered = await Promise.all([...filesLoadedWith(dist, 'npm/host/define.js')].map(read));
    assert.ok(registered.some((text) => text.includes('define("sideseat-panel"')));
    const { dependencies } = JSON.parse(await read('npm/package.json')) as { dependencies: Record<string, string> };
    const imported = new Set<string>();
    for (const file of files)
      for (const [, name = ''] of (await read(file)).matchAll(/from "((?:@[^/"]+\/)?[^./"][^/"]*)/g)) imported.add(name);
    assert.deepEqual([...imported].sort(), Object.keys(dependencies).sort());
  });

  it('has a manifest of its elements: each that is registered, with what hosts may write', async () => {
    const manifest = JSON.parse(await read('npm/custom-elements.json')) as {
      modules: { path: string; declarations: { tagName: string; attributes?: { name: string; description?: string }[] }[] }[];
    };
    const elements = manifest.modules.flatMap(({ declarations }) => declarations);
    const define = await Promise.all(['plugin/agent/define.ts', 'plugin/shared/elements.define.ts', 'plugin/hosts/define.ts'].map((file) => readFile(path.join(root, file), 'utf8')));
    const registered = [...define.join('\n').matchAll(/define\('(sideseat-[^']+)'/g)].map(([, name]) => name);
    assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), registered.sort());
    const panel = elements.find(({ tagName }) => tagName === 'sideseat-panel');
    assert.ok(panel?.attributes?.some(({ name }) => name === 'token-url'));
    assert.deepEqual(panel?.attributes?.filter(({ description }) => !description), [], 'every attribute is explained');
    for (const { path: file } of manifest.modules) assert.ok(globSync(`npm/${file}`, { cwd: dist }).length === 1, file);
  });

  it('has types that a strict host can use', async () => {
    const host = await mkdtemp(path.join(root, 'node_modules/.sideseat-host-'));
    await mkdir(path.join(host, 'node_modules'));
    await symlink(path.join(dist, 'npm'), path.join(host, 'node_modules/sideseat'));
    await writeFile(path.join(host, 'package.json'), '{ "type": "module" }');
    await writeFile(
      path.join(host, 'host.ts'),
      `import { HostPanel, PlainPageHost, type HostAdapter, type HostNotice } from 'sideseat/host';
       import { SessionElement, agentClientContext, createAgentClient, createApi, createHostedClient, type Api } from 'sideseat/agent';
       import { WebexHost, addToLayout, type WebexDesktop } from 'sideseat/webex';
       import 'sideseat/host/define';
       const server = 'https://sideseat.example';
       const getToken = async () => 'a.b.c';
       const host: HostAdapter = new PlainPageHost();
       HostPanel.defaultHost = host;
       document.querySelector('sideseat-panel')?.addEventListener('sideseat-notice', ({ detail }) => {
         const notice: HostNotice = detail;
         const ids: string[] = notice.sessions.map(({ sessionId }) => sessionId);
         console.log(ids);
       });
       const element = new SessionElement();
       element.client = createHostedClient({ server, getToken, onSignIn: (failure) => console.log(failure?.code) });
       const api: Api = createApi(server);
       element.client = createAgentClient({ api });
       const sessionId: string = element.sessionId;
       // @ts-expect-error
       const wrong: number = element.sessionId;
       declare const desktop: WebexDesktop;
       HostPanel.defaultHost = new WebexHost(desktop, { getToken });
       addToLayout({ agent: {} }, { script: 'https://widgets.example/sideseat.js', server });
       console.log(sessionId, wrong, agentClientContext);`,
    );
    const options = ['--ignoreConfig', '--noEmit', '--strict', '--preserveSymlinks', '--module', 'nodenext', '--target', 'es2023', '--skipLibCheck'];
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    try {
      await run(process.execPath, [tsc, ...options, '--lib', 'es2024,dom,dom.iterable', 'host.ts'], { cwd: host });
    } catch (error) {
      assert.fail((error as { stdout: string }).stdout);
    } finally {
      await rm(host, { recursive: true });
    }
  });

  it('serves as sample what the README shows, in fifteen lines at most', async () => {
    const sample = await readFile(path.join(root, 'plugin/hosts/plain-page/sample.html'), 'utf8');
    assert.ok(sample.trimEnd().split('\n').length <= 15);
    assert.equal(await read('demo/host/index.html'), sample);
    assert.ok((await readFile(path.join(root, 'README.md'), 'utf8')).includes(`\`\`\`html\n${sample}\`\`\``));
  });
});
