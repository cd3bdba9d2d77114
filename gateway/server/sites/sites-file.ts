import { ConfigError } from '../config.ts';
import { issueLine, readConfigFile, type ReadConfigFile } from './config-file.ts';
import type { FileSite } from '../../protocol/config-file.ts';

/**
 * The sites of `SIDESEAT_SITES`: all, or none.
 * @param hasGroup - Whether there is such a group of agents
 * @throws {ConfigError} It names the line, the field and the reason.
 */
export async function readSitesFile(file: string, hasGroup: (group: string) => boolean): Promise<readonly FileSite[]> {
  const { sites, issues } = await read(file, hasGroup);
  if (sites) return sites;
  throw new ConfigError(issues.map((issue) => `SIDESEAT_SITES: ${issueLine(file, issue)}`).join('\n'));
}

async function read(file: string, hasGroup: (group: string) => boolean): Promise<ReadConfigFile> {
  try {
    return await readConfigFile(file, hasGroup);
  } catch (error) {
    throw new ConfigError(`SIDESEAT_SITES: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
}
