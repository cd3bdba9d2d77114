import type { SiteList, SiteSummary, SiteVersion, SiteVersionAbout, SiteVersions, SiteView } from '../../protocol/admin.ts';
import { CONFIG_VERSION, SITES_MAX, type ConfigFile, type ConfigImported, type FileSite, type SiteEntry } from '../../protocol/config-file.ts';
import type { SiteConfig } from '../../protocol/site-config.ts';
import { AdminRefusal, type Change, type Numbered } from '../admin-refusal.ts';
import type { Clock } from '../clock.ts';
import { newSecret } from '../ids.ts';
import type { AdminFact } from '../record/admin-record.ts';
import type { Store } from '../store/store.ts';
import { newDocument, withDraft, withPublished, type Deed, type SiteDocument } from './site-document.ts';
import { configOf, isSame, laterVersionIssue, otherDraftIssue } from './file-site.ts';
import { draftedFact, droppedFact, publishedFact } from './site-facts.ts';
import { changeOf, readSites, readVersion, readVersions } from './site-store.ts';
import type { Site, Sites } from './sites.ts';

/** Versions, and sites, of one answer. */
const VERSIONS_PAGE = 20;
const SITES_PAGE = 50;

/** `before` is what was published until then. */
export type PublishedListener = (site: Site, before: Site | undefined) => void;

export interface SiteBookDeps {
  readonly store: Pick<Store, 'documents' | 'saveDocuments' | 'documentVersions' | 'documentVersion'>;
  readonly clock: Clock;
  /** Whether this account may change anything, as of now. */
  mayChange(userName: string): boolean;
  /**
   * The site of the sample shop: the first one of an installation. It can be changed like others, but is on our own origins,
   * whatever they are at this start.
   */
  readonly sample: SiteEntry;
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
  static ofFile(sites: readonly FileSite[], atMs: number): SiteBook {
    const book = new SiteBook(undefined);
    for (const site of sites) {
      const config = configOf(site);
      const deed = { by: null, atMs };
      book.#put(withPublished(newDocument(site.key, config, deed), config, '', deed));
    }
    return book;
  }

  /** @throws {StoreError} */
  static async open(deps: SiteBookDeps): Promise<SiteBook> {
    const book = new SiteBook(deps);
    for (const site of await readSites(deps.store)) book.#put(site);
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

  /** In the order of their names. @param after - The site that the page before ended with. @throws {AdminRefusal} `E_NOT_FOUND` */
  list(after?: string): SiteList {
    const all = this.#inOrder;
    if (after !== undefined && !this.#documents.has(after)) throw new AdminRefusal('E_NOT_FOUND');
    const start = all.findIndex(({ key }) => key === after) + 1;
    const sites = all.slice(start, start + SITES_PAGE).map((document) => this.#summaryOf(document));
    return { sites, next: start + SITES_PAGE < all.length ? (sites.at(-1)?.key ?? null) : null };
  }

  /** In the order of their names. */
  get all(): SiteView[] {
    return this.#inOrder.map((document) => this.#viewOf(document));
  }

  get #inOrder(): SiteDocument[] {
    return [...this.#documents.values()].toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)) || one.key.localeCompare(other.key));
  }

  /** @throws {AdminRefusal} `E_NOT_FOUND` */
  find(key: string): Numbered<SiteView> {
    return this.#numbered(this.#document(key));
  }

  /** The newest first; those before version `before`. @throws {AdminRefusal | StoreError} `E_NOT_FOUND` */
  async versions(key: string, before = Number.MAX_SAFE_INTEGER): Promise<SiteVersions> {
    const { published } = this.#document(key);
    if (!this.#deps) return { versions: published && published.number < before ? [aboutOf(published)] : [], next: null };
    const older = await readVersions(this.#deps.store, key, before, VERSIONS_PAGE + 1);
    const versions = older.slice(0, VERSIONS_PAGE);
    return { versions, next: older.length > VERSIONS_PAGE ? (versions.at(-1)?.number ?? null) : null };
  }

  /** One of the versions that can be brought back. @throws {AdminRefusal | StoreError} `E_NOT_FOUND` */
  async version(key: string, number: number): Promise<SiteVersion> {
    const { published } = this.#document(key);
    const version = published?.number === number ? published : this.#deps && (await readVersion(this.#deps.store, key, number));
    if (!version) throw new AdminRefusal('E_NOT_FOUND');
    return version;
  }

  /** A new site, which is a draft. @throws {AdminRefusal | StoreError} */
  create(config: SiteConfig, by: string): Promise<Numbered<SiteView>> {
    return this.#inTurn(async () => {
      if (this.#documents.size >= SITES_MAX) throw new AdminRefusal('E_TOO_MANY_SITES');
      return this.#save(newDocument(newSecret(), config, this.#deed(by)), draftedFact);
    });
  }

  /** @throws {AdminRefusal | StoreError} */
  saveDraft(key: string, config: SiteConfig, change: Change): Promise<Numbered<SiteView>> {
    return this.#change(key, change, (document) => this.#save(withDraft(document, config, this.#deed(change.by)), draftedFact));
  }

  /** What is published stays. A site that never was keeps its draft. @throws {AdminRefusal | StoreError} */
  dropDraft(key: string, change: Change): Promise<Numbered<SiteView>> {
    return this.#change(key, change, (document) => {
      if (!document.draft || !document.published) throw new AdminRefusal('E_NO_DRAFT');
      return this.#save(withDraft(document, null, this.#deed(change.by)), droppedFact);
    });
  }

  /** @throws {AdminRefusal | StoreError} */
  publish(key: string, note: string, change: Change): Promise<Numbered<SiteView>> {
    return this.#change(key, change, async (document) => {
      if (!document.draft) throw new AdminRefusal('E_NO_DRAFT');
      return this.#save(withPublished(document, document.draft.config, note, this.#deed(change.by)), publishedFact);
    });
  }

  /** Makes the draft of an old version. @throws {AdminRefusal | StoreError} */
  restore(key: string, number: number, change: Change): Promise<Numbered<SiteView>> {
    return this.#change(key, change, async (document) => {
      const { config } = await this.version(key, number);
      return this.#save(withDraft(document, config, this.#deed(change.by)), draftedFact);
    });
  }

  /** What is published, as a file. Sites that stand in a file have no versions that another installation could know. */
  export(): ConfigFile {
    const documents = [...this.#documents.values()].sort((one, other) => one.key.localeCompare(other.key));
    const sites = documents.flatMap(({ key, published }) => {
      if (!published) return [];
      return [{ key, ...(this.editable && { publishedVersion: published.number }), ...published.config }];
    });
    return { version: CONFIG_VERSION, sites };
  }

  /**
   * Makes the sites of a file drafts, or publishes them: all, or none. A site that is published like that stays as it is, and so does
   * one that is not in the file. @throws {AdminRefusal | StoreError} `E_OTHER_DRAFTS`: somebody works at one of them. `E_CHANGED`: of one
   * of them, a later version is published than the file began with.
   */
  import(sites: readonly FileSite[], { by, publish, note }: { by: string; publish: boolean; note: string }): Promise<ConfigImported> {
    return this.#inTurn(async () => {
      this.#expectNewest(sites);
      this.#expectNoOtherDraft(sites);
      const changed = sites.filter((site) => !this.#isPublishedAs(site));
      const newOnes = changed.filter(({ key }) => !this.#documents.has(key));
      if (this.#documents.size + newOnes.length > SITES_MAX) throw new AdminRefusal('E_TOO_MANY_SITES');
      const deed = this.#deed(by);
      const documents = changed.map((site) => {
        const { key } = site;
        const config = configOf(site);
        const document = this.#documents.get(key);
        if (publish) return withPublished(document ?? newDocument(key, config, deed), config, note, deed);
        return document ? withDraft(document, config, deed) : newDocument(key, config, deed);
      });
      if (documents.length > 0) await this.#saveAll(documents, publish ? publishedFact : draftedFact);
      const became = publish ? ('published' as const) : ('drafted' as const);
      return { sites: sites.map((site) => ({ key: site.key, name: site.name, became: changed.includes(site) ? became : 'unchanged' })) };
    });
  }

  /** Nothing that was published after the file was exported is lost by importing it. @throws {AdminRefusal} `E_CHANGED` */
  #expectNewest(sites: readonly FileSite[]): void {
    const later = sites.flatMap((site, index) => {
      const published = this.#documents.get(site.key)?.published;
      const issue = published && laterVersionIssue(published, site, index);
      return issue ? [{ issue, by: published.by, atMs: published.atMs }] : [];
    });
    const [first] = later;
    if (!first) return;
    const { by, atMs } = first;
    throw new AdminRefusal('E_CHANGED', { changed: { by, atMs }, issues: later.map(({ issue }) => issue) });
  }

  /** @throws {AdminRefusal} `E_OTHER_DRAFTS` */
  #expectNoOtherDraft(sites: readonly FileSite[]): void {
    const issues = sites.flatMap((site, index) => {
      const draft = this.#documents.get(site.key)?.draft;
      return (draft && otherDraftIssue(draft, site, index)) ?? [];
    });
    if (issues.length > 0) throw new AdminRefusal('E_OTHER_DRAFTS', { issues });
  }

  #isPublishedAs(site: FileSite): boolean {
    const document = this.#documents.get(site.key);
    return document?.draft === null && document.published !== null && isSame(document.published.config, site);
  }

  #change(key: string, { revision }: Change, make: (document: SiteDocument) => Promise<Numbered<SiteView>>): Promise<Numbered<SiteView>> {
    return this.#inTurn(async () => {
      const document = this.#document(key);
      if (document.revision !== revision) throw new AdminRefusal('E_CHANGED', { changed: document.changed });
      return make(document);
    });
  }

  /** One change after the other: of two that have seen the same, the second sees the first. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (!this.editable) return Promise.reject(new AdminRefusal('E_SITES_FILE'));
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #save(document: SiteDocument, factOf: (document: SiteDocument) => AdminFact): Promise<Numbered<SiteView>> {
    await this.#saveAll([document], factOf);
    return this.#numbered(document);
  }

  async #saveAll(documents: readonly SiteDocument[], factOf: (document: SiteDocument) => AdminFact): Promise<void> {
    const facts = documents.map((document) => {
      const { type, ...payload } = factOf(document);
      return { type, payload, atMs: document.changed.atMs };
    });
    if (documents.some(({ changed: { by } }) => by !== null && !this.#deps?.mayChange(by))) throw new AdminRefusal('E_NOT_ALLOWED');
    const changes = documents.map((document) => changeOf(document, this.#documents.get(document.key)));
    await this.#deps?.store.saveDocuments(changes, facts);
    documents.forEach((document) => this.#put(document));
  }

  /** From now on it is like that, also for whoever is told of publications. */
  #put(document: SiteDocument): void {
    const { key, published } = document;
    const isPublication = published?.number !== this.#documents.get(key)?.published?.number;
    this.#documents.set(key, document);
    if (!published || !isPublication) return;
    const before = this.#published.get(key);
    const site = { key, version: published.number, ...published.config, origins: this.#originsOf(key, published.config) };
    this.#published.set(key, site);
    this.#listeners.forEach((tell) => tell(site, before));
  }

  #originsOf(key: string, { origins }: SiteConfig): string[] {
    const { sample } = this.#deps ?? {};
    return key === sample?.key ? [...new Set([...sample.origins, ...origins])] : origins;
  }

  #document(key: string): SiteDocument {
    const document = this.#documents.get(key);
    if (!document) throw new AdminRefusal('E_NOT_FOUND');
    return document;
  }

  #numbered(document: SiteDocument): Numbered<SiteView> {
    return { view: this.#viewOf(document), revision: document.revision };
  }

  #viewOf(document: SiteDocument): SiteView {
    return { key: document.key, editable: this.editable, published: document.published, draft: document.draft };
  }

  #summaryOf(document: SiteDocument): SiteSummary {
    const { key, published, draft } = document;
    return {
      key,
      editable: this.editable,
      name: nameOf(document),
      cobrowse: published?.config.cobrowse ?? null,
      published: published && aboutOf(published),
      draft: draft && { by: draft.by, atMs: draft.atMs },
    };
  }

  #deed(by: string): Deed {
    return { by, atMs: this.#deps?.clock.nowMs() ?? 0 };
  }
}

const nameOf = ({ published, draft }: SiteDocument): string => (published ?? draft)?.config.name ?? '';

const aboutOf = ({ number, note, by, atMs }: SiteVersion): SiteVersionAbout => ({ number, note, by, atMs });
