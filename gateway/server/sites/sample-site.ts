import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { MaskPolicy } from '../../protocol/mask-policy.ts';
import { ConfigError } from '../config.ts';
import { newSecret } from '../ids.ts';
import type { SiteEntry } from '../../protocol/config-file.ts';

/** The shop that this server itself shows, on its own origins. Its key stays the same, so that its pages can be kept open over a restart. */
export async function sampleSite(dataDir: string, origins: readonly string[]): Promise<SiteEntry> {
  const masks = v.parse(MaskPolicy, {});
  return { key: await sampleKey(join(dataDir, 'sample-site.key')), name: 'Sample shop', origins: [...origins], cobrowse: { view: true, control: true }, masks };
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
