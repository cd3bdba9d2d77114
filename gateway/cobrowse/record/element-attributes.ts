import { TEXT_MAX_LENGTH } from '../../protocol/cobrowse-limits.ts';
import { isTextHidden, type Masking, type Treatment } from '../mask/masking.ts';
import { isButton } from '../mask/private-field.ts';
import type { PageAssets } from './page-assets.ts';

/** What says how a page is built and looks, of HTML, SVG and MathML. */
const STRUCTURE = new Set(
  (
    'class id dir lang role hidden inert width height colspan rowspan span scope align valign bgcolor color face size border cellpadding cellspacing nowrap cols rows ' +
    'wrap disabled readonly required multiple start reversed type slot part exportparts open shadowrootmode contenteditable tabindex sizes media ' +
    'aria-hidden aria-expanded aria-selected aria-checked aria-current aria-disabled aria-pressed aria-invalid aria-busy aria-modal aria-orientation aria-level aria-sort ' +
    'viewbox preserveaspectratio d points x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy rotate transform pathlength offset fill fill-rule fill-opacity stroke stroke-width ' +
    'stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-opacity stroke-miterlimit opacity clip-path clip-rule mask filter marker-start marker-mid ' +
    'marker-end markerwidth markerheight markerunits orient refx refy gradientunits gradienttransform spreadmethod stop-color stop-opacity patternunits ' +
    'patterncontentunits patterntransform clippathunits maskunits maskcontentunits filterunits primitiveunits in in2 result stddeviation mode values operator k1 k2 k3 k4 ' +
    'flood-color flood-opacity color-interpolation-filters text-anchor dominant-baseline alignment-baseline font-family font-size font-weight font-style letter-spacing ' +
    'word-spacing textlength lengthadjust vector-effect shape-rendering text-rendering visibility display overflow startoffset version ' +
    'displaystyle mathvariant columnalign rowalign columnspacing rowspacing fence form stretchy separator accent linethickness depth lspace rspace'
  ).split(' '),
);

/** What people read, or hear; beside a button's `value`. */
export const TEXTS: ReadonlySet<string> = new Set('alt title placeholder aria-label aria-description aria-valuetext aria-roledescription label abbr summary'.split(' '));

/** Numbers that are drawn. */
const MEASURES: Readonly<Record<string, RegExp>> = { progress: /^(?:value|max)$/, meter: /^(?:value|max|min|low|high|optimum)$/, li: /^value$/ };

/** Style sheets tell states of elements by such values of their own attributes; anything else may be anything. */
const STATE_VALUE =
  /^(?:|true|false|open|opened|closed|active|inactive|checked|unchecked|indeterminate|on|off|yes|no|dark|light|left|right|top|bottom|start|end|center|horizontal|vertical|visible|hidden|none|selected|disabled|collapsed|expanded|loading|loaded|primary|secondary|success|warning|error|danger|info|xs|sm|md|lg|xl|\d{1,2})$/;
const NAME = /^[a-z_][\w.:-]{0,63}$/i;

/** Custom properties that can only be about the look: numbers, colours, calculations. */
const LOOK_VALUE =
  /^(?:#[\da-f]{3,8}|[-+]?[\d.]+(?:[a-z]{1,4}|%)?|(?:var|calc|min|max|clamp|rgba?|hsla?|oklch|oklab|lab|lch|color-mix|cubic-bezier)\(|--[a-z][\w-]{0,40}|in srgb|none|auto|inherit|initial|transparent|currentcolor|black|white|red|green|blue|gr[ae]y|block|flex|grid|inline|normal|bold|solid|ease|linear|[\s,()/*+-])*$/i;

/** Whether anybody may hear of an attribute at all; whether its value may be seen is said of each. */
export const isToldName = (name: string): boolean =>
  NAME.test(name) && (STRUCTURE.has(name.toLowerCase()) || TEXTS.has(name.toLowerCase()) || /^(?:style|href|value|max|min|low|high|optimum|data-|aria-)/i.test(name));

/** An element's attributes as they may be seen. */
export class ElementAttributes {
  readonly #masking: Masking;
  readonly #assets: PageAssets;

  constructor(masking: Masking, assets: PageAssets) {
    this.#masking = masking;
    this.#assets = assets;
  }

  allOf(element: Element, treatment: Treatment): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const name of element.getAttributeNames()) {
      const value = this.valueOf(element, name, treatment);
      if (value !== null) attributes[name] = value;
    }
    return attributes;
  }

  /** `null`: it has none, or nobody may see it. */
  valueOf(element: Element, name: string, treatment: Treatment): string | null {
    const value = element.getAttribute(name);
    const lower = name.toLowerCase();
    if (value === null || !NAME.test(name) || lower.startsWith('on')) return null;
    if (lower === 'style') return this.styleOf(element, treatment);
    if (lower === 'href' || lower === 'xlink:href') return this.#linkOf(element, value);
    const isLabel = (lower === 'value' && isButton(element)) || TEXTS.has(lower);
    if (isLabel) return this.#textOf(value, treatment);
    if (MEASURES[element.localName]?.test(lower)) return isTextHidden(treatment) ? null : value;
    if (!this.#masking.rules.has('attributes')) return value;
    const isKept = STRUCTURE.has(lower) || (/^(?:data-|aria-)/.test(lower) && STATE_VALUE.test(value));
    return isKept && value.length <= TEXT_MAX_LENGTH ? this.#lookOf(value) : null;
  }

  /** Styles of an element of its own; addresses follow when they are loaded. */
  styleOf(element: Element, treatment: Treatment): string | null {
    const style = (element as Partial<ElementCSSInlineStyle>).style;
    if (!style) return null;
    let css = style.cssText;
    if (this.#masking.rules.has('styleText')) {
      if (css.includes('--')) css = [...style].filter((name) => this.#isLook(name, style)).map((name) => declaration(name, style)).join(' ');
      css = isTextHidden(treatment) ? css.replace(/url\((?:"[^"]*"|[^)]*)\)/g, 'none').replace(/"[^"]*"/g, '""') : css;
    }
    const inlined = this.#assets.inline(css, element.baseURI, () => this.#assets.changed(element));
    return this.#lookOf(inlined.slice(0, TEXT_MAX_LENGTH * 8));
  }

  #isLook(name: string, style: CSSStyleDeclaration): boolean {
    return !name.startsWith('--') || LOOK_VALUE.test(style.getPropertyValue(name).trim());
  }

  #textOf(value: string, treatment: Treatment): string | null {
    if (isTextHidden(treatment) && this.#masking.rules.has('textAttributes')) return null;
    return this.#masking.publicText(value.slice(0, TEXT_MAX_LENGTH));
  }

  #lookOf(value: string): string | null {
    if (value.startsWith('data:') || value.includes('url("data:')) return value;
    // Half a name of a class is none.
    return this.#masking.publicText(value, [], true) === value ? value : null;
  }

  /** Links look like links and lead nowhere; parts of a drawing refer to one another. */
  #linkOf(element: Element, value: string): string | null {
    if (element.namespaceURI === 'http://www.w3.org/2000/svg' && element.localName !== 'a') return /^#[\w.:-]+$/.test(value) ? this.#lookOf(value) : null;
    if (!/^(?:a|area)$/.test(element.localName)) return null;
    return this.#masking.rules.has('linkTarget') ? '' : value;
  }
}

const declaration = (name: string, style: CSSStyleDeclaration): string =>
  `${name}: ${style.getPropertyValue(name)}${style.getPropertyPriority(name) && ' !important'};`;
