import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { SiteView } from '../../gateway/protocol/admin.ts';
import type { ConfigFile, FileSite, SiteEntry } from '../../gateway/protocol/config-file.ts';
import { AdminClient } from '../support/admin-client.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';
import { sampleKey } from '../support/visitor.ts';

const COMMAND = path.resolve(import.meta.dirname, '../../gateway/server/config-command/config-command.ts');
const MASKS = { mode: 'reveal' as const, masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] };
const NEW: SiteEntry = { key: 'help-key-0123456789', name: 'Help pages', origins: ['https://help.example'], cobrowse: { view: true }, masks: { ...MASKS, masks: ['.iban'] } };

interface Ran {
  code: number;
  out: string;
  err: string;
}

describe('[T-ADMIN-CONFIG] npm run config', () => {
  let server: TestServer;
  let folder = '';
  let admin: AdminClient;
  before(async () => {
    server = await startTestServer();
    folder = await mkdtemp(path.join(tmpdir(), 'sideseat-config-'));
    admin = await new AdminClient(server.url).signIn('admin', PASSWORD);
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const run = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
    new Promise((resolve) => {
      const settings = { SIDESEAT_PUBLIC_URL: server.url, SIDESEAT_ADMIN_PASSWORD: PASSWORD, ...env };
      const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', COMMAND, ...args], { env: settings, cwd: folder }, (_error, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      );
    });
  const write = (sites: unknown, name = 'sites.json'): Promise<void> => writeFile(path.join(folder, name), JSON.stringify({ version: 1, sites }, null, 2));
  const exported = async (): Promise<FileSite[]> => ((await admin.call<ConfigFile>('GET', 'config')).body).sites;
  const versionsOf = async (key: string): Promise<string[]> => (await admin.versions(key)).body.versions.map(({ by, note }) => `${by} ${note}`);

  it('exports what is published, with the schema that editors read; the same file differs in nothing and changes nothing', async () => {
    assert.deepEqual(await run(['export', 'out.json']), { code: 0, out: '', err: '' });
    const file = JSON.parse(await readFile(path.join(folder, 'out.json'), 'utf8')) as ConfigFile;
    assert.deepEqual(file.sites, await exported());
    const schema = await fetch(file.$schema ?? '');
    assert.deepEqual([schema.status, schema.headers.get('content-type')], [200, 'application/schema+json; charset=utf-8']);
    assert.equal((await run(['validate', 'out.json'])).code, 0);
    assert.deepEqual(await run(['diff', 'out.json']), { code: 0, out: '', err: '' });
    const key = await sampleKey(server);
    const before = await versionsOf(key);
    const { code, out } = await run(['import', 'out.json', '--publish']);
    assert.deepEqual([code, out], [0, `unchanged  ${key} (Sample shop)\n`]);
    assert.deepEqual(await versionsOf(key), before);
    assert.match((await run(['export'])).out, /"version": 1/);
  });

  it('shows what would change, makes drafts of it, and publishes under the name of who does it', async () => {
    const [shop] = await exported();
    await write([{ ...shop, name: 'Shop', masks: { ...MASKS, blocks: ['.chat'] } }, NEW]);
    const { code, out, err } = await run(['diff', 'sites.json']);
    assert.equal(err, '');
    assert.deepEqual([code, out.trim().split('\n')], [
      1,
      [`~ ${shop?.key} (Sample shop)`, '    name: - "Sample shop"', '    name: + "Shop"', '    masks.blocks: + ".chat"', `+ ${NEW.key} (Help pages): new`],
    ]);
    const drafted = await run(['import', 'sites.json']);
    assert.deepEqual([drafted.code, drafted.out], [0, `drafted    ${shop?.key} (Shop)\ndrafted    ${NEW.key} (Help pages)\n`]);
    const { draft, published } = (await admin.site(NEW.key)).body;
    const { key: _, ...config } = NEW;
    assert.deepEqual([draft?.config, draft?.by, published], [config, 'admin', null]);
    assert.deepEqual(await exported(), [shop], 'a draft is not exported');

    const publishing = await run(['import', 'sites.json', '--publish', '--note', 'ticket 7']);
    assert.deepEqual([publishing.code, publishing.err], [0, '']);
    assert.deepEqual(await versionsOf(NEW.key), ['admin ticket 7']);
    assert.equal((await run(['diff', 'sites.json'])).code, 0);
    assert.equal((await server.client().call(`/cobrowse/v1/${NEW.key}/site`)).status, 200);
  });

  it('changes nothing at all where one site of many is wrong, or somebody works at one', async () => {
    const before = await exported();
    const renamed = before.map((site, index) => ({ ...site, name: `Renamed ${index}` }));
    await write([...renamed, { ...NEW, key: 'more-key-0123456789', groups: ['Nobody'] }]);
    const refused = await run(['import', 'sites.json', '--publish']);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /sites\.json:\d+:9: \$\.sites\[2\]\.groups\[0\]: there is no group "Nobody"/);
    assert.deepEqual(await exported(), before);

    await admin.change('PUT', NEW.key, 'draft', { ...(({ key: _, ...config }) => config)(NEW), name: 'In work' });
    await write(renamed);
    const late = await run(['import', 'sites.json', '--publish']);
    assert.equal(late.code, 1);
    assert.match(late.err, /Somebody works at a draft[^]*sites\.json:\d+:\d+: \$\.sites\[\d\]: admin has another draft of 20/);
    assert.deepEqual(await exported(), before);
    await admin.change('DELETE', NEW.key, 'draft');
  });

  it('lets one of two that import at once go first, and refuses the other, which has not seen it', async () => {
    const sites = await exported();
    await write(sites.map((site) => ({ ...site, name: 'One' })), 'one.json');
    await write(sites.map((site) => ({ ...site, name: 'Two' })), 'two.json');
    const ran = await Promise.all(['one', 'two'].map((name) => run(['import', `${name}.json`, '--publish'])));
    assert.deepEqual(ran.map(({ code }) => code).toSorted(), [0, 1]);
    assert.match(ran.find(({ code }) => code === 1)?.err ?? '', /E_CHANGED[^]*\.json:\d+:\d+: \$\.sites\[0\]: version \d+ is published, and the file began with \d+: export it anew/);
    const names = new Set((await exported()).map(({ name }) => name));
    assert.equal(names.size, 1);
    await write(sites.map(({ publishedVersion: _, ...site }) => ({ ...site, name: 'Three' })));
    assert.equal((await run(['import', 'sites.json', '--publish'])).code, 0, 'a file without numbers is taken as it is');
  });

  it('says the place of each mistake, without any server', async () => {
    await write([{ ...NEW, orgins: [] }]);
    const { code, err } = await run(['validate', 'sites.json'], { SIDESEAT_PUBLIC_URL: 'http://127.0.0.1:1', SIDESEAT_ADMIN_PASSWORD: '' });
    assert.deepEqual([code, err], [1, 'sites.json:24:7: $.sites[0].orgins: there is no such field\n']);
    assert.equal((await run(['import', 'sites.json'])).code, 1);
  });

  it('is not tried, with exit code 2, where something is missing', async () => {
    await write([NEW]);
    for (const [args, env, says] of [
      [[], {}, /^Usage:/],
      [['validate'], {}, /^Usage:/],
      [['publish', 'sites.json'], {}, /^Usage:/],
      [['diff', 'sites.json', '--publish'], {}, /^Usage:/],
      [['import', 'sites.json', '--now'], {}, /Unknown option '--now'[^]*Usage:/],
      [['validate', 'nothing.json'], {}, /^nothing\.json cannot be read \(ENOENT\)/],
      [['export', 'no-folder/out.json'], {}, /^no-folder\/out\.json cannot be written \(ENOENT\)/],
      [['export'], { SIDESEAT_ADMIN_PASSWORD: '' }, /^SIDESEAT_ADMIN_PASSWORD is missing/],
      [['export', '--server', 'help'], {}, /^help is not an http or https address/],
      [['export', '--server', 'http://127.0.0.1:1'], {}, /^http:\/\/127\.0\.0\.1:1 cannot be reached/],
      [['export'], { SIDESEAT_ADMIN_USER: 'agent' }, /E_NOT_ALLOWED/],
      [['import', 'sites.json'], { SIDESEAT_ADMIN_USER: 'supervisor' }, /E_NOT_ALLOWED/],
      [['export'], { SIDESEAT_ADMIN_PASSWORD: 'wrong' }, /E_SIGN_IN/],
    ] as const) {
      const { code, err, out } = await run([...args], env);
      assert.deepEqual([code, out], [2, ''], `${args.join(' ')}: ${err}`);
      assert.match(err, says);
    }
  });

  it('is refused by the server as well, whoever calls it how', async () => {
    const before = await exported();
    for (const [what, body] of [
      ['nothing', {}],
      ['a text', { file: 'sites' }],
      ['deep nesting', `{"file":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
      ['10⁵ sites', { file: { version: 1, sites: Array.from({ length: 100_000 }, () => 1) } }],
      ['10⁵ rules', { file: { version: 1, sites: [{ ...NEW, masks: { ...MASKS, masks: Array.from({ length: 100_000 }, () => 1) } }] } }],
      ['an own prototype', '{"file":{"version":1,"sites":[],"__proto__":{"a":1}}}'],
      ['another field', { file: { version: 1, sites: [] }, force: true }],
    ] as const) {
      const answer = await admin.call<{ code: string }>('POST', 'config/import', body);
      assert.equal(answer.status, 400, what);
      assert.match(answer.body.code, /^E_BAD_(CONFIG|MESSAGE)$/, what);
    }
    assert.deepEqual(await exported(), before);
    const site: SiteView = (await admin.site(NEW.key)).body;
    assert.equal(site.draft, null);
  });
});
