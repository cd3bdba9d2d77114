import { readFile, stat } from 'node:fs/promises';
import { CONFIG_FILE_MAX_BYTES, ConfigFile, type FileSite } from '../../protocol/config-file.ts';
import { parseConfigText, type PlacedIssue } from './config-text.ts';
import { checked, checkShape, meaningIssues, type Checked, type ConfigIssue } from './site-check.ts';

/**
 * The sites of a configuration, or everything that is wrong with it: all, or none.
 * @param hasGroup - Whether there is such a group of agents
 */
export function checkConfigFile(value: unknown, hasGroup: (group: string) => boolean): Checked<readonly FileSite[]> {
  // To its schema a list is an object without fields.
  if (Array.isArray(value)) return { value: undefined, issues: [{ path: '', message: 'an object with "version" and "sites" is needed' }] };
  const shaped = checkShape(ConfigFile, value);
  if (!shaped.value) return shaped;
  const { sites } = shaped.value;
  const meaning = sites.flatMap((site, index) =>
    meaningIssues(site, hasGroup).map((issue) => ({ ...issue, path: `sites.${index}.${issue.path}` })),
  );
  return checked(sites, [...sameKeys(sites), ...meaning]);
}

/** The file's text and its mistakes with their places. */
export interface ReadConfigFile {
  /** `undefined` where there are mistakes. */
  readonly sites: readonly FileSite[] | undefined;
  readonly issues: readonly PlacedIssue[];
  /** Where in the file a mistake is that was found elsewhere. */
  place(issue: ConfigIssue): PlacedIssue;
}

/**
 * @param hasGroup - Whether there is such a group of agents
 * @throws {Error} It cannot be read, with the system's `code`.
 */
export async function readConfigFile(file: string, hasGroup: (group: string) => boolean): Promise<ReadConfigFile> {
  if ((await stat(file)).size > CONFIG_FILE_MAX_BYTES) {
    const issue = { path: '', line: 1, column: 1, message: `the file is longer than ${CONFIG_FILE_MAX_BYTES} bytes` };
    return { sites: undefined, issues: [issue], place: (other) => ({ ...issue, ...other }) };
  }
  const { value, issues, place } = parseConfigText(await readFile(file, 'utf8'));
  if (issues.length > 0) return { sites: undefined, issues, place };
  const { value: sites, issues: found } = checkConfigFile(value, hasGroup);
  return { sites, issues: found.map(place), place };
}

/** A mistake as compilers tell it: `sites.json:12:5: $.sites[0].origins: …`. */
export const issueLine = (file: string, { line, column, path, message }: PlacedIssue): string =>
  `${file}:${line}:${column}: ${path === '' ? '' : `${jsonPath(path)}: `}${message}`;

const jsonPath = (path: string): string => `$.${path.replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]')}`;

const sameKeys = (sites: readonly FileSite[]): ConfigIssue[] =>
  sites.flatMap(({ key }, index) => {
    const first = sites.findIndex((site) => site.key === key);
    return first === index ? [] : [{ path: `sites.${index}.key`, message: `the site before at sites[${first}] has the same key` }];
  });
