import { randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { ROLES } from '../../protocol/admin-accounts.ts';
import { ConfigError } from '../config.ts';
import { HOST_PREFIX } from './host-tokens.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

/**
 * Local accounts of the embedded mode, in one JSON file that an administrator may edit while the server is stopped.
 * Rights belong to groups.
 */

const Rights = v.strictObject({
  /** May create sessions at all (004-01). */
  startPrivateSessions: v.boolean(),
  /** May invite by PIN code (004-02). */
  usePin: v.boolean(),
});
/** What somebody is here for. Everybody may be an agent too, as far as the group's rights go. */
export type Role = (typeof ROLES)[number];

const AccountsFile = v.strictObject({
  company: v.pipe(v.string(), v.nonEmpty(), v.maxLength(80)),
  groups: v.record(
    v.string(),
    v.strictObject({
      rights: Rights,
      /** Beside the work of an agent: `supervisor` and `administrator` are told of alarms; see `ADMIN_ROLES`. */
      role: v.exactOptional(v.picklist(ROLES)),
      /** In files from before there were roles: `true` is a supervisor. */
      supervises: v.exactOptional(v.boolean()),
    }),
  ),
  accounts: v.array(
    v.strictObject({
      userName: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
      name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(80)),
      group: v.string(),
      passwordHash: v.string(),
    }),
  ),
});
type AccountsFile = v.InferOutput<typeof AccountsFile>;

export interface Agent {
  /** The user name in lower case. */
  readonly agentId: string;
  /** As customers see it. */
  readonly name: string;
  readonly rights: v.InferOutput<typeof Rights>;
  readonly group: string;
  readonly role: Role;
  /** Is told of alarms, whoever they concern. */
  readonly supervises: boolean;
}

export interface Accounts {
  readonly company: string;
  find(agentId: string): Agent | undefined;
  /** @returns The agent, or `undefined` for an unknown name or a wrong password, after the same time. */
  verify(userName: string, password: string): Promise<Agent | undefined>;
  /** Sample accounts with the password to show at the first start; `null` where it was set earlier and is not known. */
  readonly samples: readonly { userName: string; password: string | null }[];
}

/** A group of the file. */
export interface Group {
  readonly name: string;
  readonly rights: Agent['rights'];
  readonly role: Role;
}

/** The accounts of this installation itself, as the file has them. */
export interface LocalAccounts extends Accounts {
  /** In the order of the file. */
  readonly all: readonly Agent[];
  readonly groups: readonly Group[];
  /** The agent as a member of another group; with no rights where there is no such group. */
  inGroup(agent: Agent, group: string): Agent;
  /** What members of a group may; `undefined` where there is no such group. */
  rightsOf(group: string): Agent['rights'] | undefined;
}

const SUPERVISING: readonly Role[] = ['supervisor', 'administrator'];
function roleOf(group: AccountsFile['groups'][string] | undefined): Pick<Agent, 'role' | 'supervises'> {
  const role = group?.role ?? (group?.supervises === true ? 'supervisor' : 'agent');
  return { role, supervises: SUPERVISING.includes(role) };
}

/** Groups are checked when the file is read; a missing one means nothing may be done. */
const NO_RIGHTS: Agent['rights'] = { startPrivateSessions: false, usePin: false };

const SAMPLE_NAMES: Record<string, { name: string; group: string }> = {
  agent: { name: 'Mia Keller', group: 'Agents' },
  agent2: { name: 'Ken Mori', group: 'Agents' },
  supervisor: { name: 'Ines Duval', group: 'Supervisors' },
  admin: { name: 'Paolo Riva', group: 'Administrators' },
};

/**
 * Reads the accounts, or makes the sample ones at the first start.
 * @param demoPassword - Password of the sample accounts; random where `undefined`. Also replaces the one set earlier.
 * @throws {ConfigError} The file is not valid; the message names the place.
 */
export async function openAccounts(file: string, demoPassword: string | undefined): Promise<LocalAccounts> {
  let content = await readAccounts(file);
  let password = demoPassword ?? null;
  if (!content) {
    password ??= randomPassword();
    content = await sampleAccounts(password);
    await writeAccounts(file, content);
  } else if (password !== null && (await replaceSamplePasswords(content, password))) {
    await writeAccounts(file, content);
  }
  const { company, groups, accounts } = content;
  const agentOf = (account: AccountsFile['accounts'][number]): Agent => ({
    agentId: account.userName.toLowerCase(),
    name: account.name,
    rights: groups[account.group]?.rights ?? NO_RIGHTS,
    group: account.group,
    ...roleOf(groups[account.group]),
  });
  const inGroup = (agent: Agent, group: string): Agent => {
    const found = Object.hasOwn(groups, group) ? groups[group] : undefined;
    return { ...agent, group, rights: found?.rights ?? NO_RIGHTS, ...roleOf(found) };
  };
  const byId = new Map(accounts.map((account) => [account.userName.toLowerCase(), account]));
  return {
    company,
    all: accounts.map(agentOf),
    groups: Object.entries(groups).map(([name, group]) => ({ name, rights: group.rights, role: roleOf(group).role })),
    inGroup,
    find(agentId) {
      const account = byId.get(agentId);
      return account && agentOf(account);
    },
    rightsOf: (group) => (Object.hasOwn(groups, group) ? groups[group]?.rights : undefined),
    async verify(userName, typed) {
      const account = byId.get(userName.trim().toLowerCase());
      return (await verifyPassword(typed, account?.passwordHash)) && account ? agentOf(account) : undefined;
    },
    samples: Object.keys(SAMPLE_NAMES)
      .filter((userName) => byId.has(userName))
      .map((userName) => ({ userName, password })),
  };
}

async function readAccounts(file: string): Promise<AccountsFile | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new ConfigError(`${file} cannot be read (${code}): let this user read it`, { cause: error });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    // The parser quotes a part of the file, and hashes of passwords belong on no screen: only the place is told.
    const place = /line \d+ column \d+/.exec((cause as Error).message)?.[0];
    throw new ConfigError(`${file} is not valid JSON${place ? ` (${place})` : ''}: correct it, or bring back a copy`, { cause });
  }
  const parsed = v.safeParse(AccountsFile, json);
  if (parsed.success) return checkAccounts(file, parsed.output);
  const [issue] = parsed.issues;
  throw new ConfigError(`${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}

/** What the shape alone does not say. */
function checkAccounts(file: string, content: AccountsFile): AccountsFile {
  const seen = new Set<string>();
  for (const { userName, group } of content.accounts) {
    if (!Object.hasOwn(content.groups, group))
      throw new ConfigError(`${file}: the group "${group}" of the account "${userName}" is not among the groups`);
    if (seen.has(userName.toLowerCase()))
      throw new ConfigError(`${file}: the account "${userName}" is there twice; upper and lower case are the same`);
    if (userName.toLowerCase().startsWith(HOST_PREFIX))
      throw new ConfigError(`${file}: the account "${userName}": names that begin with "${HOST_PREFIX}" are agents of a host dashboard`);
    seen.add(userName.toLowerCase());
  }
  return content;
}

async function writeAccounts(file: string, content: AccountsFile): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

async function sampleAccounts(password: string): Promise<AccountsFile> {
  return {
    company: 'Acme Support',
    groups: {
      Agents: { rights: { startPrivateSessions: true, usePin: true }, role: 'agent' },
      Supervisors: { rights: { startPrivateSessions: true, usePin: false }, role: 'supervisor' },
      Administrators: { rights: { startPrivateSessions: false, usePin: false }, role: 'administrator' },
    },
    accounts: await Promise.all(
      Object.entries(SAMPLE_NAMES).map(async ([userName, { name, group }]) => ({
        userName,
        name,
        group,
        passwordHash: await hashPassword(password),
      })),
    ),
  };
}

/** @returns Whether anything changed. */
async function replaceSamplePasswords(content: AccountsFile, password: string): Promise<boolean> {
  let changed = false;
  for (const account of content.accounts) {
    if (!(account.userName in SAMPLE_NAMES) || (await verifyPassword(password, account.passwordHash))) continue;
    account.passwordHash = await hashPassword(password);
    changed = true;
  }
  return changed;
}

/** 12 letters and digits that cannot be taken for each other: 58 bits. */
function randomPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
