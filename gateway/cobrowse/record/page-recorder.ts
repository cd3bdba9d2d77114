import { PAGE_VERSION } from '../../protocol/cobrowse-limits.ts';
import { ALL_MASK_RULES, type MaskRules } from '../mask/mask-policy.ts';
import { Masking } from '../mask/masking.ts';
import { PrivateValues } from '../mask/private-values.ts';
import type { TextMatcher } from '../mask/text-matcher.ts';
import { ElementAttributes } from './element-attributes.ts';
import { EventSender, type NewEvent } from './event-sender.ts';
import { isHiddenRoot, KnownNodes, type KnownNode } from './known-nodes.ts';
import { PageAssets } from './page-assets.ts';
import { PageChanges } from './page-changes.ts';
import { PageContents } from './page-contents.ts';
import { PageListeners } from './page-listeners.ts';
import { PageName } from './page-name.ts';
import { PagePauses, type Pause } from './page-pauses.ts';
import { PageTooLarge, PageWalk } from './page-walk.ts';
import { newPageId, type PageRecorderOptions, type RecorderEnd } from './recorder-options.ts';
import { SlicedWork } from './sliced-work.ts';

/** Milliseconds between two events with changes: those of one frame come together. */
const CHANGES_EVERY_MS = 16;
/** … between two looks at what no event tells: addresses, values that scripts set. */
const LOOK_EVERY_MS = 250;
/** Every which look also compares style sheets and pictures that are drawn. */
const SLOW_LOOKS = 4;

/**
 * Tells what a page shows, from the moment it is started until it is stopped, without what is private. It changes nothing in
 * the page, and takes little of its time.
 */
export class PageRecorder {
  readonly #options: PageRecorderOptions;
  readonly #masking: Masking;
  readonly #values = new PrivateValues();
  readonly #sender: EventSender;
  readonly #known: KnownNodes;
  readonly #assets: PageAssets;
  readonly #contents: PageContents;
  readonly #walk: PageWalk;
  readonly #changes: PageChanges;
  readonly #work: SlicedWork;
  readonly #observer: MutationObserver;
  readonly #pauses: PagePauses;
  readonly #name: PageName;
  readonly #pageId = newPageId();
  #listeners: PageListeners | null = null;
  #state: 'new' | 'recording' | 'paused' | 'ended' = 'new';
  #cancelLook: (() => void) | null = null;
  #cancelFlush: (() => void) | null = null;
  #lastFlushAt = Number.NEGATIVE_INFINITY;
  /** The snapshot is whole. */
  #isReady = false;
  /** What changed is about to be told. */
  #isTelling = false;
  #looks = 0;
  /** The slice of work in which private values were last read. */
  #readInSlice = 0;

  /** @param rules - What keeps things private; all of them but for tests */
  constructor(options: PageRecorderOptions, rules: MaskRules = ALL_MASK_RULES) {
    this.#options = options;
    const { window, policy, now, schedule } = options;
    this.#masking = new Masking(policy, rules, window.document);
    this.#name = new PageName(window, this.#masking);
    this.#sender = new EventSender((event) => options.send(event), () => this.#leaked(), () => this.#secrets());
    this.#known = new KnownNodes((known) => this.#contents.forget(known));
    this.#assets = new PageAssets(window, (element) => this.#noteStyle(element));
    const attributes = new ElementAttributes(this.#masking, this.#assets);
    this.#walk = new PageWalk({
      known: this.#known,
      masking: this.#masking,
      values: this.#values,
      attributes,
      met: (element, known, picture) => {
        this.#changes.keepState(element, known);
        this.#contents.met(element, picture);
      },
      isMissing: (element) => this.#contents.isMissing(element),
      isOutdated: (known) => this.#changes.isOutdated(known),
      cameHere: (node) => this.#note(() => this.#changes.noteAgain(node)),
      metRoot: (root) => this.#observe(root),
    });
    this.#changes = new PageChanges({ known: this.#known, masking: this.#masking, attributes, walk: this.#walk, sender: this.#sender });
    this.#contents = new PageContents({
      window,
      masking: this.#masking,
      assets: this.#assets,
      known: this.#known,
      sender: this.#sender,
      changes: this.#changes,
      values: this.#values,
      changed: () => this.#flushSoon(),
    });
    this.#work = new SlicedWork(schedule, now, (error) => this.#failed(error));
    this.#observer = new window.MutationObserver((records) => this.#mutated(records));
    this.#pauses = new PagePauses({ window, masking: this.#masking, now, schedule, retry: () => this.resync() });
  }

  /** Elements of which something is hidden, for showing the customer what the agent does not see. */
  get hiddenElements(): Iterable<Element> {
    return [...this.#known.all].filter((known) => this.#isHiddenRoot(known)).map(({ node }) => node as Element);
  }

  #isHiddenRoot(known: KnownNode): boolean {
    return isHiddenRoot(known, this.#masking.pageTreatment);
  }

  /** The node that the agent's page has under this number; `null` where there is none, or none any more. */
  nodeOf(id: number): Node | null {
    if (!this.#isTold) return null;
    const node = this.#known.withId(id)?.node as Partial<Node> | undefined;
    return node?.isConnected ? (node as Node) : null;
  }

  /** Why no agent may use an element, as it is at this moment and whatever was told of it; `null` where agents may. */
  forbids(element: Element): 'private' | 'noControl' | null {
    return this.#isTold ? this.#masking.forbids(element) : 'private';
  }

  /** Of a page that is paused the agent sees nothing, and may use nothing. */
  get #isTold(): boolean {
    return this.#state === 'recording' && this.#pauses.neededByPath === null;
  }

  /** Leaks that were held back. */
  get leaks(): number {
    return this.#pauses.leaks;
  }

  /** Milliseconds of the longest piece of work at once. */
  get longestSliceMs(): number {
    return this.#work.longestMs;
  }

  /** Begins with a snapshot. Only once. */
  start(): void {
    if (this.#state !== 'new') return;
    const { window } = this.#options;
    this.#state = 'paused';
    this.#listeners = new PageListeners({
      window,
      known: this.#known,
      schedule: this.#options.schedule,
      isPointerPrivate: this.#masking.rules.has('pointer'),
      send: (event) => this.#tell(event),
      stateChanged: (element) => this.#note(() => this.#changes.noteState(element)),
      scrolled: (element) => this.#note(() => this.#contents.noteScroll(element)),
      loaded: (element) => this.#note(() => this.#contents.noteLoaded(element)),
      navigated: () => this.#lookAtAddress(),
      visibilityChanged: () => this.resync(),
    });
    this.#look();
    this.resync();
  }

  /** Tells everything anew, in place of what was under way. */
  resync(): void {
    if (this.#state === 'new' || this.#state === 'ended') return;
    this.#halt();
    this.#pauses.why = null; // whoever asks has not heard of one
    const why = this.#pauses.needed;
    if (why) {
      this.#pause(why);
      return;
    }
    this.#state = 'recording';
    this.#work.start(this.#snapshot());
  }

  /** Nothing is left in the page afterwards. */
  stop(): void {
    this.#end('stopped');
  }

  #end(why: RecorderEnd): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#halt();
    this.#cancelLook?.();
    this.#listeners?.stop();
    this.#assets.stop();
    this.#options.stopped(why);
  }

  #halt(): void {
    this.#observer.disconnect();
    this.#pauses.stop();
    this.#work.stop();
    this.#isTelling = false;
    this.#isReady = false;
    this.#sender.drop();
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    this.#changes.clear();
    this.#known.clear();
    this.#contents.clear();
  }

  #pause(why: Pause): void {
    if (this.#state === 'ended' || (this.#state === 'paused' && this.#pauses.why === why)) return;
    this.#state = 'paused';
    this.#halt();
    this.#sender.send({ type: 'page.paused', why });
    this.#pauses.begin(why);
  }

  *#snapshot(): Generator<void> {
    const { window } = this.#options;
    const { document } = window;
    this.#known.add(document, null, 'child', this.#masking.pageTreatment);
    this.#observe(document);
    yield* this.#contents.watchPrivate(document);
    this.#secrets();
    this.#walk.textLength = 0;
    const { scrollX, scrollY } = window;
    this.#sender.send({
      type: 'page.began',
      version: PAGE_VERSION,
      pageId: this.#pageId,
      ...this.#name.read(),
      viewport: { widthPx: window.innerWidth, heightPx: window.innerHeight },
      scrollLeft: scrollX,
      scrollTop: scrollY,
      isQuirky: document.compatMode === 'BackCompat',
      ...(document.documentElement.lang && { language: document.documentElement.lang.slice(0, 35) }),
    });
    const parent = this.#known.get(document);
    if (!parent) return;
    for (const node of this.#walk.contents(document, parent, 'child')) {
      if (node) this.#sender.addNode(node);
      yield;
    }
    this.#sender.flush();
    yield* this.#contents.tell();
    yield* this.#contents.tellScrolled();
    let hidden = 0;
    for (const known of this.#known.all) {
      yield;
      if (this.#isHiddenRoot(known)) hidden += 1;
    }
    this.#sender.send({ type: 'page.ready', hidden });
    this.#isReady = true;
    this.#pauses.over();
    if (window.scrollX === scrollX && window.scrollY === scrollY) return;
    this.#sender.send({ type: 'page.scrolled', scrollLeft: window.scrollX, scrollTop: window.scrollY });
  }

  *#tellChanges(): Generator<void> {
    this.#isTelling = false;
    this.#lastFlushAt = this.#options.now();
    this.#secrets();
    yield* this.#changes.tell();
    yield* this.#contents.tell();
    this.#sender.flush();
  }

  #mutated(records: readonly MutationRecord[]): void {
    if (this.#state !== 'recording') return;
    if (this.#pauses.isStorm(records.length)) {
      this.#pause('busy');
      return;
    }
    this.#changes.note(records);
    for (const { type, target } of records) if (type !== 'attributes') this.#values.noteChanged(target);
    this.#flushSoon();
  }

  #note(note: () => void): void {
    if (this.#state !== 'recording') return;
    note();
    this.#flushSoon();
  }

  #noteStyle(element: Element): void {
    this.#note(() => this.#changes.noteAttribute(element, 'style'));
  }

  #flushSoon(): void {
    if (this.#cancelFlush || this.#state !== 'recording') return;
    const delayMs = Math.max(0, this.#lastFlushAt + CHANGES_EVERY_MS - this.#options.now());
    this.#cancelFlush = this.#options.schedule(() => {
      this.#cancelFlush = null;
      if (this.#state !== 'recording') return;
      // What comes before its turn is told together.
      if (this.#isTelling || !this.#isPathAllowed()) return;
      this.#isTelling = true;
      this.#work.start(this.#tellChanges());
    }, delayMs);
  }

  #isPathAllowed(): boolean {
    const why = this.#pauses.neededByPath;
    if (why) this.#pause(why);
    return why === null;
  }

  #tell(event: NewEvent): void {
    if (this.#state === 'recording' && this.#isReady && this.#isPathAllowed()) this.#sender.send(event);
  }

  #look(): void {
    this.#cancelLook = this.#options.schedule(() => this.#look(), LOOK_EVERY_MS);
    this.#lookAtAddress();
    if (this.#state !== 'recording' || this.#work.isBusy) return;
    this.#looks += 1;
    this.#work.start(this.#compare(this.#looks % SLOW_LOOKS === 0));
  }

  *#compare(isSlow: boolean): Generator<void> {
    yield* this.#changes.compareStates();
    yield* this.#contents.compare(isSlow, (root) => this.#observe(root));
    if (this.#changes.size || this.#contents.isPending) this.#flushSoon();
  }

  #lookAtAddress(): void {
    const { needed, why } = this.#pauses;
    if (this.#state === 'paused' && why !== needed && (why === 'rule' || why === 'hidden')) this.resync();
    else if (this.#state === 'recording' && (needed === 'forbidden' || needed === 'rule' || needed === 'tooLarge')) this.#pause(needed);
    if (this.#state !== 'recording' || !this.#isReady) return;
    if (!this.#name.hasChanged()) return;
    // It may tell what was entered just now.
    this.#secrets();
    this.#sender.send({ type: 'page.named', ...this.#name.read() });
  }

  #observe(root: Document | ShadowRoot): void {
    this.#observer.observe(root, { childList: true, attributes: true, characterData: true, subtree: true });
    this.#listeners?.addRoot(root);
    this.#contents.metRoot(root);
  }

  #secrets(): TextMatcher | null {
    // Within a slice nothing else runs in the page: what was read in it is still so.
    const isRead = this.#work.isInSlice && this.#readInSlice === this.#work.slices;
    const now = this.#options.now();
    const secrets = isRead ? this.#values.refreshUnread(now) : this.#values.refresh(now);
    this.#readInSlice = this.#work.slices;
    if (secrets) this.#masking.secrets = secrets;
    return this.#masking.rules.has('egress') ? this.#masking.secrets : null;
  }

  #leaked(): void {
    this.#pause('leak');
  }

  /** What went wrong may hold anything of the page: nobody is told but that it did. */
  #failed(error: unknown): void {
    if (error instanceof PageTooLarge) this.#pause('tooLarge');
    else this.#end('failed');
  }
}
