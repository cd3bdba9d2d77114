import { noChange } from 'lit';
import { directive, Directive } from 'lit/directive.js';
import type { DirectiveResult } from 'lit/directive.js';
import type { IconNode } from 'lucide';

const SVG = 'http://www.w3.org/2000/svg';

function build(node: IconNode): SVGElement {
  const root = document.createElementNS(SVG, 'svg');
  const attributes = {
    class: 'icon',
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
    focusable: 'false',
  };
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
  for (const [tag, values] of node) {
    const child = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(values)) child.setAttribute(name, String(value));
    root.append(child);
  }
  return root;
}

class IconDirective extends Directive {
  #node: IconNode | undefined;

  render(node: IconNode): SVGElement | typeof noChange {
    if (node === this.#node) return noChange;
    this.#node = node;
    return build(node);
  }
}

const renderIcon = directive(IconDirective);

/**
 * One icon of the `lucide` set as inline SVG, as large as the text beside it and in its colour. It is hidden from
 * screen readers: an icon never stands without words.
 *
 * @example html`<button class="button">${icon(Eye)} Request view</button>` with `import { Eye } from 'lucide'`
 */
export const icon = (node: IconNode): DirectiveResult<typeof IconDirective> => renderIcon(node);
