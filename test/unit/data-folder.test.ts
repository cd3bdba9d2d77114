import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AccountBook } from '../../gateway/server/accounts/account-book.ts';
import { openAccounts } from '../../gateway/server/accounts/accounts.ts';
import { ConfigError } from '../../gateway/server/config.ts';
import { openPinKey } from '../../gateway/server/invites/pin-key.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'sideseat-data-'))));
afterEach(() => rm(folder, { recursive: true }));

/** One sentence that names the file. */
const refusedWith = (says: RegExp, file: string) => (error: unknown) =>
  error instanceof ConfigError && error.message.startsWith(file) && says.test(error.message) && !error.message.includes('\n');

describe('accounts.json', () => {
  const rights = { startPrivateSessions: true, usePin: true };
  const account = { userName: 'mia', name: 'Mia Keller', group: 'Agents', passwordHash: 'scrypt$1$aa$bb' };
  const content = { company: 'Acme', groups: { Agents: { rights } }, accounts: [account] };
  const open = async (text: unknown) => {
    await writeFile(join(folder, 'accounts.json'), typeof text === 'string' ? text : JSON.stringify(text, null, 2));
    return openAccounts(join(folder, 'accounts.json'), undefined);
  };

  it('is read as it was written', async () => {
    const mia = { agentId: 'mia', name: 'Mia Keller', rights, group: 'Agents' };
    assert.deepEqual((await open(content)).find('mia'), { ...mia, role: 'agent', supervises: false });
    for (const [group, role, supervises] of [
      [{ role: 'administrator' }, 'administrator', true],
      [{ role: 'supervisor' }, 'supervisor', true],
      [{ role: 'auditor' }, 'auditor', false],
      [{ supervises: true }, 'supervisor', true], // a file from before there were roles
    ] as const) {
      const accounts = await open({ ...content, groups: { Agents: { rights, ...group } } });
      assert.deepEqual(accounts.find('mia'), { ...mia, role, supervises });
    }
  });

  for (const [what, text, says] of [
    ['is not JSON', '{\n  "company": Acme\n}', /is not valid JSON/],
    ['ends early', JSON.stringify(content, null, 2).slice(0, -10), /is not valid JSON/],
    ['lacks a company', { ...content, company: undefined }, /company: /],
    ['names a group that is not there', { ...content, accounts: [{ ...account, group: 'Agent' }] }, /the group "Agent" of the account "mia"/],
    ['names a group like a property of every object', { ...content, accounts: [{ ...account, group: 'constructor' }] }, /the group "constructor"/],
    ['has an account twice', { ...content, accounts: [account, { ...account, userName: 'MIA' }] }, /"MIA" is there twice/],
  ] as const) {
    it(`is refused in one sentence where it ${what}`, async () => {
      await assert.rejects(open(text), refusedWith(says, join(folder, 'accounts.json')));
    });
  }

  it('[I11] brings back no right that was taken away, where the group of an account is taken out: the server does not start', async () => {
    const file = await open({ ...content, groups: { Agents: { rights, role: 'administrator' } } });
    const openBook = (agentId: string, group: string): AccountBook => {
      const document = JSON.stringify({ agentId, group, isDisabled: false, revision: 1, changed: { by: 'admin', atMs: 0 } });
      const store = { documents: new Map([[`account ${agentId}`, document]]), saveDocuments: async () => {} };
      return new AccountBook({ file, store, clock: new SimulatedServerClock() });
    };
    assert.throws(() => openBook('mia', 'Gone'), refusedWith(/there is no group "Gone", which the account "mia" was given/, 'accounts.json'));
    assert.equal(openBook('mia', 'Agents').find('mia')?.role, 'administrator');
    assert.equal(openBook('nobody', 'Gone').find('mia')?.role, 'administrator', 'an account that is out of the file is no reason');
    const nothing = { startPrivateSessions: false, usePin: false };
    assert.deepEqual(file.inGroup(file.find('mia')!, 'Gone'), { agentId: 'mia', name: 'Mia Keller', group: 'Gone', rights: nothing, role: 'agent', supervises: false });
  });

  it('[I10] shows nothing of a password’s hash where it is broken', async () => {
    await assert.rejects(open('{"passwordHash": "scrypt$32768$salt" "x"}'), (error) => !String(error).includes('scrypt'));
  });
});

describe('the key of PINs', () => {
  it('[I4] is made once, whole, and for this user alone', async () => {
    const file = join(folder, 'pin.key');
    const key = await openPinKey(file);
    assert.deepEqual([key.length, (await stat(file)).mode & 0o777, await readdir(folder)], [32, 0o600, ['pin.key']]);
    assert.deepEqual(await openPinKey(file), key);
    assert.deepEqual(await readFile(file), key);
  });

  it('[I4] is refused where it is empty or cut, since hashes with it could be turned back into PINs', async () => {
    const file = join(folder, 'pin.key');
    for (const bytes of [0, 31, 33]) {
      await writeFile(file, Buffer.alloc(bytes, 1));
      await assert.rejects(openPinKey(file), refusedWith(/the key of PINs has 32/, file));
    }
  });
});
