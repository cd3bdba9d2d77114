/**
 * `npm run config`: the configuration as a file. See `USAGE`.
 *
 * Exit code 0: done; the file is valid; nothing differs. 1: the file has mistakes, each with its place; the server refused it, and changed
 * nothing; for `diff`, something differs. 2: it could not be tried: wrong arguments, no such file, no server, wrong password.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ConfigFile, ConfigImported, type FileSite, type SiteEntry } from '../../protocol/config-file.ts';
import { differencesBetween, type ConfigDifference } from '../sites/config-difference.ts';
import { issueLine, readConfigFile, type ReadConfigFile } from '../sites/config-file.ts';
import { CommandError, ServerConnection, ServerRefusal } from './server-connection.ts';

const USAGE = `Usage:
  npm run config -- validate FILE                       checks a file; groups are checked by the server when it is imported
  npm run config -- export [FILE]                       writes what is published
  npm run config -- diff FILE                           shows what importing would change
  npm run config -- import FILE [--publish] [--note WHY]  makes all sites of the file drafts, or publishes them; or none

All but validate ask a running server: --server URL (default: SIDESEAT_PUBLIC_URL, or http://127.0.0.1 with SIDESEAT_PORT), as
SIDESEAT_ADMIN_USER (default: admin) with SIDESEAT_ADMIN_PASSWORD.`;

const OPTIONS = { server: { type: 'string' }, publish: { type: 'boolean' }, note: { type: 'string' } } as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** The server said no to what the file says, as against to who asks. */
const ABOUT_THE_FILE = ['E_BAD_CONFIG', 'E_CHANGED', 'E_OTHER_DRAFTS', 'E_TOO_MANY_SITES', 'E_SITES_FILE'];

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
    const [command, file, more] = positionals;
    const isPlain = values.publish === undefined && values.note === undefined;
    if (more === undefined && command === 'export' && isPlain) return await exportTo(file, values);
    if (more === undefined && file !== undefined) {
      if (command === 'validate' && isPlain && values.server === undefined) return await validate(file);
      if (command === 'diff' && isPlain) return await diff(file, values);
      if (command === 'import') return await importFrom(file, values);
    }
  } catch (error) {
    const isUsage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    if (!isUsage && !(error instanceof CommandError)) throw error;
    say((error as Error).message);
    if (!isUsage) return 2;
  }
  say(USAGE);
  return 2;
}

async function validate(file: string): Promise<number> {
  const { sites } = await read(file);
  if (!sites) return 1;
  print(`${file} is valid: ${sites.length} ${sites.length === 1 ? 'site' : 'sites'}`);
  return 0;
}

async function exportTo(file: string | undefined, values: Values): Promise<number> {
  await using server = await connect(values);
  const text = `${JSON.stringify(await server.call(ConfigFile, 'GET', 'config'), null, 2)}\n`;
  if (file === undefined) process.stdout.write(text);
  else await writeFile(file, text).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${file} cannot be written (${error.code})`);
  });
  return 0;
}

async function diff(file: string, values: Values): Promise<number> {
  const { sites } = await read(file);
  if (!sites) return 1;
  await using server = await connect(values);
  const published = (await server.call(ConfigFile, 'GET', 'config')).sites;
  const lines = [
    ...sites.flatMap((site) => {
      const before = published.find(({ key }) => key === site.key);
      if (!before) return [`+ ${site.key} (${site.name}): new`];
      const differences = differencesBetween(withoutVersion(before), withoutVersion(site));
      if (differences.length === 0) return [];
      return [`~ ${site.key} (${before.name})`, ...differences.flatMap(valueLines)];
    }),
    ...published.filter(({ key }) => sites.every((site) => site.key !== key)).map(({ key, name }) => `  ${key} (${name}): not in the file, stays`),
  ];
  lines.forEach(print);
  return lines.some((line) => /^[+~]/.test(line)) ? 1 : 0;
}

/** Which version is published is no part of what is configured. */
function withoutVersion({ publishedVersion: _, ...site }: FileSite): SiteEntry {
  return site;
}

function valueLines({ path, removed, added }: ConfigDifference): string[] {
  const line = (sign: string, value: unknown): string => `    ${path}: ${sign} ${JSON.stringify(value)}`;
  return [...removed.map((value) => line('-', value)), ...added.map((value) => line('+', value))];
}

async function importFrom(file: string, values: Values): Promise<number> {
  const { sites, place } = await read(file);
  if (!sites) return 1;
  await using server = await connect(values);
  const { publish = false, note = '' } = values;
  try {
    const imported = await server.call(ConfigImported, 'POST', 'config/import', { file: { version: 1, sites }, publish, note });
    for (const { key, name, became } of imported.sites) print(`${became.padEnd(9)}  ${key} (${name})`);
    return 0;
  } catch (error) {
    if (!(error instanceof ServerRefusal) || !ABOUT_THE_FILE.includes(error.problem.code)) throw error;
    say(error.message);
    for (const { path, message } of error.problem.issues ?? []) say(issueLine(file, place({ path, message })));
    return 1;
  }
}

/** Says what is wrong with it. @throws {CommandError} It cannot be read. */
async function read(file: string): Promise<ReadConfigFile> {
  const content = await readConfigFile(file, () => true).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${file} cannot be read (${error.code})`);
  });
  for (const issue of content.issues) say(issueLine(file, issue));
  return content;
}

/** @throws {CommandError} */
function connect({ server }: Values): Promise<ServerConnection> {
  const { env } = process;
  const address = server ?? (env['SIDESEAT_PUBLIC_URL'] || `http://127.0.0.1:${env['SIDESEAT_PORT'] || 8080}`);
  const url = URL.parse(address);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new CommandError(`${address} is not an http or https address`);
  const password = env['SIDESEAT_ADMIN_PASSWORD'];
  if (!password) throw new CommandError('SIDESEAT_ADMIN_PASSWORD is missing: the password of SIDESEAT_ADMIN_USER');
  return ServerConnection.open({ server: url, userName: env['SIDESEAT_ADMIN_USER'] || 'admin', password });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
