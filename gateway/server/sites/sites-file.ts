import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { SiteKey } from '../../protocol/site-config.ts';
import { ConfigError } from '../config.ts';
import { checkSite } from './site-check.ts';
import type { Site } from './sites.ts';


const SitesFile = v.pipe(
  v.array(v.looseObject({ key: SiteKey })),
  v.check((sites) => new Set(sites.map(({ key }) => key)).size === sites.length, 'two sites have the same key'),
);

/**
 * The sites of `SIDESEAT_SITES`: all, or none.
 * @param hasGroup - Whether there is such a group of agents
 * @throws {ConfigError} It names the field and the reason.
 */
export async function readSitesFile(file: string, hasGroup: (group: string) => boolean): Promise<Site[]> {
  const refuse = (where: string, what: string): never => {
    throw new ConfigError(`SIDESEAT_SITES: ${file}: ${where}: ${what}`);
  };
  const parsed = v.safeParse(SitesFile, await readJson(file));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refuse(v.getDotPath(issue) ?? 'the file', issue.message);
  }
  return parsed.output.map(({ key, ...value }, index) => {
    const { config, issues } = checkSite(value, hasGroup);
    const [issue] = issues;
    return config ? { key, ...config } : refuse(`${index}.${issue?.path}`, issue?.message ?? '');
  });
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === undefined ? `is not valid JSON (${(error as Error).message})` : `cannot be read (${code})`;
    throw new ConfigError(`SIDESEAT_SITES: ${file} ${reason}`, { cause: error });
  }
}
