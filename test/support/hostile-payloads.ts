import type { PageNode } from '../../gateway/protocol/cobrowse-events.ts';
import { element, flatten, sheet, svg, BODY, FIRST, type Sketch, type Unnumbered } from './hostile-sketch.ts';
import { hostileDeclarations, hostileSheets } from './hostile-styles.ts';
import { moreShapes, moreSheets } from './hostile-more.ts';
import { hostileChanges, hostileShapes } from './hostile-shapes.ts';

/** What somebody might send as a page who wants to run a script in the agent's browser, or to learn of the agent. */
export interface Payload {
  name: string;
  nodes: PageNode[];
  changes: Unnumbered[];
}
/** Notes that it ran, wherever it can reach. */
const SCRIPT = '(self.__ran??=[]).push(1);(parent.__ran??=[]).push(1);(top.__ran??=[]).push(1)';

const HANDLERS: [string, string, Record<string, string>?][] = [
  ['img', 'onerror', { src: 'data:image/png;base64,AAAA' }], ['img', 'ONERROR', { src: 'x:' }], ['img', 'oNlOaD', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }],
  ['body', 'onload'], ['body', 'onpageshow'], ['body', 'onfocus'], ['body', 'onhashchange'], ['body', 'onbeforeunload'], ['body', 'onresize'],
  ['video', 'onerror', { src: 'x:' }], ['video', 'onloadstart', { src: 'x:' }], ['audio', 'onerror', { src: 'x:' }], ['source', 'onerror', { src: 'x:' }],
  ['input', 'onfocus', { autofocus: '' }], ['input', 'onblur', { autofocus: '' }], ['select', 'onfocus', { autofocus: '' }], ['textarea', 'onfocus', { autofocus: '' }],
  ['keygen', 'onfocus', { autofocus: '' }], ['div', 'onfocus', { autofocus: '', tabindex: '0' }], ['details', 'ontoggle', { open: '' }],
  ['marquee', 'onstart'], ['iframe', 'onload'], ['frame', 'onload'], ['object', 'onerror', { data: 'x:' }], ['embed', 'onload', { src: 'about:blank' }],
  ['style', 'onload'], ['link', 'onerror', { rel: 'stylesheet', href: 'x:' }], ['script', 'onerror', { src: 'x:' }], ['form', 'onsubmit'],
  ['a', 'onclick', { href: '#' }], ['div', 'onmouseover'], ['div', 'onpointerrawupdate'], ['div', 'onanimationstart', { style: 'animation:x 1s' }],
  ['div', 'ontransitionend', { style: 'transition:all 0s' }], ['div', 'onscroll'], ['div', 'oncontentvisibilityautostatechange', { style: 'content-visibility:auto' }],
  ['div', 'onbeforetoggle', { popover: 'auto' }], ['dialog', 'onclose', { open: '' }], ['x-card', 'onclick'], ['isindex', 'onfocus', { autofocus: '' }],
];

const SCRIPT_ADDRESSES = [
  `javascript:${SCRIPT}`, `JaVaScRiPt:${SCRIPT}`, `java\tscript:${SCRIPT}`, ` \u0001javascript:${SCRIPT}`,
  `data:text/html,<script>${SCRIPT}</script>`, `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${SCRIPT}"/>`,
];
const ADDRESSED: [string, string, ('svg' | 'mathml')?][] = [
  ['a', 'href'], ['area', 'href'], ['iframe', 'src'], ['frame', 'src'], ['form', 'action'], ['button', 'formaction'], ['object', 'data'],
  ['embed', 'src'], ['img', 'src'], ['base', 'href'], ['input', 'src'], ['link', 'href'], ['video', 'poster'], ['script', 'src'],
  ['a', 'xlink:href', 'svg'], ['use', 'href', 'svg'], ['image', 'xlink:href', 'svg'], ['script', 'href', 'svg'], ['math', 'href', 'mathml'],
];

const LOADING: [string, string, Record<string, string>?, ('svg' | 'mathml')?][] = [
  ['img', 'src'], ['img', 'srcset'], ['img', 'lowsrc'], ['img', 'dynsrc'], ['img', 'longdesc'], ['img', 'attributionsrc'], ['source', 'src'],
  ['source', 'srcset'], ['video', 'src', { autoplay: '', preload: 'auto' }], ['video', 'poster'], ['audio', 'src', { preload: 'auto' }],
  ['track', 'src', { default: '' }], ['input', 'src', { type: 'image' }], ['body', 'background'], ['table', 'background'], ['td', 'background'],
  ['iframe', 'src'], ['frame', 'src'], ['object', 'data'], ['object', 'codebase', { data: 'x' }], ['embed', 'src'], ['applet', 'archive'],
  ['script', 'src'], ['script', 'src', { type: 'module' }], ['script', 'attributionsrc'], ['bgsound', 'src'], ['html', 'manifest'],
  ['a', 'ping', { href: '#' }], ['a', 'attributionsrc', { href: '#' }], ['portal', 'src'], ['fencedframe', 'src'], ['menuitem', 'icon'],
  ['blockquote', 'cite'], ['q', 'cite'], ['button', 'formaction'], ['form', 'action', { target: '_top' }], ['a', 'href', { target: '_top' }],
  ['a', 'href', { download: 'x' }], ['base', 'href', { target: '_top' }], ['head', 'profile'], ['image', 'src'],
  ...['stylesheet', 'icon', 'preload', 'prefetch', 'preconnect', 'dns-prefetch', 'modulepreload', 'prerender', 'manifest', 'import',
    'apple-touch-icon', 'alternate stylesheet', 'compression-dictionary', 'pingback'].map(
    (rel): [string, string, Record<string, string>] => ['link', 'href', { rel, as: 'image' }],
  ),
  ...['image', 'feImage', 'use', 'script', 'a', 'linearGradient', 'pattern', 'textPath', 'mpath', 'filter', 'cursor', 'tref', 'foreignObject',
    'animate', 'video', 'iframe', 'link', 'style'].flatMap((tag): [string, string, Record<string, string>, 'svg'][] => [
    [tag, 'href', {}, 'svg'], [tag, 'xlink:href', {}, 'svg'],
  ]),
  ['maction', 'xlink:href', { actiontype: 'statusline' }, 'mathml'], ['mglyph', 'src', {}, 'mathml'], ['mi', 'href', {}, 'mathml'],
];
const PAINTED = ['fill', 'stroke', 'clip-path', 'mask', 'filter', 'cursor', 'marker-start', 'marker'];

export function hostilePayloads(origin: string): Payload[] {
  const payloads: Payload[] = [];
  const add = (name: string, sketches: (url: string) => (Sketch | string)[], changes: (url: string) => Unnumbered[] = () => []): void => {
    const url = `${origin}/__sink/${payloads.length}`;
    payloads.push({ name: `${payloads.length} ${name}`, nodes: flatten(sketches(url), BODY, FIRST), changes: changes(url) });
  };
  const inSvg = (namespace: 'svg' | 'mathml' | undefined, sketch: Sketch): Sketch =>
    namespace === 'svg' ? svg('svg', {}, { ...sketch, namespace }) : namespace ? { ...element('math', {}, { ...sketch, namespace }), namespace } : sketch;

  for (const [tag, handler, attributes] of HANDLERS) add(`${tag} ${handler}`, () => [element(tag, { ...attributes, [handler]: SCRIPT })]);
  for (const handler of ['onload', 'onbegin', 'onend', 'onrepeat', 'onfocusin']) {
    add(`svg ${handler}`, () => [svg('svg', { [handler]: SCRIPT }, svg('animate', { [handler]: SCRIPT, attributeName: 'x', dur: '1ms' }))]);
  }
  for (const [tag, name, namespace] of ADDRESSED) {
    for (const address of SCRIPT_ADDRESSES) add(`${tag} ${name}=${address}`, () => [inSvg(namespace, element(tag, { [name]: address }))]);
  }
  for (const [tag, name, attributes = {}, namespace] of LOADING) {
    const value = (url: string): string => (name === 'srcset' ? `${url} 1x, ${url}?2 2x` : url);
    add(`${tag} ${name} loads`, (url) => [inSvg(namespace, element(tag, { ...attributes, [name]: value(url) }, 'text'))]);
  }
  for (const name of PAINTED) add(`svg ${name}`, (url) => [svg('svg', {}, svg('rect', { width: '9', height: '9', [name]: `url(${url}#x)` }))]);
  hostileDeclarations('', '').forEach((_, n) => {
    add(`declaration ${n}`, (url) => [element('div', { style: hostileDeclarations(url, SCRIPT)[n] ?? '', title: url }, 'text')]);
    add(`rule ${n}`, (url) => [sheet(`body,li,*::before{${hostileDeclarations(url, SCRIPT)[n]}`), element('li', {}, 'text')]);
  });
  hostileSheets('', '').forEach((_, n) => {
    add(`sheet ${n}`, (url) => [sheet(hostileSheets(url, SCRIPT)[n] ?? ''), element('input', { value: 'abc' })]);
    add(`sheet of a link ${n}`, (url) => [sheet(hostileSheets(url, SCRIPT)[n] ?? '', 'link')]);
  });
  moreSheets('').forEach((_, n) => add(`newer sheet ${n}`, (url) => [sheet(moreSheets(url)[n] ?? ''), element('input', { value: 'abc', autofocus: '' }), element('li', {}, 'text')]));
  for (const { name, sketches } of [...hostileShapes(SCRIPT), ...moreShapes(SCRIPT)]) add(name, sketches);
  for (const { name, sketches, changes } of hostileChanges(SCRIPT)) add(name, () => sketches, changes);
  return payloads;
}
