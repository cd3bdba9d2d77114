const SVG = 'http://www.w3.org/2000/svg';
/** The icon of Lucide that the customer's page has in its header, too: its two circles and four lines in one path. */
const LIFE_BUOY =
  'M4.93 4.93l4.24 4.24m5.66 0l4.24-4.24m-4.24 9.9l4.24 4.24m-9.9-4.24l-4.24 4.24M22 12a10 10 0 1 1-20 0 10 10 0 1 1 20 0zM16 12a4 4 0 1 1-8 0 4 4 0 1 1 8 0z';

/** The button that a customer presses to connect. Built node by node: a page's policy may forbid markup from a script. */
export function createHelpButton(label: string, pressed: () => void): HTMLButtonElement {
  const button = createButton(label, pressed);
  button.prepend(lifeBuoy());
  return button;
}

export function createButton(label: string, pressed: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', pressed);
  return button;
}

/** How it is drawn is in the style sheet. */
function lifeBuoy(): SVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', LIFE_BUOY);
  icon.append(path);
  return icon;
}
