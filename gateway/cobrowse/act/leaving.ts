import { ActRefused, type ActedPage } from './acted-page.ts';
import { clickedWith, closest } from './composed-tree.ts';

/** What sends a form when it is pressed. */
export const SUBMITTERS = 'button:not([type=button i]):not([type=reset i]), input[type=submit i], input[type=image i]';
/** Where a page may go to without another window. */
const HERE = /^(?:_self|_parent|_top)?$/i;

/**
 * Whether a click here would lead on to what the agent may not do: another window, a file, another site, or what the site keeps for
 * the customer. What a site's own scripts make of a click nobody can know before.
 * @throws {ActRefused}
 */
export function expectAllowed(page: ActedPage, element: Element): void {
  for (const clicked of clickedWith(element)) {
    const link = closest(clicked, 'a[href], area[href]') ?? svgLinkOf(clicked);
    if (link) expectLink(page, link);
    const submitter = closest(clicked, SUBMITTERS) as HTMLButtonElement | null;
    if (submitter?.form) expectSubmit(page, submitter.form, submitter);
  }
}

/** @throws {ActRefused} */
export function expectSubmit(page: ActedPage, form: HTMLFormElement, submitter: HTMLButtonElement | HTMLInputElement | null): void {
  // Read as attributes: fields of the form hide its properties behind their names.
  const own = (name: string): string | null => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  if (own('method')?.toLowerCase() === 'dialog') return;
  if (!HERE.test(own('target') ?? baseTarget(form))) throw new ActRefused('leaves');
  expectSite(page, own('action') || form.baseURI, form);
  if (page.customerOnly.includes('submit')) throw new ActRefused('customerOnly', submitter ?? form);
}

function expectLink(page: ActedPage, link: Element): void {
  const address = link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? '';
  if (/^\s*javascript:/i.test(address)) return; // the page's own script, as of a button
  if (link.hasAttribute('download') || !HERE.test(link.getAttribute('target') ?? baseTarget(link))) throw new ActRefused('leaves');
  const url = expectSite(page, address, link);
  const isSameDocument = url.href.includes('#') && withoutHash(url.href) === withoutHash(link.ownerDocument.URL);
  if (!isSameDocument && page.customerOnly.includes('leave')) throw new ActRefused('customerOnly', link);
}

/** Pages of the same origin, as the address of the page tells it. */
function expectSite({ window }: ActedPage, address: string, of: Element): URL {
  const url = URL.parse(address, of.baseURI);
  if (!url || url.origin !== window.location.origin || !/^https?:$/.test(url.protocol)) throw new ActRefused('leaves');
  return url;
}

const withoutHash = (address: string): string => address.replace(/#.*/s, '');
const baseTarget = (element: Element): string => element.ownerDocument.querySelector('base[target]')?.getAttribute('target') ?? '';
const svgLinkOf = (element: Element): Element | null => {
  const link = closest(element, 'a');
  return link?.hasAttribute('xlink:href') ? link : null;
};
