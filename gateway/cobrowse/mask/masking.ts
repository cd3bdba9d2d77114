import { MARK, TOOL_BLOCKS, TOOL_IGNORES, TOOL_MASKS } from './marks.ts';
import type { MaskPolicy, MaskRule, MaskRules } from './mask-policy.ts';
import { isButton, isChoice, isField, isPrivateField } from './private-field.ts';
import { bullets, maskRanges, privateRanges, type TextRange } from './private-text.ts';
import { maskValues, TextMatcher } from './text-matcher.ts';

/** How an element is treated: bits of the following. */
export type Treatment = number;
/** Its text is hidden, whatever is allowed in it. */
export const MASKED = 1;
/** Its text is hidden unless it is allowed. */
export const SHADED = 2;
export const ALLOWED = 4;
/** Nothing that is done in it is told. */
export const IGNORED = 8;
export const UNTOUCHABLE = 16;
/** A box stands in its place. */
export const BLOCKED = 32;
/** A field whose value is hidden. */
export const PRIVATE_VALUE = 64;
/** … and so is its length. */
export const CLASSIFIED = 128;
/** What is in an element is treated so too. */
const INHERITED = MASKED | SHADED | ALLOWED | IGNORED | UNTOUCHABLE;

export const isTextHidden = (treatment: Treatment): boolean => (treatment & MASKED) > 0 || ((treatment & SHADED) > 0 && !(treatment & ALLOWED));

/** No agent may use what is treated so. */
export const isForbidden = (treatment: Treatment): boolean =>
  (treatment & (IGNORED | UNTOUCHABLE | BLOCKED | PRIVATE_VALUE)) > 0 || isTextHidden(treatment);

/** Text that is split is looked at as a whole up to this length. */
const CONTEXT_MAX_LENGTH = 160;
const INLINE = /^(?:a|abbr|b|bdi|bdo|code|em|font|i|label|mark|small|span|strong|sub|sup|u)$/;
const FORM_TEXT = /^(?:option|optgroup|output|datalist)$/;

/** Decides what of a page is private. */
export class Masking {
  readonly rules: MaskRules;
  readonly policy: MaskPolicy;
  /** Values that must not be seen anywhere. */
  secrets = new TextMatcher([]);
  readonly #marks: readonly { bits: Treatment; rule: MaskRule; selector: string }[];
  readonly #hasSiteSelectors: boolean;
  readonly #allows: string;
  readonly #noControl: string;
  /** A site's selector looks beyond the element itself: what is around it may change its treatment. */
  readonly isFarReaching: boolean;
  /** Finds everything of which something may be hidden, but for what is only hidden with what it is in. */
  readonly privateSelector: string;
  /** What the whole page is treated as. */
  readonly pageTreatment: Treatment;

  /** @param root - Anything with which selectors can be tried. What cannot be read hides everything. */
  constructor(policy: MaskPolicy, rules: MaskRules, root: ParentNode) {
    this.policy = policy;
    this.rules = rules;
    const { masks, blocks, allows, noControl, mode } = policy;
    const isReadable = [masks, blocks, allows, noControl].every((selectors) => selectors.every((selector) => canRead(selector, root)));
    const site = isReadable ? { masks, blocks, allows, noControl } : { masks: [], blocks: [], allows: [], noControl: [] };
    this.#marks = [
      { bits: MASKED, rule: 'toolMask', selector: TOOL_MASKS } as const,
      { bits: BLOCKED, rule: 'toolBlock', selector: TOOL_BLOCKS } as const,
      { bits: IGNORED, rule: 'ignoreMark', selector: TOOL_IGNORES } as const,
      { bits: MASKED, rule: 'siteMask', selector: site.masks.join() } as const,
      { bits: BLOCKED, rule: 'siteBlock', selector: site.blocks.join() } as const,
    ].filter(({ rule, selector }) => selector && rules.has(rule));
    this.#hasSiteSelectors = Object.values(site).some((selectors) => selectors.length > 0);
    this.privateSelector = ['input', 'textarea', '[contenteditable]', `[${MARK}]`, ...this.#marks.map(({ selector }) => selector)].join();
    this.#allows = site.allows.join();
    this.#noControl = site.noControl.join();
    this.isFarReaching = [...site.masks, ...site.blocks, ...site.allows].some((selector) => /[\s>+~:]/.test(selector.trim()));
    this.pageTreatment = rules.has('maskAll') && (mode === 'maskAll' || !isReadable) ? SHADED : 0;
  }

  /** @param inherited - The treatment of what the element is in */
  treatmentOf(element: Element, inherited: Treatment): Treatment {
    let treatment = inherited & INHERITED;
    // A mark is an attribute; a site's selector may mean an element without any.
    if (this.#hasSiteSelectors || element.hasAttributes()) treatment |= this.#marksOf(element);
    if (this.rules.has('formText') && FORM_TEXT.test(element.localName)) treatment |= SHADED;
    if (isField(element) && !isButton(element)) treatment |= this.#fieldTreatment(element, treatment);
    return treatment;
  }

  #marksOf(element: Element): Treatment {
    let bits = 0;
    const marks = element.getAttribute(MARK)?.split(/\s+/) ?? [];
    const has = (mark: string, rule: MaskRule): boolean => marks.includes(mark) && this.rules.has(rule);
    if (has('mask', 'mark')) bits |= MASKED;
    if (has('block', 'blockMark')) bits |= BLOCKED | UNTOUCHABLE;
    if (has('ignore', 'ignoreMark')) bits |= IGNORED;
    if (marks.includes('no-control')) bits |= UNTOUCHABLE;
    if (marks.includes('allow')) bits |= ALLOWED;
    for (const mark of this.#marks) if (element.matches(mark.selector)) bits |= mark.bits;
    if (this.#allows && element.matches(this.#allows)) bits |= ALLOWED;
    if (this.#noControl && element.matches(this.#noControl)) bits |= UNTOUCHABLE;
    return this.#isEditable(element) ? bits | SHADED : bits;
  }

  #isEditable(element: Element): boolean {
    if (!this.rules.has('editable')) return false;
    const editable = element.getAttribute('contenteditable');
    return (editable !== null && editable !== 'false') || element.getAttribute('role') === 'textbox';
  }

  #fieldTreatment(field: Element, treatment: Treatment): Treatment {
    if (isPrivateField(field, this.rules)) return this.rules.has('fixedLength') ? PRIVATE_VALUE | CLASSIFIED : PRIVATE_VALUE;
    if (treatment & (MASKED | IGNORED | BLOCKED)) return PRIVATE_VALUE;
    if (treatment & ALLOWED) return 0;
    // Whether a box is ticked is seen, as other text is; with what is hidden by the site it is not.
    if (isChoice(field)) return treatment & SHADED ? PRIVATE_VALUE : 0;
    return this.rules.has('fieldValue') || treatment & SHADED ? PRIVATE_VALUE : 0;
  }

  /** Why no agent may use an element, judged by all that it is in; `null` where agents may. */
  forbids(element: Element): 'private' | 'noControl' | null {
    let treatment = this.pageTreatment;
    for (const each of pathTo(element)) {
      treatment = this.treatmentOf(each, treatment);
      if (treatment & BLOCKED) return 'private';
    }
    if (treatment & UNTOUCHABLE) return 'noControl';
    return isForbidden(treatment) ? 'private' : null;
  }

  /** A text as it may be seen. */
  textOf(node: Text, treatment: Treatment): string {
    return isTextHidden(treatment) ? bullets(node.data) : this.publicText(node.data, this.#splitRanges(node));
  }

  /**
   * A text of what is not hidden, without what is private wherever it stands.
   * @param isLook - It is about the look of the page
   */
  publicText(text: string, ranges: readonly TextRange[] = [], isLook = false): string {
    const masked = maskRanges(text, [...ranges, ...privateRanges(text, this.rules)]);
    return this.rules.has('echo') && !this.secrets.isEmpty ? maskValues(masked, this.secrets, isLook) : masked;
  }

  /** What of a number that is split over several elements stands in this one. */
  #splitRanges(node: Text): TextRange[] {
    if (!this.rules.has('splitText') || !/[0-9０-９]/.test(node.data)) return [];
    let box = node.parentElement;
    while (box && INLINE.test(box.localName) && box.parentElement) box = box.parentElement;
    if (!box || box.lastChild === box.firstChild) return [];
    const whole = textAround(box, node);
    if (!whole) return [];
    return privateRanges(whole.text, this.rules)
      .map(([from, to]): TextRange => [Math.max(0, from - whole.offset), Math.min(node.length, to - whole.offset)])
      .filter(([from, to]) => from < to);
  }
}

/** What an element is in, from outside, through shadow roots and frames of the same site, and the element itself. */
function pathTo(element: Element): Element[] {
  const path: Element[] = [];
  for (let node: Node | null = element; node; ) {
    if (node.nodeType === Node.ELEMENT_NODE) path.unshift(node as Element);
    node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? (node as Partial<Document>).defaultView?.frameElement ?? null;
  }
  return path;
}

/** The text of a box, and where in it that of a node begins; `null` where it is too long to be one number. */
function textAround(box: Element, node: Text): { text: string; offset: number } | null {
  const walker = box.ownerDocument.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let text = '';
  let offset = -1;
  while (walker.nextNode()) {
    if (walker.currentNode === node) offset = text.length;
    text += (walker.currentNode as Text).data;
    if (text.length > CONTEXT_MAX_LENGTH) return null;
  }
  return offset < 0 ? null : { text, offset };
}

function canRead(selector: string, root: ParentNode): boolean {
  try {
    root.querySelector(selector);
    return selector.trim().length > 0;
  } catch {
    return false;
  }
}
