import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { HELPER_PROTOCOL_VERSION } from '../../gateway/protocol/helper-messages.ts';
import type { HelperManifest } from '../../gateway/protocol/helper-release.ts';
import { makeExecutable } from '../../gateway/setup/helper/executable.ts';
import { platformOf } from '../../gateway/setup/helper/platforms.ts';
import { openReleaseKey } from '../../gateway/setup/helper/release-key.ts';
import { buildRelease, isReleased } from '../../gateway/setup/helper/release.ts';
import { readFrom, verifyRelease } from '../../gateway/setup/helper/verify.ts';
import { runCommand } from '../../gateway/setup/run-command.ts';
import { helperRelease, releaseOrder, RELEASE_KEY_FILE, type BuiltRelease } from '../support/helper-release.ts';
import { root } from '../support/run-report.ts';

const ORIGIN = 'https://support.example';
/** What 10 Mbit/s bring in 30 s. */
const HALF_A_MINUTE_BYTES = 37_500_000;
const COMPRESSED_MAX_BYTES = 45_000_000;

/** The helper as `npm start` builds it: one file, with its papers. */
describe('the built release of the helper', () => {
  let release: BuiltRelease;
  let manifest: HelperManifest;
  let work: string;
  before(async () => {
    release = await helperRelease(ORIGIN);
    manifest = JSON.parse(await readFile(path.join(release.folder, 'manifest.json'), 'utf8')) as HelperManifest;
    work = await mkdtemp(path.join(tmpdir(), 'sideseat-release-'));
  }, { timeout: 300_000 });
  after(() => rm(work, { recursive: true }));

  /** The program, in an environment that has nothing else. */
  const start = async (env: Record<string, string> = {}, args: readonly string[] = []) => {
    const child = spawn(release.executable, args, { env, cwd: work, stdio: ['ignore', 'pipe', 'pipe'] });
    const [[exitCode], said] = await Promise.all([once(child, 'close'), text(child.stderr)]);
    return { exitCode: exitCode as number, said };
  };

  it('[T-CONFIG-SIGNED] is signed and whole, of this version, with the installation’s key inside', async () => {
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    const { pinned } = await openReleaseKey(RELEASE_KEY_FILE);
    const expected = { publicKey: pinned, version, protocol: HELPER_PROTOCOL_VERSION };
    assert.deepEqual((await verifyRelease(readFrom(release.folder), expected)).wrong, []);
    assert.deepEqual(manifest.origins, [ORIGIN]);
  });

  it('[000-10] comes in half a minute at 10 Mbit/s', (t) => {
    for (const { platform, packed } of manifest.programs) {
      t.diagnostic(`${platform}: ${(packed.br.sizeBytes / 1e6).toFixed(1)} MB br, ${(packed.gzip.sizeBytes / 1e6).toFixed(1)} MB gzip`);
      assert.ok(packed.br.sizeBytes <= HALF_A_MINUTE_BYTES);
      assert.ok(Math.max(packed.br.sizeBytes, packed.gzip.sizeBytes) <= COMPRESSED_MAX_BYTES);
    }
  });

  it('is kept until something that it is made of changes', async () => {
    assert.ok(await isReleased(releaseOrder(release.folder, [ORIGIN])));
    assert.equal(await isReleased(releaseOrder(release.folder, [ORIGIN, 'https://other.example'])), false);
    assert.equal(await isReleased(releaseOrder(path.join(work, 'none'), [ORIGIN])), false);
  });

  it('is built anew where a file of it is missing, or is not as long as it was', async () => {
    const names = await readdir(release.folder);
    const damaged = path.join(work, 'damaged');
    const order = releaseOrder(damaged, [ORIGIN]);
    await mkdir(damaged);
    for (const name of names) await symlink(path.join(release.folder, name), path.join(damaged, name));
    assert.ok(await isReleased(order));
    for (const name of names.filter((each) => each !== '.fingerprint')) {
      const file = path.join(damaged, name);
      await rm(file);
      assert.equal(await isReleased(order), false, `${name} is missing`);
      await writeFile(file, '');
      assert.equal(await isReleased(order), false, `${name} is empty`);
      await rm(file);
      await symlink(path.join(release.folder, name), file);
    }
  });

  it('takes the place of the one before, and nothing else is left beside it', { timeout: 300_000 }, async () => {
    const place = path.join(work, 'place');
    const folder = path.join(place, 'helper');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, '.fingerprint'), 'of before');
    await buildRelease(releaseOrder(folder, [ORIGIN]));
    assert.ok(await isReleased(releaseOrder(folder, [ORIGIN])));
    assert.deepEqual(await readdir(place), ['helper']);
  });

  it('is the same, byte by byte, when it is built again; with another origin it is another', { timeout: 300_000 }, async () => {
    const platform = platformOf('linux-x64');
    const { version, protocol, origins, publicKey } = manifest;
    const built = async (name: string, own: readonly string[]): Promise<string> => {
      const folder = path.join(work, name);
      await mkdir(folder);
      const ingredients = {
        platform,
        node: path.join(root, 'node_modules', platform.nodePackage, platform.executable),
        blobNode: process.execPath,
        program: path.join(root, 'dist/helper-program/sideseat-helper.cjs'),
        wasm: path.join(root, 'node_modules/@resvg/resvg-wasm/index_bg.wasm'),
        pinned: { version, protocol, origins: [...own], publicKey, platform: platform.name },
      };
      const file = await makeExecutable(root, folder, ingredients, runCommand);
      const sha256 = createHash('sha256').update(await readFile(file)).digest('hex');
      await rm(folder, { recursive: true });
      return sha256;
    };
    assert.equal(await built('again', origins), manifest.programs[0]?.sha256);
    assert.notEqual(await built('other', ['https://other.example']), manifest.programs[0]?.sha256);
  });

  it('needs no Node and no other file; without a display it says so in a sentence', async () => {
    const { exitCode, said } = await start();
    assert.equal(exitCode, 3, said);
    assert.match(said, /no X display here/);
  });

  it('[T-URL-NOCONFIG] takes no flags of Node from the environment', async () => {
    const { exitCode, said } = await start({ NODE_OPTIONS: '--inspect --require=/nonexistent.js' });
    assert.equal(exitCode, 3, said);
    assert.doesNotMatch(said, /Debugger|nonexistent/);
  });

  it('holds the pinned release as a text that anybody can look for', async () => {
    const pinned = `"origins":["${ORIGIN}"],"publicKey":"${manifest.publicKey}"`;
    assert.ok((await readFile(release.executable)).includes(pinned));
  });
});
