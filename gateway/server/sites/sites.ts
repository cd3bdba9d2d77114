import type { SiteConfig } from '../../protocol/site-config.ts';

/** A web site whose visitors may click to connect, as it is published. */
export interface Site extends SiteConfig {
  readonly key: string;
}

/** What is published, by the sites' keys. A publication replaces the entry; nobody keeps one across a question. */
export type Sites = ReadonlyMap<string, Site>;
