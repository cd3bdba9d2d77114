import { element, FIRST, sheet, svg, type Sketch, type Unnumbered } from './hostile-sketch.ts';

interface Shape {
  name: string;
  sketches: (url: string) => (Sketch | string)[];
}
interface Change {
  name: string;
  sketches: Sketch[];
  changes: (url: string) => Unnumbered[];
}

/** Names that hide what a document or form can do, where they are taken over. */
const CLOBBERING = [
  'createElementNS', 'documentElement', 'body', 'head', 'defaultView', 'cookie', 'setAttribute', 'removeAttribute', 'attributes', 'appendChild',
  'insertBefore', 'removeChild', 'parentNode', 'firstChild', 'nextSibling', 'childNodes', 'textContent', 'namespaceURI', 'localName', 'style',
  'ownerDocument', 'isConnected', 'attachShadow', 'scrollTo', 'nodeType', 'querySelector', 'contentDocument', 'getRootNode', '__proto__', 'constructor',
];

/** Pages that are hostile by how they are put together. */
export const hostileShapes = (script: string): Shape[] => [
  ...CLOBBERING.flatMap((name): Shape[] => [
    { name: `form with a field ${name}`, sketches: () => [element('form', { id: name, name }, element('input', { id: name, name }), 'text')] },
    { name: `two of ${name}`, sketches: () => [element('img', { id: name, name }), element('form', { name }), element('iframe', { name })] },
  ]),
  { name: 'script with text', sketches: () => [element('script', {}, script)] },
  { name: 'module with text', sketches: (url) => [element('script', { type: 'module' }, `import "${url}"`)] },
  { name: 'import map', sketches: (url) => [element('script', { type: 'importmap' }, `{"imports":{"a":"${url}"}}`)] },
  { name: 'speculation rules', sketches: (url) => [element('script', { type: 'speculationrules' }, `{"prefetch":[{"urls":["${url}"]}]}`)] },
  { name: 'script of SVG', sketches: () => [svg('svg', {}, svg('script', {}, script))] },
  { name: 'SCRIPT of SVG', sketches: () => [svg('svg', {}, svg('SCRIPT', {}, script))] },
  { name: 'script of MathML', sketches: () => [{ ...element('math'), namespace: 'mathml', children: [{ ...element('script', {}, script), namespace: 'mathml' }] }] },
  { name: 'noscript', sketches: (url) => [element('noscript', {}, element('img', { src: url, onerror: script }))] },
  { name: 'noscript with text', sketches: (url) => [element('noscript', {}, `<img src=${url} onerror=${script}>`)] },
  { name: 'template with a shadow root', sketches: (url) => [element('div', {}, element('template', { shadowrootmode: 'open' }, element('img', { src: url })))] },
  { name: 'text of a style', sketches: (url) => [element('style', {}, `@import "${url}";*{background:url(${url})}`)] },
  { name: 'text of a style of SVG', sketches: (url) => [svg('svg', {}, svg('style', {}, `*{background:url(${url})}`))] },
  { name: 'CSS of a style of SVG', sketches: (url) => [svg('svg', {}, { ...svg('style'), css: `*{fill:url(${url})}` })] },
  { name: 'text that ends a style', sketches: () => [element('style', {}, `</style><script>${script}</script>`)] },
  { name: 'text that ends a title', sketches: () => [element('title', {}, `</title><script>${script}</script>`)] },
  { name: 'text that ends a textarea', sketches: () => [element('textarea', {}, `</textarea><script>${script}</script>`)] },
  { name: 'text that ends an xmp', sketches: () => [element('xmp', {}, `</xmp><img src=x onerror=${script}>`)] },
  { name: 'markup in a text', sketches: () => [`<img src=x onerror="${script}"><script>${script}</script>`] },
  { name: 'markup in an attribute', sketches: () => [element('p', { title: `"><img src=x onerror=${script}>` })] },
  { name: 'mixed namespaces', sketches: (url) => [{ ...element('math', {}, { ...element('mtext', {}, element('table', {}, { ...element('mglyph', {}, sheet(`<img src=${url}>`)), namespace: 'mathml' })), namespace: 'mathml' }), namespace: 'mathml' }] },
  { name: 'foreignObject', sketches: (url) => [svg('svg', {}, svg('foreignObject', {}, element('iframe', { src: url, onload: script })))] },
  { name: 'annotation of MathML', sketches: (url) => [{ ...element('math', {}, { ...element('annotation-xml', { encoding: 'text/html' }, element('img', { src: url })), namespace: 'mathml' }), namespace: 'mathml' }] },
  { name: 'svg with HTML in it', sketches: (url) => [svg('svg', {}, element('img', { src: url, onerror: script }))] },
  { name: 'srcdoc', sketches: () => [element('iframe', { srcdoc: `<script>${script}</script>` })] },
  { name: 'srcdoc with a sandbox of its own', sketches: () => [element('iframe', { srcdoc: `<script>${script}</script>`, sandbox: 'allow-scripts allow-same-origin allow-top-navigation' })] },
  { name: 'frame with permissions', sketches: (url) => [element('iframe', { src: url, allow: 'camera; microphone; display-capture', credentialless: '' })] },
  { name: 'document in a frame', sketches: (url) => [element('iframe', {}, { ...element('html', {}, element('body', { onload: script }, element('img', { src: url, onerror: script }))), place: 'document' })] },
  { name: 'frame in a frame', sketches: (url) => [element('iframe', {}, { ...element('html', {}, element('iframe', {}, { ...element('html', {}, sheet(`@import "${url}";`), element('script', {}, script)), place: 'document' })), place: 'document' })] },
  { name: 'shadow root', sketches: (url) => [element('div', {}, { ...sheet(`@import "${url}";*{background:url(${url})}`), place: 'shadow' }, { ...element('img', { src: url, onerror: script }), place: 'shadow' })] },
  { name: 'meta refresh', sketches: (url) => [element('meta', { 'http-equiv': 'refresh', content: `0;url=${url}` })] },
  { name: 'meta refresh to a script', sketches: () => [element('meta', { 'http-equiv': 'refresh', content: `0;url=javascript:${script}` })] },
  { name: 'meta policy that reports', sketches: (url) => [element('meta', { 'http-equiv': 'Content-Security-Policy', content: `img-src 'none'; report-uri ${url}` })] },
  { name: 'meta referrer', sketches: (url) => [element('meta', { name: 'referrer', content: 'unsafe-url' }), element('img', { src: url })] },
  { name: 'base before a picture', sketches: (url) => [element('base', { href: url }), element('img', { src: 'x.png' })] },
  { name: 'form to the top', sketches: (url) => [element('form', { action: url, target: '_top', method: 'post' }, element('button', { autofocus: '', accesskey: 'x' }, 'Go'))] },
  { name: 'button of another form', sketches: (url) => [element('form', { id: 'f' }), element('button', { form: 'f', formaction: url, formtarget: '_blank' }, 'Go')] },
  { name: 'popover with a command', sketches: () => [element('button', { commandfor: 'p', command: 'show-popover', popovertarget: 'p' }), element('div', { id: 'p', popover: 'auto', onbeforetoggle: script })] },
  { name: 'element that is another', sketches: () => [element('button', { is: 'x-button', onclick: script })] },
  { name: 'element of the product', sketches: () => [element('sideseat-agent'), element('sideseat-customer')] },
  { name: 'animation of an address', sketches: () => [svg('svg', {}, svg('a', {}, svg('animate', { attributeName: 'href', values: `javascript:${script}`, dur: '1s', fill: 'freeze' }), svg('text', {}, 'x')))] },
  { name: 'animation of xlink', sketches: () => [svg('svg', {}, svg('a', {}, svg('set', { attributeName: 'xlink:href', to: `javascript:${script}` })))] },
  { name: 'animation of a handler', sketches: () => [svg('svg', {}, svg('set', { attributeName: 'onmouseover', to: script, begin: '0s' }))] },
  { name: 'animation of a paint', sketches: (url) => [svg('svg', {}, svg('rect', {}, svg('set', { attributeName: 'fill', to: `url(${url}#x)` })))] },
  { name: 'animation of a picture', sketches: (url) => [svg('svg', {}, svg('image', {}, svg('animate', { attributeName: 'href', from: url, to: url, dur: '1s' })))] },
  { name: 'picture in a picture', sketches: (url) => [element('picture', {}, element('source', { srcset: url, media: 'all' }), element('img'))] },
  { name: 'video with sources', sketches: (url) => [element('video', { autoplay: '' }, element('source', { src: url }), element('track', { src: url, default: '' }))] },
  { name: 'map', sketches: (url) => [element('map', { name: 'm' }, element('area', { href: `javascript:${script}`, shape: 'default' })), element('img', { usemap: '#m', src: url })] },
  { name: 'object with parameters', sketches: (url) => [element('object', { type: 'text/html', data: url }, element('param', { name: 'movie', value: url }), element('embed', { src: url }))] },
];

const later = (name: string, sketch: Sketch, attribute: string, value: (url: string) => string): Change => ({
  name: `later ${name}`,
  sketches: [{ ...sketch, id: FIRST }],
  changes: (url) => [{ type: 'page.changed', attributes: [{ id: FIRST, name: attribute, value: value(url) }] }],
});

/** Pages that are harmless first. */
export const hostileChanges = (script: string): Change[] => [
  later('onerror', element('img', { src: 'data:image/png;base64,AAAA' }), 'onerror', () => script),
  later('src', element('img'), 'src', (url) => url),
  later('SRC', element('img'), 'SRC', (url) => url),
  later('srcset', element('img'), 'srcset', (url) => url),
  later('href', element('a'), 'href', () => `javascript:${script}`),
  later('frame', element('iframe'), 'src', (url) => url),
  later('script frame', element('iframe'), 'src', () => `javascript:${script}`),
  later('srcdoc', element('iframe'), 'srcdoc', () => `<script>${script}</script>`),
  later('sandbox', element('iframe', { srcdoc: `<script>${script}</script>` }), 'sandbox', () => 'allow-scripts'),
  later('style', element('p', {}, 'x'), 'style', (url) => `background:url(${url})`),
  later('background', element('table'), 'background', (url) => url),
  later('poster', element('video'), 'poster', (url) => url),
  later('type', element('input', { src: 'x' }), 'type', () => 'image'),
  later('rel', element('link', { href: 'x' }), 'rel', () => 'stylesheet'),
  later('is', element('p'), 'is', () => 'x-p'),
  later('name', element('form'), 'name', () => 'createElementNS'),
  later('picture of SVG', svg('image'), 'xlink:href', (url) => url),
  later('use', svg('use'), 'href', (url) => `${url}#x`),
  later('paint', svg('rect'), 'fill', (url) => `url(${url})`),
  later('animation', svg('animate', { to: `javascript:${script}` }), 'attributeName', () => 'href'),
  later('refresh', element('meta', { content: '0;url=/' }), 'http-equiv', () => 'refresh'),
  later('popover', element('p', { onbeforetoggle: script }), 'popover', () => 'auto'),
  {
    name: 'later sandbox gone',
    sketches: [{ ...element('iframe', { src: `javascript:${script}` }), id: FIRST }],
    changes: () => [{ type: 'page.changed', attributes: ['sandbox', 'srcdoc'].map((name) => ({ id: FIRST, name, value: null })) }],
  },
  {
    name: 'later sheet',
    sketches: [{ ...sheet(''), id: FIRST }],
    changes: (url) => [{ type: 'page.changed', styles: [{ id: FIRST, css: `*{background:url(${url})}` }] }],
  },
  {
    name: 'later sheet of a script',
    sketches: [{ ...element('script'), id: FIRST }],
    changes: () => [{ type: 'page.changed', styles: [{ id: FIRST, css: script }] }],
  },
  {
    name: 'later text of a style',
    sketches: [{ ...element('style'), id: FIRST }],
    changes: (url) => [{ type: 'page.changed', added: [{ id: FIRST + 1, parent: FIRST, text: `*{background:url(${url})}` }] }],
  },
  {
    name: 'later script',
    sketches: [{ ...element('p'), id: FIRST }],
    changes: () => [{ type: 'page.changed', added: [{ id: FIRST + 1, parent: FIRST, tag: 'script' }, { id: FIRST + 2, parent: FIRST + 1, text: script }] }],
  },
  {
    name: 'asset that is none',
    sketches: [{ ...element('img'), id: FIRST }],
    changes: (url) => [url.slice(0, 9), url.slice(9)].map((text, part) => ({ type: 'page.asset', id: FIRST, name: 'src', part, parts: 2, text })),
  },
  {
    name: 'asset cut within an address',
    sketches: [{ ...sheet(''), id: FIRST }],
    changes: (url) => [`*{background:u`, `rl(${url}`, ')}'].map((text, part) => ({ type: 'page.asset', id: FIRST, name: 'css', part, parts: 3, text })),
  },
];
