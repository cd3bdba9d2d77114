import { BLOCKED, isTextHidden, type Masking, type Treatment } from '../mask/masking.ts';
import { type PrivateValues, watchPrivate } from '../mask/private-values.ts';
import type { EventSender } from './event-sender.ts';
import type { KnownNode, KnownNodes } from './known-nodes.ts';
import type { PageAssets } from './page-assets.ts';
import type { PageChanges } from './page-changes.ts';
import { canvasPicture, frameDocument, isHiddenField } from './page-elements.ts';
import { AdoptedSheet, StyleSheets } from './style-sheets.ts';

type Root = Document | ShadowRoot;

export interface PageContentsOptions {
  readonly window: Window & typeof globalThis;
  readonly masking: Masking;
  readonly assets: PageAssets;
  readonly known: KnownNodes;
  readonly sender: EventSender;
  readonly changes: PageChanges;
  readonly values: PrivateValues;
  /** Something can be told. */
  readonly changed: () => void;
}

/** What of a page is told beside its nodes: style sheets, pictures, places to which something is scrolled. */
export class PageContents {
  readonly #options: PageContentsOptions;
  readonly #sheets: StyleSheets;
  /** Pictures as they were sent. */
  readonly #pictures = new Map<Element, string>();
  readonly #waitingPictures = new Set<Element>();
  readonly #missing = new WeakSet<Element>();
  readonly #roots = new Map<Root, AdoptedSheet[]>();
  readonly #scrolled = new Set<Element>();

  constructor(options: PageContentsOptions) {
    this.#options = options;
    const { window, masking, assets, known, changed } = options;
    this.#sheets = new StyleSheets({
      window,
      masking,
      assets,
      isHidden: (element) => {
        const found = known.get(element);
        return !found || isTextHidden(found.treatment) || (found.treatment & BLOCKED) > 0;
      },
      changed,
    });
  }

  get isPending(): boolean {
    return this.#sheets.isPending || this.#waitingPictures.size > 0 || this.#scrolled.size > 0;
  }

  /** An element became known, with what a canvas shows. */
  met(element: Element, picture: string | null): void {
    if (element.localName === 'style' || element.localName === 'link') this.#sheets.add(element as HTMLStyleElement);
    if (element.localName === 'img') this.#waitingPictures.add(element);
    if (picture !== null) this.#pictures.set(element, picture);
  }

  metRoot(root: Root): void {
    if (!this.#roots.has(root)) this.#roots.set(root, []);
  }

  forget({ node }: KnownNode): void {
    this.#sheets.forget(node);
    if (!('localName' in node)) return;
    const element = node as Element;
    this.#pictures.delete(element);
    this.#waitingPictures.delete(element);
    const inside = element.shadowRoot ?? (element.localName === 'iframe' ? frameDocument(element as HTMLIFrameElement) : null);
    if (inside) this.#roots.delete(inside);
  }

  /** Nothing is known any more. */
  clear(): void {
    this.#sheets.clear();
    this.#pictures.clear();
    this.#waitingPictures.clear();
    this.#roots.clear();
  }

  noteScroll(element: Element): void {
    this.#scrolled.add(element);
  }

  noteLoaded(element: Element): void {
    const { known, changes } = this.#options;
    if (!known.get(element)) return;
    if (element.localName === 'link' || element.localName === 'style') this.#sheets.add(element as HTMLLinkElement);
    if (element.localName === 'img') this.#pictureLoaded(element, known.get(element));
    if (element.localName === 'iframe') changes.noteAgain(element);
  }

  /** Whether a picture cannot be shown. */
  isMissing(element: Element): boolean {
    return this.#missing.has(element);
  }

  #pictureLoaded(element: Element, found: KnownNode | undefined): void {
    this.#waitingPictures.add(element);
    if (this.#missing.delete(element) && found?.isBox) this.#options.changes.noteAgain(element);
  }

  /** Everything private is known before any text is, which may show it: that of shadow roots and frames, too. */
  *watchPrivate(root: Root, inherited = this.#options.masking.pageTreatment): Generator<void> {
    const { masking, values } = this.#options;
    const treatments = new Map<Element, Treatment>();
    // Not by recursion: a script can nest elements deeper than any stack.
    const treatmentOf = (element: Element | null): Treatment => {
      const unknown: Element[] = [];
      let at = element;
      for (; at && !treatments.has(at); at = at.parentElement) unknown.push(at);
      let treatment = (at && treatments.get(at)) ?? inherited;
      for (const next of unknown.reverse()) treatments.set(next, (treatment = masking.treatmentOf(next, treatment)));
      return treatment;
    };
    for (const element of root.querySelectorAll(masking.privateSelector)) {
      yield;
      if (isHiddenField(element, masking)) values.watch(element);
      else watchPrivate(values, element, treatmentOf(element), treatmentOf(element.parentElement));
    }
    for (const element of root.querySelectorAll('*')) {
      yield;
      const inside = element.shadowRoot ?? (element.localName === 'iframe' ? frameDocument(element as HTMLIFrameElement) : null);
      if (inside) yield* this.watchPrivate(inside, treatmentOf(element));
    }
  }

  /** Tells what is ready. */
  *tell(): Generator<void> {
    yield* this.#tellSheets();
    for (const picture of this.#waitingPictures) {
      yield;
      this.#tellPicture(picture);
    }
    for (const element of this.#scrolled) this.#tellScroll(element);
    this.#scrolled.clear();
  }

  /** Of a snapshot: everything that is not at its beginning. */
  *tellScrolled(): Generator<void> {
    for (const { node } of this.#options.known.all) {
      yield;
      if ('scrollTop' in node && ((node as Element).scrollTop || (node as Element).scrollLeft)) this.#tellScroll(node as Element);
    }
  }

  /**
   * Looks for what no event tells.
   * @param isSlow - Also at what takes long to compare
   */
  *compare(isSlow: boolean, found: (root: Root) => void): Generator<void> {
    const { known, changes } = this.#options;
    if (isSlow) this.#sheets.compare();
    for (const { node, isClosed } of known.all) {
      yield;
      if (!('localName' in node) || isClosed) continue;
      const element = node as Element;
      const root = element.localName === 'iframe' ? frameDocument(element as HTMLIFrameElement) : element.shadowRoot;
      if (root && !this.#roots.has(root)) {
        found(root);
        changes.noteAgain(element);
      }
      if (isSlow && element.localName === 'canvas') this.#compareCanvas(element as HTMLCanvasElement);
    }
  }

  *#tellSheets(): Generator<void> {
    const { known, sender } = this.#options;
    for (const [root, adopted] of this.#roots) yield* this.#tellAdopted(root, adopted);
    yield* this.#sheets.sendPending((owner, css) => {
      const found = known.get(owner);
      if (found) sender.setLong(found.id, 'css', css);
    });
  }

  *#tellAdopted(root: Root, adopted: AdoptedSheet[]): Generator<void> {
    const { known, sender } = this.#options;
    const sheets = root.adoptedStyleSheets;
    if (sheets.length === adopted.length && adopted.every(({ sheet }, at) => sheet === sheets[at])) return;
    for (const old of adopted) {
      const found = known.get(old);
      if (!found) continue;
      yield* known.remove(found);
      sender.change('removed', found.id);
    }
    adopted.length = 0;
    const isShadow = 'host' in root;
    const parent = known.get(isShadow ? root.host : root.documentElement);
    if (!parent) return;
    for (const sheet of sheets) {
      const stand = new AdoptedSheet(root, sheet);
      adopted.push(stand);
      const { id } = known.add(stand, parent, isShadow ? 'shadow' : 'child', 0, true);
      sender.change('added', { id, parent: parent.id, ...(isShadow && { place: 'shadow' as const }), tag: 'style' });
      this.#sheets.add(stand);
    }
  }

  #tellPicture(element: Element): void {
    const { known, assets, sender, changes, changed } = this.#options;
    const found = known.get(element);
    if (!found || found.isBox) {
      this.#waitingPictures.delete(element);
      return;
    }
    const data = assets.image(element as HTMLImageElement, () => {
      if (!known.get(element)) return;
      this.#waitingPictures.add(element);
      changed();
    });
    this.#waitingPictures.delete(element);
    if (data === undefined || (data !== null && this.#pictures.get(element) === data)) return;
    this.#pictures.set(element, data ?? '');
    if (data) {
      sender.setLong(found.id, 'src', data);
    } else if ((element as HTMLImageElement).currentSrc) {
      this.#missing.add(element);
      changes.noteAgain(element);
      changed();
    }
  }

  #compareCanvas(canvas: HTMLCanvasElement): void {
    const { known, sender, changed } = this.#options;
    const found = known.get(canvas);
    const picture = canvasPicture(canvas);
    if (!found || found.isBox || picture === null || picture === this.#pictures.get(canvas)) return;
    this.#pictures.set(canvas, picture);
    sender.setLong(found.id, 'src', picture);
    changed();
  }

  #tellScroll(element: Element): void {
    const found = this.#options.known.get(element);
    if (!found || element === this.#options.window.document.scrollingElement) return;
    const { scrollLeft, scrollTop } = element;
    this.#options.sender.change('states', { id: found.id, state: { scrollLeft, scrollTop } });
  }
}
