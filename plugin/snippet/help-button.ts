const SVG = 'http://www.w3.org/2000/svg';
/** The icon of Lucide that the customer's page has in its header, too. */
const LIFE_BUOY = ['M4.93 4.93l4.24 4.24', 'M14.83 9.17l4.24-4.24', 'M14.83 14.83l4.24 4.24', 'M9.17 14.83l-4.24 4.24'];

/** The button that a customer presses to connect. Built node by node: a page's policy may forbid markup from a script. */
export function createHelpButton(document: Document, label: string, pressed: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  const text = document.createElement('span');
  text.textContent = label;
  button.append(lifeBuoy(document), text);
  button.addEventListener('click', pressed);
  return button;
}

function lifeBuoy(document: Document): SVGElement {
  const part = (tag: string, attributes: Readonly<Record<string, string>>): SVGElement => {
    const element = document.createElementNS(SVG, tag) as SVGElement;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const icon = part('svg', { viewBox: '0 0 24 24', width: '22', height: '22', fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'aria-hidden': 'true' });
  icon.append(part('circle', { cx: '12', cy: '12', r: '10' }), part('circle', { cx: '12', cy: '12', r: '4' }));
  for (const d of LIFE_BUOY) icon.append(part('path', { d }));
  return icon;
}
