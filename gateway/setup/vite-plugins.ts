import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface TaggedTemplate extends Node {
  readonly tag: { readonly name?: string };
  readonly quasi: { readonly quasis: readonly Node[] };
}

/** Takes the indentation out of our `html` and `css` templates, which people read and browsers do not. */
export function tightTemplates(): Plugin {
  return {
    name: 'sideseat:tight-templates',
    enforce: 'post',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('/plugin/') || !/(html|css)`/.test(code)) return null;
      const parts = templatesOf(this.parse(code))
        .flatMap(({ tag, quasi }) => quasi.quasis.map(({ start, end }) => ({ isCss: tag.name === 'css', start, end })))
        .sort((a, b) => b.start - a.start);
      return parts.reduce((text, { isCss, start, end }) => {
        const part = text.slice(start, end);
        return text.slice(0, start) + (isCss ? tightCss(part) : tightHtml(part)) + text.slice(end);
      }, code);
    },
  };
}

/** One space stays where there was a line's end: between words it counts. */
const tightHtml = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

const tightCss = (text: string): string =>
  text
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?|([:,]) /g, '$1$2');

function templatesOf(node: unknown): TaggedTemplate[] {
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.values(node).flatMap((value: unknown) => templatesOf(value));
  return isTemplate(node) ? [node, ...inside] : inside;
}

const isTemplate = (node: object): node is TaggedTemplate =>
  'type' in node && node.type === 'TaggedTemplateExpression' && ['html', 'css'].includes((node as TaggedTemplate).tag.name ?? '');

/** Vite wraps dynamic imports, to load style sheets and further files first. Ours need neither. */
export function plainDynamicImports(): Plugin {
  const id = '\0vite/preload-helper.js';
  return {
    name: 'sideseat:plain-dynamic-imports',
    enforce: 'pre',
    load: (loaded) => (loaded === id ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/**
 * Pages in this folder that have no document of their own are placed in the folder's `layout.html`: what stands before
 * their `<main>` at `<!-- head -->`, the rest at `<!-- main -->`. A link of the layout to the page itself becomes current.
 */
export function pageLayout(folder: string): Plugin {
  return {
    name: 'sideseat:page-layout',
    transformIndexHtml: {
      order: 'pre',
      async handler(page, { filename }) {
        if (path.dirname(filename) !== folder || page.startsWith('<!doctype')) return page;
        const layout = await readFile(path.join(folder, 'layout.html'), 'utf8');
        const main = page.indexOf('<main>');
        const own = `href="./${path.basename(filename).replace(/^index\.html$/, '')}"`;
        return layout
          .replace(own, `${own} aria-current="page"`)
          .replace('<!-- head -->', () => page.slice(0, main))
          .replace('<!-- main -->', () => page.slice(main));
      },
    },
  };
}
