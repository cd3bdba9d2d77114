import { bullets } from '../mask/private-text.ts';
import type { Masking } from '../mask/masking.ts';
import type { PageAssets } from './page-assets.ts';

/** Sheets with more rules are only compared by their number of rules, once they were sent. */
const COMPARED_RULES_MAX = 2_000;
const PSEUDO_ELEMENTS = /::?(?:before|after|marker|placeholder|first-line|first-letter)/g;
const STRINGS = /url\((?:"(?:[^"\\]|\\.)*"|[^)]*)\)|"((?:[^"\\]|\\.)*)"/g;

type Owner = HTMLStyleElement | HTMLLinkElement | SVGStyleElement;
type Root = Document | ShadowRoot;
interface Sent {
  css: string;
  rules: number;
}

export interface StyleSheetsOptions {
  readonly window: Window & typeof globalThis;
  readonly masking: Masking;
  readonly assets: PageAssets;
  /** Whether the text of an element is hidden. */
  readonly isHidden: (element: Element) => boolean;
  /** A sheet can be sent anew. */
  readonly changed: () => void;
}

/** Stands in the place of a sheet that a script adopted. */
export class AdoptedSheet {
  readonly root: Root;
  readonly sheet: CSSStyleSheet;

  constructor(root: Root, sheet: CSSStyleSheet) {
    this.root = root;
    this.sheet = sheet;
  }
}

/** Reads style sheets as the browser understood them, so that nothing of a site's own text is left in them. */
export class StyleSheets {
  readonly #options: StyleSheetsOptions;
  readonly #sent = new Map<Owner | AdoptedSheet, Sent>();
  readonly #pending = new Set<Owner | AdoptedSheet>();
  readonly #fetched = new Map<string, CSSStyleSheet | null>();

  constructor(options: StyleSheetsOptions) {
    this.#options = options;
  }

  get isPending(): boolean {
    return this.#pending.size > 0;
  }

  /** Sent with the next `sendPending`. */
  add(owner: Owner | AdoptedSheet): void {
    this.#sent.set(owner, this.#sent.get(owner) ?? { css: '', rules: -1 });
    this.#pending.add(owner);
    this.#options.changed();
  }

  forget(owner: object): void {
    this.#sent.delete(owner as Owner);
    this.#pending.delete(owner as Owner);
  }

  clear(): void {
    this.#sent.clear();
    this.#pending.clear();
  }

  /** Changes of rules are not told by anybody. */
  compare(): void {
    for (const [owner, sent] of this.#sent) {
      const rules = rulesOf(this.#sheetOf(owner))?.length ?? 0;
      if (rules !== sent.rules || rules <= COMPARED_RULES_MAX) this.#pending.add(owner);
    }
  }

  /** @param send - Called for each sheet that is not as it was sent */
  *sendPending(send: (owner: object, css: string) => void): Generator<void> {
    for (const owner of this.#pending) {
      this.#pending.delete(owner);
      const sheet = this.#sheetOf(owner);
      const css = sheet ? yield* this.#textOf(sheet, owner) : '';
      const sent = this.#sent.get(owner);
      if (!sent) continue;
      sent.rules = rulesOf(sheet)?.length ?? 0;
      if (sent.css === css) continue;
      sent.css = css;
      send(owner, css);
    }
  }

  #sheetOf(owner: Owner | AdoptedSheet): CSSStyleSheet | null {
    const { sheet } = owner;
    if (!sheet || sheet.disabled) return null;
    return rulesOf(sheet) ? sheet : this.#foreignSheet(sheet, owner);
  }

  /** A sheet of another site: read once more, if that site lets this page do so. */
  #foreignSheet(sheet: CSSStyleSheet, owner: Owner | AdoptedSheet): CSSStyleSheet | null {
    const { window } = this.#options;
    const { href } = sheet;
    if (!href) return null;
    const known = this.#fetched.get(href);
    if (known !== undefined) return known;
    this.#fetched.set(href, null);
    const read = async (): Promise<void> => {
      const response = await window.fetch(href, { mode: 'cors', credentials: 'same-origin', cache: 'force-cache' });
      const copy = new window.CSSStyleSheet({ baseURL: href });
      copy.replaceSync(await response.text());
      this.#fetched.set(href, copy);
      if (this.#sent.has(owner)) this.add(owner);
    };
    read().catch(() => null);
    return null;
  }

  *#textOf(sheet: CSSStyleSheet, owner: Owner | AdoptedSheet): Generator<void, string> {
    const base = sheet.href ?? this.#options.window.document.baseURI;
    const parts: string[] = [];
    yield* this.#rulesText(sheet, owner, base, parts);
    const css = parts.join('\n');
    const media = owner instanceof AdoptedSheet && sheet.media.mediaText;
    return media ? `@media ${this.#publicText(media)} {\n${css}\n}` : css;
  }

  *#rulesText(sheet: CSSStyleSheet | CSSGroupingRule, owner: Owner | AdoptedSheet, base: string, parts: string[]): Generator<void> {
    for (const rule of rulesOf(sheet) ?? []) {
      yield;
      if ('styleSheet' in rule) {
        yield* this.#importText(rule as CSSImportRule, owner, parts);
      } else if (!('selectorText' in rule) && 'insertRule' in rule) {
        const { cssText } = rule;
        parts.push(this.#publicText(cssText.slice(0, cssText.indexOf('{') + 1)));
        yield* this.#rulesText(rule as CSSGroupingRule, owner, base, parts);
        parts.push('}');
      } else {
        parts.push(this.#publicText(this.#ruleText(rule, owner, base)));
      }
    }
  }

  *#importText(rule: CSSImportRule, owner: Owner | AdoptedSheet, parts: string[]): Generator<void> {
    const sheet = rule.styleSheet;
    if (!sheet || !rulesOf(sheet)) return;
    const media = rule.media.mediaText;
    parts.push(this.#publicText(`@media ${media || 'all'} {`));
    if (rule.layerName !== null) parts.push(this.#publicText(`@layer ${rule.layerName} {`));
    yield* this.#rulesText(sheet, owner, sheet.href ?? '', parts);
    parts.push(rule.layerName === null ? '}' : '}}');
  }

  /** Rule by rule: a whole sheet takes longer than a page can wait. */
  #publicText(css: string): string {
    return this.#options.masking.publicText(css, [], true);
  }

  #ruleText(rule: CSSRule, owner: Owner | AdoptedSheet, base: string): string {
    if (!('selectorText' in rule) && !/^@(?:font-face|(?:-webkit-)?keyframes|property|counter-style|page|starting-style|layer)/.test(rule.cssText)) return '';
    let css = rule.cssText;
    // What is drawn beside hidden text may be part of it.
    if (css.includes('"') && 'selectorText' in rule && /content:|--/.test(css) && this.#isOfHidden(rule as CSSStyleRule, owner))
      css = css.replace(STRINGS, (whole, text: string | undefined) => (text && text.length > 1 ? `"${bullets(text)}"` : whole));
    return this.#options.assets.inline(css, base, () => {
      if (this.#sent.has(owner)) this.add(owner);
    });
  }

  #isOfHidden(rule: CSSStyleRule, owner: Owner | AdoptedSheet): boolean {
    if (!this.#options.masking.rules.has('sheetContent')) return false;
    const root = owner instanceof AdoptedSheet ? owner.root : (owner.getRootNode() as Root);
    try {
      // Without a copy: a rule for `*` is of every element of the page.
      return Array.prototype.some.call(root.querySelectorAll(rule.selectorText.replace(PSEUDO_ELEMENTS, '')), this.#options.isHidden);
    } catch {
      // It cannot be said to whom the rule belongs.
      return true;
    }
  }
}

/** `null`: of another site. */
function rulesOf(sheet: CSSStyleSheet | CSSGroupingRule | null): CSSRuleList | null {
  try {
    return sheet?.cssRules ?? null;
  } catch {
    return null;
  }
}
