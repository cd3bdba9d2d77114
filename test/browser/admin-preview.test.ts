import { expect, html } from '@open-wc/testing';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import { shopSite, SHOP_CONFIG } from '../../mocks/pages/admin-states.ts';
import { FOUND, PLACES, previewStoreIn } from '../../mocks/pages/preview-states.ts';
import type { MaskPreview } from '../../plugin/admin/elements/mask-preview.ts';
import type { PreviewShown, PreviewStore } from '../../plugin/admin/preview-store.ts';
import { byRole, queryRole, render, settled, visibleText } from '../support/elements.ts';

/** With a store that shows a state, and what is opened by it. */
async function open(state: Partial<PreviewShown>, change: Partial<SiteConfig> = {}): Promise<{ element: MaskPreview; store: PreviewStore; opened: string[]; hidden: string[] }> {
  const store = previewStoreIn(state);
  const [opened, hidden]: [string[], string[]] = [[], []];
  store.open = async (key, address) => void opened.push(`${key} ${address.href}`);
  const element = await render<MaskPreview>(
    html`<sideseat-mask-preview .store=${store} .site=${shopSite()} .config=${{ ...SHOP_CONFIG, ...change }}></sideseat-mask-preview>`,
  );
  // As the editor does: it is hidden, and not yet looked at.
  element.addEventListener('sideseat-mask-hide', ({ detail: { selector } }) => {
    hidden.push(selector);
    element.config = { ...element.config, masks: { ...element.config.masks, masks: [...element.config.masks.masks, selector] } };
    store.state$.next({ ...store.state, isCurrent: false });
  });
  return { element, store, opened, hidden };
}
const typeAddress = async (element: MaskPreview, address: string): Promise<void> => {
  byRole<HTMLInputElement>(element, 'textbox').value = address;
  byRole(element, 'button', 'Open with marks').click();
  await settled(element);
};
const focused = (element: MaskPreview): string | null | undefined => element.shadowRoot!.activeElement?.getAttribute('aria-label') ?? element.shadowRoot!.activeElement?.textContent;

describe('<sideseat-mask-preview>', () => {
  it('opens pages of the published website alone, however their origin is written', async () => {
    const { element, opened } = await open({}, { origins: ['https://typed.example'] });
    for (const address of ['https://typed.example/', 'https://shop.acorn.example.evil.example/', 'javascript:alert(1)', 'shop', 'https://shop.acorn.example:444/']) {
      await typeAddress(element, address);
      expect(byRole(element, 'alert').textContent, address).to.contain('not of the published website');
    }
    expect(opened).to.deep.equal([]);
    await typeAddress(element, 'HTTPS://Shop.Acorn.Example:443/cart?x=1');
    expect(byRole(element, 'alert').textContent?.trim()).to.equal('');
    await typeAddress(element, '');
    expect(opened).to.deep.equal(['shop-key-0123456789 https://shop.acorn.example/cart?x=1', 'shop-key-0123456789 https://shop.acorn.example/']);
  });

  it('offers nothing for a website that is not published', async () => {
    const element = await render<MaskPreview>(html`<sideseat-mask-preview .store=${previewStoreIn({})} .config=${SHOP_CONFIG}></sideseat-mask-preview>`);
    expect(queryRole(element, 'button')).to.equal(null);
    expect(visibleText(element)).to.contain('Publish the website first');
  });

  it('says that nothing looks private of what was looked at alone', async () => {
    const nothing = 'Nothing that is shown looks private';
    const none = { ...FOUND.report!, places: [] };
    const { element, store } = await open({ ...FOUND, report: none });
    expect(visibleText(element)).to.contain(nothing);
    const others: Partial<PreviewShown>[] = [
      { isCurrent: false, report: none },
      { stage: 'waiting', isCurrent: false, report: null },
      { report: null, isCurrent: false },
      ...(['starting', 'rule', 'forbidden', 'busy', 'tooLarge', 'leak', 'failed'] as const).map((state) => ({ report: { ...none, state } })),
    ];
    for (const state of others) {
      store.state$.next({ ...store.state, ...FOUND, ...state });
      await settled(element);
      expect(visibleText(element), JSON.stringify(state)).not.to.contain(nothing);
      expect(byRole(element, 'status').textContent?.trim(), JSON.stringify(state)).not.to.equal('');
    }
  });

  it('hides one with a press, none that would hide much else, and goes on with the next line', async () => {
    const { element, store, hidden } = await open(FOUND);
    expect(queryRole(element, 'button', 'Hide p')).to.equal(null);
    expect(visibleText(element)).to.contain('Hiding this would hide much else');
    expect(visibleText(element)).to.contain('240 elements');
    for (const [selector, next] of [['li.contact-mail', 'Hide section.orders td'], ['section.orders td', 'Hide dd.customer-name'], ['dd.customer-name', 'Try it out']] as const) {
      const button = byRole(element, 'button', `Hide ${selector}`);
      button.focus();
      button.click();
      await settled(element);
      expect(queryRole(element, 'button', `Hide ${selector}`)).to.equal(null);
      expect(focused(element)).to.equal(next);
    }
    expect(hidden).to.deep.equal(['li.contact-mail', 'section.orders td', 'dd.customer-name']);
    // The page has the last word.
    store.state$.next({ ...store.state, isCurrent: true });
    await settled(element);
    expect(queryRole(element, 'button', 'Hide dd.customer-name')).not.to.equal(null);
  });

  it('keeps the keyboard where lines come before its own, and lists each selector once', async () => {
    const { element, store } = await open(FOUND);
    const button = byRole(element, 'button', 'Hide section.orders td');
    button.focus();
    const places = [{ selector: '#new', look: 'email', count: 1, isBroad: false } as const, ...PLACES, ...PLACES];
    store.state$.next({ ...store.state, report: { ...FOUND.report!, places } });
    await settled(element);
    expect(element.shadowRoot!.activeElement).to.equal(button);
    expect(element.shadowRoot!.querySelectorAll('li').length).to.equal(PLACES.length + 1);
  });

  it('tells the store what is typed, with the words under the marks', async () => {
    const { element, store } = await open(FOUND);
    const drafts: unknown[] = [];
    store.change = (draft) => void drafts.push(draft);
    element.config = { ...SHOP_CONFIG, masks: { ...SHOP_CONFIG.masks, masks: ['.typed'] } };
    await settled(element);
    expect(drafts.at(-1)).to.deep.equal({ masks: { ...SHOP_CONFIG.masks, masks: ['.typed'] }, legend: 'Striped: agents do not see it. Dashed frame: agents see it, and it looks private.' });
  });
});
