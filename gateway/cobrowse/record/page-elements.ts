import type { Placeholder } from '../../protocol/cobrowse-limits.ts';
import { BLOCKED, isTextHidden, type Masking, type Treatment } from '../mask/masking.ts';

/** Nothing of these is seen on a page, or they are the snippet's own, which is no part of the page. */
const UNSEEN = new Set(
  (
    'script noscript template base meta title param source track datalist portal animate animatemotion animatetransform set mpath discard ' +
    'sideseat-snippet sideseat-marks'
  ).split(' '),
);

/** In which the snippet draws the agent's own pointer. */
export const POINTER_TAG = 'sideseat-pointer';

/** Elements of HTML that may be named; others become a `span`, but for custom elements. */
const HTML = new Set(
  (
    'html head body link style a abbr acronym address area article aside b bdi bdo big blockquote br button caption center cite code col colgroup data dd del details dfn ' +
    'dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li main map mark ' +
    'marquee menu meter nav nobr ol optgroup option output p picture pre progress q rp rt ruby s samp search section select slot small span strike strong sub summary sup ' +
    'table tbody td textarea tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
);
const NAME = /^[a-z][a-z0-9.-]{0,63}$/i;

/** What is in these is no part of the page, or is told in another way. */
const CLOSED = new Set('textarea style link img input br hr wbr col area'.split(' '));

const EMBEDDED: Readonly<Record<string, Placeholder>> = {
  video: 'video',
  audio: 'video',
  object: 'embedded',
  embed: 'embedded',
  applet: 'embedded',
  frame: 'frame',
  frameset: 'frame',
  fencedframe: 'frame',
};

/** Of a larger canvas no picture is taken: that takes longer than a page can wait. */
const CANVAS_MAX_PIXELS = 250_000;

export const isUnseen = (element: Element): boolean => {
  const name = element.localName.toLowerCase();
  if (UNSEEN.has(name) || name === POINTER_TAG) return true;
  if (name === 'audio') return !(element as HTMLAudioElement).controls;
  return name === 'link' && !isSheetLink(element as HTMLLinkElement);
};

const isSheetLink = (link: HTMLLinkElement): boolean => link.relList.contains('stylesheet') && !link.relList.contains('alternate');

/** Hidden fields are the page's own notes. */
export const isHiddenField = (element: Element, masking: Masking): boolean =>
  masking.rules.has('hiddenField') && element.localName === 'input' && (element as HTMLInputElement).type === 'hidden';

/** The name under which an element is sent. */
export function shownTag(element: Element): string {
  const name = element.localName;
  if (!NAME.test(name)) return 'span';
  if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return name;
  if (name === 'canvas') return 'img';
  return HTML.has(name) || name.includes('-') ? name : 'span';
}

export function namespaceOf(element: Element): 'svg' | 'mathml' | undefined {
  if (element.namespaceURI === 'http://www.w3.org/2000/svg') return 'svg';
  return element.namespaceURI === 'http://www.w3.org/1998/Math/MathML' ? 'mathml' : undefined;
}

export const isClosedElement = (element: Element): boolean => CLOSED.has(element.localName) && !namespaceOf(element);

/** Why a box stands in an element's place, if it does; of a canvas only what can be said without its picture. */
export function placeholderOf(element: Element, treatment: Treatment, masking: Masking): Placeholder | null {
  if (treatment & BLOCKED) return 'private';
  const name = element.localName;
  const isPicture = name === 'img' || name === 'canvas' || name === 'image';
  if (isPicture && isTextHidden(treatment) && masking.rules.has('picture')) return 'private';
  if (name === 'iframe') return frameDocument(element as HTMLIFrameElement) ? null : 'frame';
  return EMBEDDED[name] ?? null;
}

/** Of a frame of the same site. */
export function frameDocument(frame: HTMLIFrameElement): Document | null {
  try {
    const document = frame.contentDocument;
    return document?.documentElement ? document : null;
  } catch {
    return null;
  }
}

/** Takes milliseconds; `null` where there is none that may be told. */
export function canvasPicture(canvas: HTMLCanvasElement): string | null {
  if (!canvas.width || !canvas.height || canvas.width * canvas.height > CANVAS_MAX_PIXELS) return null;
  try {
    return canvas.toDataURL('image/webp', 0.8);
  } catch {
    // It holds a picture of another site.
    return null;
  }
}
