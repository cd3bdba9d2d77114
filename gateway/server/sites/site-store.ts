import type { SiteVersion, SiteVersionAbout } from '../../protocol/admin.ts';
import type { SiteConfig } from '../../protocol/site-config.ts';
import type { DocumentChange, Store } from '../store/store.ts';
import type { SiteDocument } from './site-document.ts';

const KEY_PREFIX = 'site ';
/** Versions that can be brought back; older ones stay in the record alone. */
const VERSIONS_MAX = 100;

/** A document as it is stored: of its versions, only which one is published. */
interface StoredSite extends Omit<SiteDocument, 'published'> {
  readonly published: number | null;
}

/** How sites stand in the store. A change writes what is new: the draft, and a version where one is published. */
export function changeOf(document: SiteDocument, before: SiteDocument | undefined): DocumentChange {
  const { published, ...rest } = document;
  const stored: StoredSite = { ...rest, published: published?.number ?? null };
  const change = { key: KEY_PREFIX + document.key, value: JSON.stringify(stored) };
  if (!published || published.number === before?.published?.number) return change;
  const { number, config, ...about } = published;
  const forgetUpTo = number - VERSIONS_MAX;
  return { ...change, version: { number, about: JSON.stringify(about), value: JSON.stringify(config), forgetUpTo } };
}

/** All sites as they are. @throws {StoreError} */
export async function readSites(store: Pick<Store, 'documents' | 'documentVersions' | 'documentVersion'>): Promise<SiteDocument[]> {
  const sites = [...store.documents].filter(([key]) => key.startsWith(KEY_PREFIX));
  return Promise.all(
    sites.map(async ([, text]) => {
      const { published, ...rest } = JSON.parse(text) as StoredSite;
      const draft = rest.draft && { ...rest.draft, config: withAllLists(rest.draft.config) };
      return { ...rest, draft, published: published === null ? null : ((await readVersion(store, rest.key, published)) ?? null) };
    }),
  );
}

/** The newest first; those below a number. @throws {StoreError} */
export async function readVersions(
  store: Pick<Store, 'documentVersions'>,
  key: string,
  below: number,
  count: number,
): Promise<SiteVersionAbout[]> {
  const versions = await store.documentVersions(KEY_PREFIX + key, below, count);
  return versions.map(({ number, about }) => ({ number, ...(JSON.parse(about) as Omit<SiteVersionAbout, 'number'>) }));
}

/** `undefined` where there is none, or no longer. @throws {StoreError} */
export async function readVersion(
  store: Pick<Store, 'documentVersions' | 'documentVersion'>,
  key: string,
  number: number,
): Promise<SiteVersion | undefined> {
  const [about] = await readVersions(store, key, number + 1, 1);
  const config = await store.documentVersion(KEY_PREFIX + key, number);
  return about?.number === number && config !== undefined ? { ...about, config: withAllLists(JSON.parse(config) as SiteConfig) } : undefined;
}

/** What was stored before pages could be forbidden forbids none. */
const withAllLists = (config: SiteConfig): SiteConfig => ({ ...config, masks: { ...config.masks, forbiddenPaths: config.masks.forbiddenPaths ?? [] } });
