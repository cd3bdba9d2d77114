import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { MaskPolicy } from '../../protocol/mask-policy.ts';
import { ConfigError } from '../config.ts';
import { newSecret } from '../ids.ts';

/** An origin as browsers send it. */
const Origin = v.pipe(
  v.string(),
  v.check((text) => isOrigin(text), 'an origin is needed, for example https://shop.example, without a path'),
);
const Name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(80));

const Site = v.strictObject({
  /** In the snippet; whoever reads the site's pages knows it. */
  key: v.pipe(v.string(), v.regex(/^[\w-]{16,100}$/, '16 to 100 letters, digits, - and _ are needed')),
  /** As agents see it. */
  name: Name,
  /** Of the pages that may have the snippet. */
  origins: v.pipe(v.array(Origin), v.nonEmpty(), v.maxLength(100)),
  /** Whether its pages may be co-browsed at all. */
  cobrowse: v.strictObject({ view: v.boolean() }),
  masks: v.exactOptional(MaskPolicy, {}),
  /** Groups whose agents are offered its visitors; all where there are none. */
  groups: v.exactOptional(v.pipe(v.array(Name), v.nonEmpty(), v.maxLength(100))),
});
/** A web site whose visitors may click to connect. */
export type Site = v.InferOutput<typeof Site>;

const SitesFile = v.pipe(
  v.array(Site),
  v.check((sites) => new Set(sites.map(({ key }) => key)).size === sites.length, 'two sites have the same key'),
);

/** By their keys. */
export type Sites = ReadonlyMap<string, Site>;

export interface SitesSettings {
  /** `SIDESEAT_SITES`; without it there is one sample site on our own origin. */
  readonly file: string | undefined;
  readonly dataDir: string;
  readonly ownOrigins: readonly string[];
  /** Whether there is such a group of agents. */
  hasGroup(group: string): boolean;
}

/** All sites, or none: a file with a mistake in it changes nothing. @throws {ConfigError} It names the field and the reason. */
export async function openSites({ file, dataDir, ownOrigins, hasGroup }: SitesSettings): Promise<Sites> {
  if (file === undefined) return byKey([await sampleSite(dataDir, ownOrigins)]);
  const parsed = v.safeParse(SitesFile, await readJson(file));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ConfigError(`SIDESEAT_SITES: ${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  for (const [index, { groups = [] }] of parsed.output.entries()) {
    const unknown = groups.find((group) => !hasGroup(group));
    if (unknown !== undefined) throw new ConfigError(`SIDESEAT_SITES: ${file}: ${index}.groups: there is no group "${unknown}" in accounts.json`);
  }
  return byKey(parsed.output);
}

const byKey = (sites: readonly Site[]): Sites => new Map(sites.map((site) => [site.key, site]));

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === undefined ? `is not valid JSON (${(error as Error).message})` : `cannot be read (${code})`;
    throw new ConfigError(`SIDESEAT_SITES: ${file} ${reason}`, { cause: error });
  }
}

/** The shop that this server itself shows. Its key stays the same, so that its pages can be kept open over a restart. */
async function sampleSite(dataDir: string, origins: readonly string[]): Promise<Site> {
  const masks = v.parse(MaskPolicy, {});
  return { key: await sampleKey(join(dataDir, 'sample-site.key')), name: 'Sample shop', origins: [...origins], cobrowse: { view: true }, masks };
}

async function sampleKey(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new ConfigError(`${file} cannot be read`, { cause: error });
  }
  const key = newSecret();
  await writeFile(file, key, { mode: 0o600 });
  return key;
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (url?.protocol === 'http:' || url?.protocol === 'https:') && url.origin === text;
}
