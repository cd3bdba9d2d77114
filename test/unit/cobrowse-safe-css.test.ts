import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { safeCss } from '../../gateway/protocol/cobrowse-safe-css.ts';
import { seededRandom } from '../support/seeded-random.ts';

const PNG = 'data:image/png;base64,iVBORw0KGgo=';
const WOFF = 'data:font/woff2;base64,d09GMgABAAA=';
const AWAY = 'https://evil.example/x';

/** Style sheets in which there is nothing to take out. */
const HARMLESS = [
  '',
  'a{color:red}',
  '@media (min-width: 10px) { .a > b::before { content: "url(x) @import"; } }',
  `.a{background:url(${PNG}) no-repeat,url( "${PNG}" )}`,
  `@font-face{font-family:"A";src:url(${WOFF}) format("woff2")}`,
  `.a{background:image-set("${PNG}" 1x, url(${PNG}) type("image/png") 2x)}`,
  '.a{fill:url(#gradient);clip-path:url("#c")}',
  '.behavior #behavior{scroll-behavior:smooth}',
  '.\\31 0\\:x{width:calc(1e3px - 2.5e-1em + var(--a, (1)))}',
  '/* url(x) @import "y" */a{}',
  '@supports (display:grid){@layer a{@container (width>1px){a{b:c}}}}',
  'a{--x:{"a":[1,2]};content:"\\"url(";}',
  '<!-- a{} -->',
  'a[href="javascript:x"]{color:#fff}',
];

/** Each brings something from elsewhere, or once ran, in one browser or another. */
const ACTIVE: [string, string][] = [
  [`a{b:url(${AWAY})}`, 'a{b:none}'],
  [`a{b:url( '${AWAY}' )}`, 'a{b:none}'],
  [`a{b:URL(${AWAY})}`, 'a{b:none}'],
  [`a{b:u\\72l(${AWAY})}`, 'a{b:none}'],
  [`a{b:\\000075\\000072\\00006C(${AWAY})}`, 'a{b:none}'],
  [`a{b:u\\72 l(${AWAY})}`, 'a{b:none}'],
  [`a{b:\\75\r\nrl(${AWAY})}`, 'a{b:none}'],
  [`a{b:url(\\68ttps://evil)}`, 'a{b:none}'],
  [`a{b:url(${AWAY}`, 'a{b:none'],
  [`a{b:url("${AWAY}`, 'a{b:none'],
  [`a{b:url(${PNG} x)}`, 'a{b:none}'],
  ['a{b:url(data:image/svg+xml;base64,AAAA)}', 'a{b:none}'],
  ['a{b:url(data:text/html;base64,AAAA)}', 'a{b:none}'],
  [`a{b:url(\u00a0${PNG})}`, 'a{b:none}'],
  [`a{b:url("${PNG}" crossorigin(x))}`, 'a{b:none}'],
  [`a{b:image-set("${AWAY}" 1x)}`, 'a{b:none}'],
  ['a{b:image-set(var(--x) 1x)}', 'a{b:none}'],
  [`a{b:-webkit-image-set(url(${AWAY}) 1x)}`, 'a{b:none}'],
  [`a{b:image-set(linear-gradient(red,blue) 1x, "${AWAY}" 2x)}`, 'a{b:none}'],
  [`a{b:-webkit-cross-fade(url(${AWAY}),url(${PNG}),50%)}`, 'a{b:none}'],
  [`a{b:src("${PNG}")}`, 'a{b:none}'],
  [`a{b:image("${AWAY}")}`, 'a{b:none}'],
  ['a{b:element(#x)}', 'a{b:none}'],
  ['a{b:expression(alert(1))}', 'a{b:none}'],
  ['a{b:e\\78pression(alert(1))}', 'a{b:none}'],
  ['a{behavior:x;-moz-binding:y}', 'a{gone:x;gone:y}'],
  ['a{beh\\61vior:x}', 'a{gone:x}'],
  [`@import "${AWAY}";a{}`, '/**/a{}'],
  [`@im\\70ort url(${AWAY});a{}`, '/**/a{}'],
  [`@import url("x;y") layer(a;b);a{}`, '/**/a{}'],
  ['@charset "x";@namespace url(http://x);a{}', '/**//**/a{}'],
  ['@document url(http://x){a{b:c}}d{}', '/**/d{}'],
  ['a{@unknown x{y:z}b:c}', 'a{/**/b:c}'],
  ['a{@unknown x}b{}', 'a{/**/}b{}'],
  ['a{b:1url(x)}', 'a{b:1url/**/(x)}'],
  ['a{b:#url(x)}', 'a{b:#url/**/(x)}'],
  // What is taken out must not join what stood around it.
  [`a{b:u@x;rl(${AWAY})}`, `a{b:u/**/rl(${AWAY})}`],
  [`a{b:ur\\6c@x;(${AWAY})}`, `a{b:ur\\6c/**/(${AWAY})}`],
  ['a{background:url(#x);mask-image:url("#x")}', 'a{background:none;mask-image:none}'],
  [`a{b:image-set("image/png" 1x)}`, 'a{b:none}'],
  // The string ends with its line, and the address is one after all.
  [`a{b:"\nurl(${AWAY})}`, 'a{b:"\nnone}'],
  [`a{b:"\\\nurl(x)"}c{d:url(${AWAY})}`, 'a{b:"\\\nurl(x)"}c{d:none}'],
];

describe('safeCss', () => {
  for (const css of HARMLESS) it(`leaves as it is: ${css}`, () => assert.equal(safeCss(css), css));
  for (const [css, safe] of ACTIVE) {
    it(`[T-COB-HOSTILE] makes of ${JSON.stringify(css)}: ${JSON.stringify(safe)}`, () => assert.equal(safeCss(css), safe));
  }

  it('[T-COB-HOSTILE] does the same again to what it made, and never throws: 50,000 random sheets', () => {
    const parts = [
      'url(', 'URL(', '\\75rl(', 'image-set(', 'src(', 'var(', ')', '(', '"', "'", '\\', '\n', '\r\n', '\f', '\0', ' ', ';', '{', '}', '[', ']',
      '@import ', '@media ', '@x', '/*', '*/', '#', '#a', '1', '1e3', '.5', '-', '--', '-->', '<!--', 'u', 'rl(', 'a:b', 'behavior', ':', AWAY,
      PNG, WOFF, '\u00a0', '\ud83d', 'é', '\\0', '\\10ffff ', '+', '.', '%', ',',
    ];
    const random = seededRandom(8);
    for (let n = 0; n < 50_000; n += 1) {
      const length = 1 + Math.floor(random() * 12);
      const css = Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join('');
      const safe = safeCss(css);
      assert.equal(safeCss(safe), safe, JSON.stringify(css));
    }
  });
});
