/** Which elements a co-browsed page may consist of in the agent's browser, and what stands there instead of others. */

const list = (names: string): Set<string> => new Set(names.split(' '));
/** Names of XML, where capitals count, by the same in lower case. */
const byLowerCase = (names: string): Map<string, string> => new Map(names.split(' ').map((name) => [name.toLowerCase(), name]));

const HTML = list(
  'a abbr address area article aside audio b bdi bdo big blockquote body br button canvas caption center cite code ' +
    'col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer ' +
    'form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li main map mark menu ' +
    'meter nav nobr ol optgroup option output p picture pre progress q rp rt ruby s samp search section select slot ' +
    'small source span strike strong style sub summary sup table tbody td template textarea tfoot th thead time title ' +
    'tr tt u ul var video wbr',
);
/** Shown by other means, or nothing that is seen. */
const HTML_INSTEAD = new Map([
  ['link', 'style'],
  ['frame', 'iframe'],
  ...['script', 'noscript', 'base', 'meta', 'param', 'track', 'noembed', 'noframes', 'basefont', 'bgsound'].map(
    (tag) => [tag, 'template'] as const,
  ),
  ...['frameset', 'marquee', 'object', 'embed', 'applet', 'portal', 'fencedframe'].map((tag) => [tag, 'div'] as const),
  ...['listing', 'xmp', 'plaintext'].map((tag) => [tag, 'pre'] as const),
]);
const CUSTOM =
  /^(?!(?:annotation-xml|color-profile|font-face(?:-src|-uri|-format|-name)?|missing-glyph)$)[a-z][a-z0-9.]*-[a-z0-9.-]*$/;

const SVG = byLowerCase(
  'a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix ' +
    'feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow ' +
    'feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset ' +
    'fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter foreignObject g image line linearGradient ' +
    'marker mask metadata mpath path pattern polygon polyline radialGradient rect set stop style svg switch symbol ' +
    'text textPath title tspan use view',
);
const MATHML = list(
  'maction math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ' +
    'ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics',
);

/** Elements that draw something of their own: where a box is shown in their place, it needs another name. */
const DRAWN = list(
  'audio canvas iframe img input textarea select video br hr meter progress template style option optgroup',
);
/** HTML elements that can have a shadow root, beside those with a name of their own. */
const HOSTS = list('article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span');

export type Namespace = 'svg' | 'mathml' | undefined;
/** What an element becomes. */
export interface SafeElement {
  readonly tag: string;
  readonly namespace: Namespace;
}

export function safeElement(tag: string, namespace: Namespace, isPlaceholder: boolean): SafeElement {
  const name = tag.toLowerCase();
  if (namespace === 'svg') return { tag: SVG.get(name) ?? (isPlaceholder ? 'rect' : 'g'), namespace };
  if (namespace === 'mathml') return { tag: MATHML.has(name) ? name : 'mrow', namespace };
  const safe = HTML.has(name) || CUSTOM.test(name) ? name : (HTML_INSTEAD.get(name) ?? 'span');
  return { tag: isPlaceholder && DRAWN.has(safe) ? 'span' : safe, namespace };
}

export const canHaveShadow = ({ tag, namespace }: SafeElement): boolean =>
  namespace === undefined && (HOSTS.has(tag) || CUSTOM.test(tag));

/** Texts in it would be read as a style sheet, or are nobody's to see. */
export const hasNoText = ({ tag }: SafeElement): boolean => tag === 'style' || tag === 'template';

export const isStyle = ({ tag }: SafeElement): boolean => tag === 'style';
