import type { PageEvent, PageNode } from '../gateway/protocol/cobrowse-events.ts';

/** A page of a shop as its recorder tells it: with private fields, of which nothing is told. */

/** One event before it gets its number. */
export type Unnumbered = PageEvent extends infer E ? (E extends PageEvent ? Omit<E, 'seq'> : never) : never;

type ElementNode = Exclude<PageNode, { text: string }>;
type Attributes = NonNullable<ElementNode['attributes']>;

export const SAMPLE_PAGE = { siteName: 'Garden Shop', title: 'Checkout – Garden Shop', address: 'https://garden.example/checkout' };
const VIEWPORT = { widthPx: 1_280, heightPx: 720 };
/** The field that the customer types into. */
const NAME_FIELD = 900;

const CSS = `
body { margin: 0; font: 16px/1.5 Georgia, serif; color: #20302a; background: #f6f3ea; }
header { display: flex; gap: 32px; align-items: center; padding: 20px 64px; color: #fff; background: #2f5d46; }
header b { font-size: 24px; }
main { display: grid; grid-template-columns: 1fr 380px; gap: 48px; padding: 40px 64px; }
h1 { margin: 0 0 16px; font-size: 32px; }
label { display: grid; gap: 4px; margin-bottom: 14px; font-size: 14px; }
input { padding: 10px 12px; font: inherit; border: 1px solid #8aa295; border-radius: 6px; background: #fff; }
aside { padding: 24px; background: #fff; border-radius: 12px; }
li { display: flex; justify-content: space-between; padding: 6px 0; }
ul { margin: 0; padding: 0; list-style: none; }
button { padding: 12px 24px; font: inherit; color: #fff; background: #b5532a; border: 0; border-radius: 8px; }
`;

/** Writes nodes in document order. */
class Sheet {
  readonly nodes: PageNode[] = [];

  element(parent: number, tag: string, attributes: Attributes = {}, more: Partial<ElementNode> = {}): number {
    const id = more.id ?? this.nodes.length + 1;
    this.nodes.push({ parent, tag, attributes, ...more, id });
    return id;
  }

  text(parent: number, tag: string, text: string, attributes: Attributes = {}): number {
    const id = this.element(parent, tag, attributes);
    this.nodes.push({ id: this.nodes.length + 1, parent: id, text });
    return id;
  }
}

function checkout(): PageNode[] {
  const page = new Sheet();
  const html = page.element(0, 'html', { lang: 'en' });
  const head = page.element(html, 'head');
  page.element(head, 'style', {}, { css: CSS });
  const body = page.element(html, 'body');
  const header = page.element(body, 'header');
  page.text(header, 'b', 'Garden Shop');
  for (const name of ['Plants', 'Tools', 'Pots', 'Help']) page.text(header, 'span', name);
  const main = page.element(body, 'main');
  const form = page.element(main, 'section');
  page.text(form, 'h1', 'Checkout');
  const field = (label: string, attributes: Attributes, more: Partial<ElementNode> = {}): void => {
    page.element(page.text(form, 'label', label), 'input', attributes, more);
  };
  field('Name', {}, { id: NAME_FIELD, state: { value: 'Ada' } });
  const masked = { 'data-sideseat-masked': '' };
  field('Card number', masked, { state: { value: '••••••••••••••••' } });
  field('Security code', masked, { state: { value: '•••' } });
  field('E-mail', masked, { state: { value: '•••••••••••' } });
  page.text(form, 'button', 'Pay now');
  const aside = page.element(main, 'aside');
  page.text(aside, 'h2', 'Your basket');
  const list = page.element(aside, 'ul');
  for (const [what, price] of [['Lavender, 3 pots', '€ 14.70'], ['Watering can', '€ 22.00'], ['Delivery', '€ 4.90']] as const) {
    const item = page.element(list, 'li');
    page.text(item, 'span', what);
    page.text(item, 'b', price);
  }
  return page.nodes;
}

/** The page as a whole. */
export const samplePage = (page: { title: string; address: string; tab?: number } = SAMPLE_PAGE): Unnumbered[] => [
  {
    type: 'page.began',
    version: 1,
    pageId: 'p'.repeat(22),
    title: page.title,
    address: page.address,
    viewport: VIEWPORT,
    scrollLeft: 0,
    scrollTop: 0,
    isQuirky: false,
    language: 'en',
    tab: page.tab ?? 1,
  },
  { type: 'page.nodes', nodes: checkout() },
  { type: 'page.ready', hidden: 3 },
];

/** What the customer does next on it, step by step: moves to a field, clicks, and types a name. */
export function sampleStep(step: number): Unnumbered {
  const name = 'Ada Byron';
  const moves = 20;
  if (step < moves) return { type: 'page.pointed', at: { xPx: 900 - step * 30, yPx: 500 - step * 13 } };
  if (step === moves) return { type: 'page.pointed', at: { xPx: 300, yPx: 240 }, isPressed: true };
  const value = name.slice(0, 3 + (step - moves) % (name.length - 2));
  return { type: 'page.changed', states: [{ id: NAME_FIELD, state: { value } }] };
}
