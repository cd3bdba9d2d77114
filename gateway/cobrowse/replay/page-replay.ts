import type { PageEvent } from '../../protocol/cobrowse-events.ts';
import { KnownPage, type PageRefusal } from '../../protocol/cobrowse-safe.ts';
import { AssetParts } from '../../protocol/cobrowse-safe-assets.ts';
import { scrollTo } from './natives.ts';
import { PageBuilder, type PlaceholderLabels } from './page-builder.ts';
import { PageSelection } from './page-selection.ts';

/** Milliseconds of work at a time while a snapshot is built, so that the agent's page answers meanwhile. */
const SLICE_MS = 8;

/** Events that are not drawn in the frame but beside it: title and address, size, the customer's pointer, a pause. */
export type ToldEvent = Extract<
  PageEvent,
  { type: 'page.began' | 'page.named' | 'page.resized' | 'page.pointed' | 'page.paused' }
>;

export interface ReplayEvents {
  /** What is shown is not the customer's page any more, and a snapshot is wanted. Told once until one begins. */
  resyncNeeded(why: Exclude<PageRefusal, 'lost'>): void;
  /** A page is whole and can be seen. `hidden`: places where something private was left out. */
  shown(hidden: number): void;
  told(event: ToldEvent): void;
}

/**
 * Shows the customer's page in a frame that `closeFrame` closed, from the events that come of it. A page that is still being
 * sent is built out of sight; what was shown before stays until it is whole.
 *
 * Nothing in the frame is to be clicked or focused: the caller lays a layer of its own over it and makes it inert.
 */
export class PageReplay {
  readonly #document: Document;
  readonly #labels: PlaceholderLabels;
  readonly #events: ReplayEvents;
  readonly #known = new KnownPage();
  readonly #selection = new PageSelection();
  readonly #channel = new MessageChannel();
  /** Let pass and not yet carried out. */
  #queue: PageEvent[] = [];
  /** Of the event at the head of the queue, how many nodes are built. */
  #built = 0;
  #builder: PageBuilder;
  #assets = new AssetParts();
  #scroll: ScrollToOptions = {};
  /** Something did not fit in spite of all checks; all is passed over until a page begins. */
  #isBroken = false;
  #isWaiting = false;

  constructor(document: Document, labels: PlaceholderLabels, events: ReplayEvents) {
    this.#document = document;
    this.#labels = labels;
    this.#events = events;
    this.#builder = new PageBuilder(document, labels);
    this.#channel.port1.onmessage = () => {
      this.#isWaiting = false;
      this.#work();
    };
  }

  /** Of the page that is shown or being built. */
  node(id: number): Node | undefined {
    return this.#builder.node(id);
  }

  /** Under which number the customer's page knows a node of the frame. */
  idOf(node: Node): number | undefined {
    return this.#builder.idOf(node);
  }

  /** Whether the customer's page has said of a node, by itself, that no agent may use it. */
  isUntouchable(node: Node): boolean {
    return this.#builder.isUntouchable(node);
  }

  get document(): Document {
    return this.#document;
  }

  /** Carried out at once where nothing is before it. */
  apply(event: PageEvent): void {
    const accepted = this.#known.accept(event);
    if ('refused' in accepted) {
      this.#queue = [];
      this.#built = 0;
      this.#isBroken = true;
      if (accepted.refused !== 'lost') this.#events.resyncNeeded(accepted.refused);
      return;
    }
    // Whatever is still to be done belongs to a page that is no more.
    if (event.type === 'page.began') {
      this.#queue = [];
      this.#built = 0;
    }
    this.#queue.push(...accepted.events);
    if (!this.#isWaiting) this.#work();
  }

  close(): void {
    this.#queue = [];
    this.#channel.port1.close();
    this.#selection.clear();
  }

  #work(): void {
    const untilMs = performance.now() + SLICE_MS;
    for (let [event] = this.#queue; event; [event] = this.#queue) {
      try {
        if (!this.#carryOut(event, untilMs)) return this.#workLater();
      } catch {
        this.#isBroken = true;
        this.#events.resyncNeeded('malformed');
      }
      this.#queue.shift();
      this.#built = 0;
      if (performance.now() > untilMs && this.#queue.length > 0) return this.#workLater();
    }
  }

  #workLater(): void {
    this.#isWaiting = true;
    this.#channel.port2.postMessage(null);
  }

  /** `false`: there is more to do. */
  #carryOut(event: PageEvent, untilMs: number): boolean {
    if (event.type === 'page.began') {
      this.#isBroken = false;
      this.#builder = new PageBuilder(this.#document, this.#labels);
      this.#assets = new AssetParts();
      this.#scroll = { left: event.scrollLeft, top: event.scrollTop };
    }
    if (this.#isBroken) return true;
    switch (event.type) {
      case 'page.nodes':
        while (this.#built < event.nodes.length) {
          if (performance.now() > untilMs) return false;
          this.#buildSome(event.nodes);
        }
        break;
      case 'page.ready':
        this.#show(event.hidden);
        break;
      case 'page.changed':
        this.#builder.change(event);
        break;
      case 'page.asset':
        this.#asset(event);
        break;
      case 'page.scrolled':
        this.#scroll = { left: event.scrollLeft, top: event.scrollTop };
        this.#scrollPage();
        break;
      case 'page.selected':
        if (this.#builder.isShown) this.#selection.show(event.range, (id) => this.#builder.node(id));
        break;
      default:
        this.#events.told(event);
    }
    return true;
  }

  /** Few enough that the clock need not be asked for each. */
  #buildSome(nodes: Extract<PageEvent, { type: 'page.nodes' }>['nodes']): void {
    const end = Math.min(this.#built + 32, nodes.length);
    for (; this.#built < end; this.#built += 1) {
      const node = nodes[this.#built];
      if (node) this.#builder.add(node);
    }
  }

  #show(hidden: number): void {
    this.#selection.clear();
    this.#builder.show();
    this.#scrollPage();
    this.#events.shown(hidden);
  }

  #scrollPage(): void {
    const { documentElement } = this.#document;
    const element = this.#document.scrollingElement ?? documentElement;
    if (this.#builder.isShown && element) scrollTo(element, this.#scroll);
  }

  #asset(part: Extract<PageEvent, { type: 'page.asset' }>): void {
    const asset = this.#assets.add(part);
    if (typeof asset !== 'object' || !this.#builder.node(asset.id)) return;
    if (asset.name === 'css') this.#builder.setStyle(asset.id, asset.text);
    else this.#builder.setAttribute(asset.id, asset.name, asset.text);
  }
}
