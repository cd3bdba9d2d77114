import type { SiteDraft, SiteVersion } from '../../protocol/admin.ts';
import type { FileSite } from '../../protocol/config-file.ts';
import type { SiteConfig } from '../../protocol/site-config.ts';
import { differencesBetween } from './config-difference.ts';
import type { ConfigIssue } from './site-check.ts';

/** A site of a configuration file against what is known of it. */

/** What is configured of it. */
export const configOf = ({ key: _key, publishedVersion: _version, ...config }: FileSite): SiteConfig => config;

/** Whether the file has nothing else. */
export const isSame = (config: SiteConfig, site: FileSite): boolean => differencesBetween(config, configOf(site)).length === 0;

/** Something else was published after the file was exported, and would be lost. @param index - Of the site in the file. */
export function laterVersionIssue(published: SiteVersion, site: FileSite, index: number): ConfigIssue | undefined {
  const { publishedVersion = published.number } = site;
  if (publishedVersion >= published.number || isSame(published.config, site)) return undefined;
  return { path: `sites.${index}`, message: `version ${published.number} is published, and the file began with ${publishedVersion}: export it anew` };
}

/** Somebody works at a draft that is not the file's. @param index - Of the site in the file. */
export function otherDraftIssue(draft: SiteDraft, site: FileSite, index: number): ConfigIssue | undefined {
  if (isSame(draft.config, site)) return undefined;
  const message = `${draft.by ?? 'the installation'} has another draft of ${new Date(draft.atMs).toISOString()}: publish or drop that first`;
  return { path: `sites.${index}`, message };
}
