import { isFragment, isPictureAddress } from './cobrowse-safe-address.ts';
import { safeCss, safeCssValue } from './cobrowse-safe-css.ts';
import type { SafeElement } from './cobrowse-safe-names.ts';

/**
 * Which attributes of a co-browsed page reach the agent's browser: those that say how something looks or what it is. None that
 * run, load, lead away, submit, open, or take the focus; nor a `pattern`, which is a program of its own.
 */

const list = (names: string): Set<string> => new Set(names.split(' '));
const byLowerCase = (names: string): Map<string, string> => new Map(names.split(' ').map((name) => [name.toLowerCase(), name]));

const HTML = list(
  'abbr align alt axis bgcolor border cellpadding cellspacing char charoff checked class clear color cols colspan ' +
    'compact controls coords datetime dir disabled face frame frameborder headers height hidden high hspace id ' +
    'indeterminate inert label lang loop low marginheight marginwidth max maxlength media min minlength multiple ' +
    'muted noshade nowrap open optimum part exportparts placeholder readonly required reversed role rowspan rows ' +
    'rules scope scrolling selected shape size slot span spellcheck start step summary title translate valign value ' +
    'vspace width wrap',
);

/** Texts, numbers and names. */
const SVG = byLowerCase(
  'accumulate additive alignment-baseline amplitude attributeName azimuth baseFrequency baseline-shift baseProfile ' +
    'begin bias by calcMode class clipPathUnits clip-rule color color-interpolation color-interpolation-filters cx cy ' +
    'd diffuseConstant direction display divisor dominant-baseline dur dx dy edgeMode elevation end exponent ' +
    'fill-opacity fill-rule filterUnits flood-color flood-opacity font-family font-size font-stretch font-style ' +
    'font-variant font-weight from fr fx fy gradientTransform gradientUnits height hidden id image-rendering in in2 ' +
    'intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lang lengthAdjust ' +
    'letter-spacing lighting-color limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits ' +
    'max min mode numOctaves offset opacity operator order orient origin overflow paint-order path pathLength ' +
    'patternContentUnits patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ ' +
    'preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur restart result role ' +
    'rotate rx ry scale seed shape-rendering slope spacing specularConstant specularExponent spreadMethod startOffset ' +
    'stdDeviation stitchTiles stop-color stop-opacity stroke-dasharray stroke-dashoffset stroke-linecap ' +
    'stroke-linejoin stroke-miterlimit stroke-opacity stroke-width surfaceScale tableValues targetX targetY ' +
    'text-anchor text-decoration text-rendering textLength to transform transform-origin type unicode-bidi values ' +
    'vector-effect version viewBox visibility width word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 ' +
    'yChannelSelector z',
);
/** Of SVG: values in which an address may stand, which is read as one of CSS. */
const SVG_STYLES = list('clip-path cursor fill filter marker marker-end marker-mid marker-start mask stroke');
/** What an animation may not change: it would write past all that is decided here. */
const ANIMATED = /^(?!(?:xlink:)?href$|on|style$|class$|id$)[a-z][a-z-]*$/i;
const ANIMATED_VALUES = list('from to by values');
const ANIMATIONS = list('animate animateMotion animateTransform set');
const PICTURED = list('image feImage');
/** Elements of SVG that name another one of the same document. */
const REFERRING = list(
  'use linearGradient radialGradient pattern textPath mpath filter feImage animate animateMotion animateTransform ' +
    'set',
);

const MATHML = list(
  'accent accentunder class columnalign columnlines columnspacing columnspan dir display displaystyle depth fence ' +
    'form frame height id lang largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize ' +
    'minsize movablelimits notation rowalign rowlines rowspacing rowspan rspace scriptlevel separator separators ' +
    'stretchy symmetric voffset width',
);

const INPUT_TYPES = list(
  'button checkbox color date datetime-local email file hidden image month number radio range reset search submit ' +
    'tel text time url week',
);
/** Reserved: the agent's page says by it what a field is. */
const OWN = 'data-sideseat-';
export const MASKED_ATTRIBUTE = 'data-sideseat-masked';
/** Before a group's name: no such name hides a property of a form or a document. */
const GROUP = 'sideseat:';
/** The numbers of a list. */
const LIST_TYPE = /^(?:[aAiI1]|disc|circle|square)$/;
/** Attributes that only some elements have. */
const HTML_OF = new Map<string, ReadonlySet<string>>([
  ['href', list('a area')],
  ['src', list('img input')],
  ['poster', list('video')],
  ['background', list('body table thead tbody tfoot tr td th')],
  ['name', list('input')],
  ['for', list('label output')],
  ['type', list('input button ol ul li')],
]);

/** The name under which an attribute of the page is set; `undefined`: it is not, whatever its value. */
export function safeAttributeName({ tag, namespace }: SafeElement, name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'style' || lower.startsWith('aria-')) return lower;
  if (lower.startsWith('data-')) return lower.startsWith(OWN) && lower !== MASKED_ATTRIBUTE ? undefined : lower;
  if (namespace === 'mathml') return MATHML.has(lower) ? lower : undefined;
  if (namespace === 'svg') return svgName(tag, lower);
  const tags = HTML_OF.get(lower);
  return tags ? (tags.has(tag) ? lower : undefined) : HTML.has(lower) ? lower : undefined;
}

function svgName(tag: string, lower: string): string | undefined {
  if (tag === 'style') return lower === 'media' || lower === 'id' || lower === 'class' ? lower : undefined;
  if (lower === 'href' || lower === 'xlink:href') {
    return REFERRING.has(tag) || PICTURED.has(tag) || tag === 'a' ? 'href' : undefined;
  }
  return SVG_STYLES.has(lower) ? lower : SVG.get(lower);
}

/** The value that may be set, for a name out of `safeAttributeName`; `undefined`: none, and the one before is void. */
export function safeAttributeValue({ tag, namespace }: SafeElement, name: string, value: string): string | undefined {
  if (name === 'style') return safeCss(value);
  if (namespace === 'svg') return svgValue(tag, name, value);
  if (namespace === 'mathml') return value;
  switch (name) {
    // So that it looks like a link, and leads nowhere.
    case 'href':
      return '#';
    case 'src':
    case 'poster':
    case 'background':
      return isPictureAddress(value) ? value : undefined;
    case 'name':
      return value.startsWith(GROUP) ? value : GROUP + value;
    case 'type':
      return safeType(tag, value);
    default:
      return value;
  }
}

function safeType(tag: string, value: string): string | undefined {
  const type = value.toLowerCase();
  // A field for passwords would be filled in by the agent's own browser.
  if (tag === 'input') return INPUT_TYPES.has(type) ? type : 'text';
  return tag === 'button' ? 'button' : LIST_TYPE.test(value) ? value : undefined;
}

function svgValue(tag: string, name: string, value: string): string | undefined {
  if (name === 'href') {
    if (tag === 'a') return '#';
    if (PICTURED.has(tag) && isPictureAddress(value)) return value;
    return REFERRING.has(tag) && isFragment(value) ? value : undefined;
  }
  if (name === 'attributeName') return ANIMATED.test(value) ? value : undefined;
  if (ANIMATIONS.has(tag) && ANIMATED_VALUES.has(name)) return safeCss(value);
  return SVG_STYLES.has(name) ? safeCssValue(name, value) : value;
}
