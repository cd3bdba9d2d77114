import * as v from 'valibot';
import { Publish } from './admin.ts';
import { SiteConfig, SiteKey } from './site-config.ts';

/**
 * The configuration as a file: what `npm run config` exports and imports, and what `SIDESEAT_SITES` names. Its JSON Schema is at
 * `CONFIG_SCHEMA_PATH`; what a schema cannot say (CSS selectors, groups that are there) is told when it is validated.
 */

export const CONFIG_SCHEMA_PATH = '/api/config.schema.json';
/** Rises with every change that older files do not fit. */
export const CONFIG_VERSION = 1;
/** Sites of one installation. */
export const SITES_MAX = 200;
/** Longest file. */
export const CONFIG_FILE_MAX_BYTES = 4_194_304;

/** A site with its key; of a new one, any that no other site has. */
export const SiteEntry = v.strictObject({ key: SiteKey, ...SiteConfig.entries });
export type SiteEntry = v.InferOutput<typeof SiteEntry>;

/**
 * A site as it stands in a file. `publishedVersion`: the number of the version that was exported. Where a later one is published by the
 * time of the import, the import is refused; a site without it is taken as it is.
 */
export const FileSite = v.strictObject({ ...SiteEntry.entries, publishedVersion: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))) });
export type FileSite = v.InferOutput<typeof FileSite>;

export const ConfigFile = v.strictObject({
  $schema: v.exactOptional(v.string()),
  version: v.literal(CONFIG_VERSION, `this server reads version ${CONFIG_VERSION} and no other`),
  sites: v.pipe(v.array(FileSite), v.maxLength(SITES_MAX)),
});
export type ConfigFile = v.InferOutput<typeof ConfigFile>;

/** `file`: a `ConfigFile`; its mistakes are told one by one. Without `publish` it becomes drafts. */
export const ConfigImport = v.strictObject({
  file: v.unknown(),
  publish: v.exactOptional(v.boolean(), false),
  ...Publish.entries,
});

/** What became of each site of the file. */
export const ConfigImported = v.object({
  sites: v.array(v.object({ key: SiteKey, name: v.string(), became: v.picklist(['drafted', 'published', 'unchanged']) })),
});
export type ConfigImported = v.InferOutput<typeof ConfigImported>;
