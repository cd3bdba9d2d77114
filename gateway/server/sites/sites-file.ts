import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { SiteConfig, SiteKey } from '../../protocol/site-config.ts';
import { ConfigError } from '../config.ts';
import { selectorIssues } from './site-check.ts';
import type { Site } from './sites.ts';

const SitesFile = v.pipe(
  v.array(v.strictObject({ key: SiteKey, ...SiteConfig.entries })),
  v.check((sites) => new Set(sites.map(({ key }) => key)).size === sites.length, 'two sites have the same key'),
);

/**
 * The sites of `SIDESEAT_SITES`: all, or none.
 * @param hasGroup - Whether there is such a group of agents
 * @throws {ConfigError} It names the field and the reason.
 */
export async function readSitesFile(file: string, hasGroup: (group: string) => boolean): Promise<Site[]> {
  const parsed = v.safeParse(SitesFile, await readJson(file));
  const refuse = (where: string, what: string): never => {
    throw new ConfigError(`SIDESEAT_SITES: ${file}: ${where}: ${what}`);
  };
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refuse(v.getDotPath(issue) ?? 'the file', issue.message);
  }
  for (const [index, site] of parsed.output.entries()) {
    const unknown = site.groups?.find((group) => !hasGroup(group));
    if (unknown !== undefined) refuse(`${index}.groups`, `there is no group "${unknown}" in accounts.json`);
    const [issue] = selectorIssues(site.masks);
    if (issue) refuse(`${index}.masks.${issue.path}`, issue.message);
  }
  return parsed.output;
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
