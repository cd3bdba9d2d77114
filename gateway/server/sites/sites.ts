import type { SiteEntry } from '../../protocol/config-file.ts';

/** A web site whose visitors may click to connect, as it is published. */
export interface Site extends SiteEntry {
  /** Number of the publication. */
  readonly version: number;
}

/** What is published, by the sites' keys. A publication replaces the entry; nobody keeps one across a question. */
export type Sites = ReadonlyMap<string, Site>;
