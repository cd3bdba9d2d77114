import type { SiteDraft, SiteVersion } from '../../protocol/admin.ts';
import type { SiteConfig } from '../../protocol/site-config.ts';

/** Who did something and when; `by` null: the installation itself. */
export interface Deed {
  readonly by: string | null;
  readonly atMs: number;
}

/**
 * What is known of a site at any time; versions before the published one stay with the store. Each change makes a new one, which is
 * numbered by `revision`.
 */
export interface SiteDocument {
  readonly key: string;
  readonly revision: number;
  readonly published: SiteVersion | null;
  readonly draft: SiteDraft | null;
  /** Who changed it last. */
  readonly changed: Deed;
}

export const newDocument = (key: string, config: SiteConfig, deed: Deed): SiteDocument => ({
  key,
  revision: 1,
  published: null,
  draft: { config, ...deed },
  changed: deed,
});

export const withDraft = (document: SiteDocument, config: SiteConfig | null, deed: Deed): SiteDocument => ({
  ...document,
  revision: document.revision + 1,
  draft: config && { config, ...deed },
  changed: deed,
});

export const withPublished = (document: SiteDocument, config: SiteConfig, note: string, deed: Deed): SiteDocument => ({
  ...withDraft(document, null, deed),
  published: { number: (document.published?.number ?? 0) + 1, config, note, ...deed },
});
