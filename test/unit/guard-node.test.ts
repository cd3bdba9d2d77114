import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import type { NetworkInterfaceInfo } from 'node:os';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { IncarnationFile } from '../../gateway/media-node/guard/incarnation-file.ts';
import { restartDelayMs } from '../../gateway/media-node/guard/restart-delay.ts';
import { checkPortRange, checkPublicAddresses, pickMediaAddress } from '../../gateway/media-node/network.ts';

describe('[I12] the incarnation that a guard remembers', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'sideseat-guard-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  it('starts at none, rises, is on the disk, and never falls', async () => {
    const path = join(folder, 'incarnation');
    const file = await IncarnationFile.load(path);
    assert.equal(file.highest, 0);
    await file.raise(7);
    assert.equal(await readFile(path, 'utf8'), '7\n');
    await file.raise(3);
    assert.equal((await IncarnationFile.load(path)).highest, 7);
  });

  it('is not risen where the disk does not take it, and is written when it is raised again', async () => {
    const path = join(folder, 'full');
    const file = await IncarnationFile.load(path);
    await file.raise(4);
    await mkdir(`${path}.new`);
    await assert.rejects(file.raise(9));
    assert.equal(file.highest, 4);
    await rmdir(`${path}.new`);
    await file.raise(9);
    assert.equal(await readFile(path, 'utf8'), '9\n');
  });

  it('does not fall where two rise at once', async () => {
    const path = join(folder, 'together');
    const file = await IncarnationFile.load(path);
    await Promise.all([file.raise(8), file.raise(6), file.raise(9), file.raise(7)]);
    assert.equal(file.highest, 9);
    assert.equal(await readFile(path, 'utf8'), '9\n');
  });

  for (const content of ['', 'seven', '7.5', 'NaN', '1e999']) {
    it(`refuses to start where the file holds ${JSON.stringify(content)}`, async () => {
      const path = join(folder, 'broken');
      await writeFile(path, content);
      await assert.rejects(IncarnationFile.load(path));
    });
  }
});

describe('how a process that ends is started again', () => {
  it('at once the first time, then later and later, at most ten seconds', () => {
    const starts = [0, 100, 200, 300, 400, 500, 600, 700, 800];
    const delays = starts.map((_, index) => restartDelayMs(starts.slice(0, index + 1), 900));
    assert.deepEqual(delays, [0, 250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it('at once when the ends before lie long back', () => {
    assert.equal(restartDelayMs([0, 1_000, 100_000], 100_500), 0);
  });
});

describe('what the media node takes from the machine and its settings', () => {
  const address = (text: string, internal = false): NetworkInterfaceInfo => ({
    address: text,
    internal,
    family: 'IPv4',
    netmask: '255.255.255.0',
    mac: '00:00:00:00:00:00',
    cidr: null,
  });

  it('says plainly where there is no address but loopback', async () => {
    const onlyLoopback = { lo: [address('127.0.0.1', true)], eth0: [address('169.254.7.7')] };
    await assert.rejects(pickMediaAddress(onlyLoopback), { reason: 'noAddress', message: /beside loopback/ });
  });

  it('prefers a network of the machine to one of its containers', async () => {
    const interfaces = { docker0: [address('172.17.0.1')], eth7: [address('198.51.100.7')] };
    assert.equal(await pickMediaAddress(interfaces), '198.51.100.7');
  });

  it('takes a container network where there is nothing else', async () => {
    assert.equal(await pickMediaAddress({ docker0: [address('172.17.0.1')] }), '172.17.0.1');
  });

  for (const range of ['20000', '20000-', '30000-20000', '80-90', '20000-20005', '20000-70000', '20000-20200"\n}']) {
    it(`refuses the port range ${JSON.stringify(range)}`, () => {
      assert.throws(() => checkPortRange(range), { reason: 'badOption' });
    });
  }

  for (const addresses of ['example.com', '1.2.3', '1.2.3.4"', '1.2.3.4, 5.6.7.8', '::1']) {
    it(`refuses the public address ${JSON.stringify(addresses)}`, () => {
      assert.throws(() => checkPublicAddresses(addresses), { reason: 'badOption' });
    });
  }

  it('takes one public address or several', () => {
    assert.equal(checkPortRange('20000-20200'), '20000-20200');
    assert.equal(checkPublicAddresses('198.51.100.7,203.0.113.9'), '198.51.100.7,203.0.113.9');
  });
});
