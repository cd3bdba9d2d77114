import type { PageAct } from '../../protocol/cobrowse-acts.ts';
import { ActRefused, type ActedPage } from './acted-page.ts';
import { choose } from './choosing.ts';
import { clickAt } from './clicking.ts';
import { activeElement, activeFrame, frameDocument, isOurs } from './composed-tree.ts';
import { CustomerHand } from './customer-hand.ts';
import { expectAllowed } from './leaving.ts';
import { Pressing } from './pressing.ts';
import { elementOf, expectInFront, expectTouchable, reach } from './reach.ts';
import { scrollBy } from './scrolling.ts';
import { isEditable, isTextField, selectIn } from './text-field.ts';
import { Typing } from './typing.ts';

type ActOf<K extends PageAct['kind']> = Extract<PageAct, { kind: K }>;

/** Of browsers that know their own history. */
interface KnownHistory {
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly currentEntry: { readonly index: number } | null;
  entries(): readonly { readonly sameDocument: boolean }[];
}

export interface PageActsOptions extends ActedPage {
  /** Milliseconds; only differences count. */
  readonly now: () => number;
}

/**
 * Does in the customer's page what the agent does in the agent's, and judges each act at that moment: what is private, what the site
 * keeps for the customer, what nobody could click, and what the customer is doing. It says why it did not do something, and nothing of
 * what it did.
 */
export class PageActs {
  readonly #page: PageActsOptions;
  readonly #customer: CustomerHand;
  readonly #typing: Typing;
  readonly #pressing: Pressing;
  /** What has the keyboard since the agent's last click or Tab; a customer who goes elsewhere takes it along. */
  #field: Element | null = null;

  constructor(page: PageActsOptions) {
    this.#page = page;
    this.#customer = new CustomerHand(page.window.document, page.now);
    this.#typing = new Typing(page);
    this.#pressing = new Pressing(page, this.#typing);
  }

  /** @returns why it was not done; `null`: it was. */
  act(act: PageAct): ActRefused | null {
    try {
      if (this.#customer.isAtWork || this.#isCustomerInFrame) throw new ActRefused('customerActs');
      this.#carryOut(act);
      return null;
    } catch (cause) {
      // What a page's own scripts throw is theirs; what is left is that this kind of element takes no such act.
      return cause instanceof ActRefused ? cause : new ActRefused('unfit');
    }
  }

  /** What is typed in a frame of another site nobody hears: who is in a frame is the customer, unless the agent went there. */
  get #isCustomerInFrame(): boolean {
    const { document } = this.#page.window;
    const frame = activeFrame(document);
    return frame !== null && (frameDocument(frame) === null || activeElement(document) !== this.#field);
  }

  /** The page is told nothing any more, not even that a field was changed: a site may save at that word. */
  stop(): void {
    this.#customer.stop();
    this.#typing.drop();
  }

  #carryOut(act: PageAct): void {
    switch (act.kind) {
      case 'click':
        return this.#click(act);
      case 'text':
        return this.#type(act);
      case 'key':
        return this.#press(act);
      case 'select':
        return this.#select(act);
      case 'scroll':
        return this.#scroll(act);
      case 'choose':
        return this.#choose(act);
      case 'go':
        return this.#go(act);
      default:
        throw new ActRefused('unfit');
    }
  }

  #click({ point, count }: ActOf<'click'>): void {
    const place = reach(this.#page, point);
    this.#customer.watch(place.element.ownerDocument);
    expectAllowed(this.#page, place.element);
    this.#typing.commit();
    clickAt(place, count);
    this.#keepField();
  }

  #type({ text }: ActOf<'text'>): void {
    const field = this.#expectField();
    if (!isTextField(field) && !isEditable(field)) throw new ActRefused('unfit');
    this.#typing.insert(field, text);
  }

  #press({ key, shift }: ActOf<'key'>): void {
    const { document } = this.#page.window;
    const active = activeElement(document);
    const isIdle = (!active || active === document.body) && !isEditable(document.body);
    if (isIdle) this.#expectKeys(document.body);
    const target = isIdle ? document.body : this.#expectField();
    this.#pressing.press(target as HTMLElement, { key, isShift: shift === true });
    this.#keepField();
  }

  #select({ from, to }: ActOf<'select'>): void {
    const [first, last] = [from, to].map(({ id }) => this.#page.nodeOf(id));
    for (const node of [first, last]) {
      const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (element?.nodeType !== Node.ELEMENT_NODE) throw new ActRefused('notThere');
      expectInFront(this.#page, element as Element);
    }
    if (!first || !last || first.getRootNode() !== last.getRootNode()) throw new ActRefused('unfit');
    if (first === last && isTextField(first as Element)) return this.#selectInField(first as Element, from.offset, to.offset);
    if (first.nodeType !== Node.TEXT_NODE || last.nodeType !== Node.TEXT_NODE) throw new ActRefused('unfit');
    const { length: firstLength } = first as Text;
    const { length: lastLength } = last as Text;
    first.ownerDocument?.getSelection()?.setBaseAndExtent(first, Math.min(from.offset, firstLength), last, Math.min(to.offset, lastLength));
  }

  #selectInField(field: Element, from: number, to: number): void {
    if (!isTextField(field)) return;
    field.focus({ preventScroll: true });
    selectIn(field, from, to);
    this.#keepField();
  }

  #scroll({ id, rightPx, downPx }: ActOf<'scroll'>): void {
    const element = elementOf(this.#page, id);
    if (this.#page.forbids(element) === 'noControl') throw new ActRefused('noControl');
    scrollBy(element, rightPx, downPx);
  }

  #choose({ id, options }: ActOf<'choose'>): void {
    const element = elementOf(this.#page, id);
    if (element.localName !== 'select') throw new ActRefused('unfit');
    expectInFront(this.#page, element);
    this.#typing.commit();
    choose(this.#page, element as HTMLSelectElement, options);
    this.#keepField();
  }

  /** Only where the browser says that what comes is a page of the site. */
  #go({ to }: ActOf<'go'>): void {
    const why = this.#page.forbids(this.#page.window.document.documentElement);
    if (why) throw new ActRefused(why);
    const { history, navigation } = this.#page.window as Window & { navigation?: KnownHistory };
    const isBack = to === 'back';
    if (!navigation || !(isBack ? navigation.canGoBack : navigation.canGoForward)) throw new ActRefused('leaves');
    const entry = navigation.entries()[(navigation.currentEntry?.index ?? 0) + (isBack ? -1 : 1)];
    if (!entry) throw new ActRefused('leaves');
    if (!entry.sameDocument && this.#page.customerOnly.includes('leave')) throw new ActRefused('customerOnly');
    if (isBack) history.back();
    else history.forward();
  }

  #keepField(): void {
    const active = activeElement(this.#page.window.document);
    this.#field = active && !isOurs(active) ? active : null;
  }

  /** What the agent's own click put the keyboard on, as it may be used now. @throws {ActRefused} */
  #expectField(): Element {
    const active = activeElement(this.#page.window.document);
    if (!active || active !== this.#field) throw new ActRefused('noField');
    this.#expectKeys(active);
    if (!active.checkVisibility({ visibilityProperty: true })) throw new ActRefused('notThere');
    return active;
  }

  /** A page that is edited as a whole is a field that no mark allows. @throws {ActRefused} */
  #expectKeys(target: Element): void {
    if (target.ownerDocument.designMode === 'on') throw new ActRefused('private');
    expectTouchable(this.#page, target);
  }
}
