import type { SiteConfig } from '../../protocol/site-config.ts';

/** Who did something and when; `by` null: the installation itself. */
export interface Deed {
  readonly by: string | null;
  readonly atMs: number;
}
export interface SiteVersion extends Deed {
  /** 1 for the first of a site. */
  readonly number: number;
  readonly config: SiteConfig;
  readonly note: string;
}
export interface SiteDraft extends Deed {
  readonly config: SiteConfig;
}

/** All that is kept of a site. Each change makes a new one, which is numbered by `revision`. */
export interface SiteDocument {
  readonly key: string;
  readonly revision: number;
  /** The oldest first; the last one is what is published. */
  readonly versions: readonly SiteVersion[];
  readonly draft: SiteDraft | null;
  /** Who changed it last. */
  readonly changed: Deed;
}

/** Versions that can be brought back; older ones stay in the record alone. */
const VERSIONS_MAX = 100;

export const newDocument = (key: string, config: SiteConfig, deed: Deed): SiteDocument => ({
  key,
  revision: 1,
  versions: [],
  draft: { config, ...deed },
  changed: deed,
});

export const publishedOf = ({ versions }: SiteDocument): SiteVersion | undefined => versions.at(-1);

export const withDraft = (document: SiteDocument, config: SiteConfig | null, deed: Deed): SiteDocument => ({
  ...document,
  revision: document.revision + 1,
  draft: config && { config, ...deed },
  changed: deed,
});

export function withPublished(document: SiteDocument, config: SiteConfig, note: string, deed: Deed): SiteDocument {
  const version: SiteVersion = { number: (publishedOf(document)?.number ?? 0) + 1, config, note, ...deed };
  return {
    ...withDraft(document, null, deed),
    versions: [...document.versions, version].slice(-VERSIONS_MAX),
  };
}
