import type { SiteVersions, SiteView } from '../../protocol/admin.ts';
import type { SiteConfig } from '../../protocol/site-config.ts';
import type { Clock } from '../clock.ts';
import { newSecret } from '../ids.ts';
import type { AdminFact } from '../record/admin-record.ts';
import type { Store } from '../store/store.ts';
import { newDocument, publishedOf, withDraft, withPublished, type Deed, type SiteDocument } from './site-document.ts';
import type { Site, Sites } from './sites.ts';

const KEY_PREFIX = 'site ';
/** Sites of one installation. */
export const SITES_MAX = 200;
/** Versions of one answer. */
const PAGE_SIZE = 20;

/** Why a change was not made; nothing was touched. */
export class SiteRefusal extends Error {
  override readonly name = 'SiteRefusal';
  readonly code: 'E_NOT_FOUND' | 'E_CHANGED' | 'E_NO_DRAFT' | 'E_SITES_FILE' | 'E_TOO_MANY_SITES';
  /** Of `E_CHANGED`: who was first. */
  readonly changed: Deed | undefined;

  constructor(code: SiteRefusal['code'], changed?: Deed) {
    super(code);
    this.code = code;
    this.changed = changed;
  }
}

/** The revision that the one who changes has seen, and who that is. */
export interface Change {
  readonly by: string;
  readonly revision: number;
}

/** A site with the number that the next change has to name. */
export interface NumberedSite {
  readonly view: SiteView;
  readonly revision: number;
}

/** `before` is what was published until then. */
export type PublishedListener = (site: Site, before: Site | undefined) => void;

export interface SiteBookDeps {
  readonly store: Pick<Store, 'documents' | 'saveDocument'>;
  readonly clock: Clock;
  /**
   * The site of the sample shop: the first one of an installation. It can be changed like others, but is on our own origins,
   * whatever they are at this start.
   */
  readonly sample: Site;
}

/**
 * The sites of an installation: what is published, the draft that is to be, and the versions before. Every change is in the
 * administration's record in the same write, before it has any effect; what is published has effect from the next question on.
 */
export class SiteBook {
  readonly editable: boolean;
  readonly #documents = new Map<string, SiteDocument>();
  readonly #published = new Map<string, Site>();
  readonly #deps: SiteBookDeps | undefined;
  readonly #listeners = new Set<PublishedListener>();
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(deps: SiteBookDeps | undefined) {
    this.#deps = deps;
    this.editable = deps !== undefined;
  }

  /** Sites that stand in a file, and are changed there. */
  static ofFile(sites: readonly Site[], atMs: number): SiteBook {
    const book = new SiteBook(undefined);
    for (const { key, ...config } of sites) {
      const deed = { by: null, atMs };
      book.#put(withPublished(newDocument(key, config, deed), config, '', deed));
    }
    return book;
  }

  /** @throws {StoreError} */
  static async open(deps: SiteBookDeps): Promise<SiteBook> {
    const book = new SiteBook(deps);
    for (const [key, text] of deps.store.documents) {
      if (key.startsWith(KEY_PREFIX)) book.#put(JSON.parse(text) as SiteDocument);
    }
    if (!book.#documents.has(deps.sample.key)) {
      const { key, ...config } = deps.sample;
      const deed = { by: null, atMs: deps.clock.nowMs() };
      await book.#save(withPublished(newDocument(key, config, deed), config, '', deed), publishedFact);
    }
    return book;
  }

  /** Of the site of the sample shop, where there is one. */
  get sampleKey(): string | undefined {
    return this.#deps?.sample.key;
  }

  get sites(): Sites {
    return this.#published;
  }

  /** Tells of each publication from now on, once it has effect. */
  onPublished(listener: PublishedListener): void {
    this.#listeners.add(listener);
  }

  /** In the order of their names. */
  list(): SiteView[] {
    const nameOf = ({ draft, published }: SiteView): string => (published ?? draft)?.config.name ?? '';
    return [...this.#documents.values()].map((document) => this.#viewOf(document)).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  }

  /** @throws {SiteRefusal} `E_NOT_FOUND` */
  find(key: string): NumberedSite {
    return this.#numbered(this.#document(key));
  }

  /** The newest first; those before version `before`. @throws {SiteRefusal} `E_NOT_FOUND` */
  versions(key: string, before = Infinity): SiteVersions {
    const older = this.#document(key).versions.filter(({ number }) => number < before).toReversed();
    const versions = older.slice(0, PAGE_SIZE);
    return { versions, next: older.length > PAGE_SIZE ? (versions.at(-1)?.number ?? null) : null };
  }

  /** A new site, which is a draft. @throws {SiteRefusal | StoreError} */
  create(config: SiteConfig, by: string): Promise<NumberedSite> {
    return this.#inTurn(async () => {
      if (this.#documents.size >= SITES_MAX) throw new SiteRefusal('E_TOO_MANY_SITES');
      return this.#save(newDocument(newSecret(), config, this.#deed(by)), draftedFact);
    });
  }

  /** @throws {SiteRefusal | StoreError} */
  saveDraft(key: string, config: SiteConfig, change: Change): Promise<NumberedSite> {
    return this.#change(key, change, (document) => this.#save(withDraft(document, config, this.#deed(change.by)), draftedFact));
  }

  /** What is published stays. A site that never was keeps its draft. @throws {SiteRefusal | StoreError} */
  dropDraft(key: string, change: Change): Promise<NumberedSite> {
    return this.#change(key, change, (document) => {
      if (!document.draft || document.versions.length === 0) throw new SiteRefusal('E_NO_DRAFT');
      return this.#save(withDraft(document, null, this.#deed(change.by)), droppedFact);
    });
  }

  /** @throws {SiteRefusal | StoreError} */
  publish(key: string, note: string, change: Change): Promise<NumberedSite> {
    return this.#change(key, change, async (document) => {
      if (!document.draft) throw new SiteRefusal('E_NO_DRAFT');
      const before = this.#published.get(key);
      const published = await this.#save(withPublished(document, document.draft.config, note, this.#deed(change.by)), publishedFact);
      const site = this.#published.get(key);
      if (site) this.#listeners.forEach((tell) => tell(site, before));
      return published;
    });
  }

  /** Makes the draft of an old version. @throws {SiteRefusal | StoreError} */
  restore(key: string, number: number, change: Change): Promise<NumberedSite> {
    return this.#change(key, change, (document) => {
      const version = document.versions.find((each) => each.number === number);
      if (!version) throw new SiteRefusal('E_NOT_FOUND');
      return this.#save(withDraft(document, version.config, this.#deed(change.by)), draftedFact);
    });
  }

  #change(key: string, { revision }: Change, make: (document: SiteDocument) => Promise<NumberedSite>): Promise<NumberedSite> {
    return this.#inTurn(async () => {
      const document = this.#document(key);
      if (document.revision !== revision) throw new SiteRefusal('E_CHANGED', document.changed);
      return make(document);
    });
  }

  /** One change after the other: of two that have seen the same, the second sees the first. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (!this.editable) return Promise.reject(new SiteRefusal('E_SITES_FILE'));
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #save(document: SiteDocument, factOf: (document: SiteDocument) => AdminFact): Promise<NumberedSite> {
    const { type, ...payload } = factOf(document);
    const fact = { type, payload, atMs: document.changed.atMs };
    await this.#deps?.store.saveDocument(KEY_PREFIX + document.key, JSON.stringify(document), [fact]);
    this.#put(document);
    return this.#numbered(document);
  }

  #put(document: SiteDocument): void {
    const { key } = document;
    this.#documents.set(key, document);
    const published = publishedOf(document);
    if (published) this.#published.set(key, { key, ...published.config, origins: this.#originsOf(key, published.config) });
  }

  #originsOf(key: string, { origins }: SiteConfig): string[] {
    const { sample } = this.#deps ?? {};
    return key === sample?.key ? [...new Set([...sample.origins, ...origins])] : origins;
  }

  #document(key: string): SiteDocument {
    const document = this.#documents.get(key);
    if (!document) throw new SiteRefusal('E_NOT_FOUND');
    return document;
  }

  #numbered(document: SiteDocument): NumberedSite {
    return { view: this.#viewOf(document), revision: document.revision };
  }

  #viewOf(document: SiteDocument): SiteView {
    return { key: document.key, editable: this.editable, published: publishedOf(document) ?? null, draft: document.draft };
  }

  #deed(by: string): Deed {
    return { by, atMs: this.#deps?.clock.nowMs() ?? 0 };
  }
}

const draftedFact = ({ key, revision, changed, draft }: SiteDocument): AdminFact => ({
  type: 'site.drafted',
  siteKey: key,
  revision,
  by: changed.by,
  config: draft?.config ?? null,
});

const droppedFact = ({ key, revision, changed }: SiteDocument): AdminFact => ({
  type: 'site.draftDropped',
  siteKey: key,
  revision,
  by: changed.by,
});

function publishedFact(document: SiteDocument): AdminFact {
  const { number, config, note } = publishedOf(document)!;
  return { type: 'site.published', siteKey: document.key, version: number, note, by: document.changed.by, config };
}
