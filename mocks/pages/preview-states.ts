import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { AdminApi } from '../../gateway/client/admin-api.ts';
import type { SiteView } from '../../gateway/protocol/admin.ts';
import type { PreviewPlace, PreviewReport, PreviewState } from '../../gateway/protocol/preview.ts';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import '../../plugin/admin/define.ts';
import { PreviewStore, type PreviewShown } from '../../plugin/admin/preview-store.ts';

/** Masks that are tried out, in each state of that. */

export const PLACES: readonly PreviewPlace[] = [
  { selector: 'dd.customer-name', look: 'label', count: 1, isBroad: false },
  { selector: 'li.contact-mail', look: 'email', count: 12, isBroad: false },
  { selector: 'section.orders td', look: 'number', count: 240, isBroad: false },
  { selector: 'p', look: 'phone', count: 34, isBroad: true },
];

const reportOf = (change: Partial<PreviewReport> = {}): PreviewReport => ({ draft: 1, state: 'ready', hidden: 7, places: [...PLACES], ...change });

export const FOUND: Partial<PreviewShown> = { stage: 'seen', isCurrent: true, report: reportOf() };

/** What it shows is of the masks as they are typed, whatever these are. */
export function showPreview(store: PreviewStore, state: Partial<PreviewShown>): void {
  store.state$.next({ ...store.state, ...state });
  store.change = () => undefined;
}

/** A store that shows a state and does nothing. */
export function previewStoreIn(state: Partial<PreviewShown>): PreviewStore {
  const store = new PreviewStore({
    api: new Proxy({}, { get: () => () => new Promise(() => undefined) }) as AdminApi,
    clock: { now: () => 0, after: () => () => undefined },
    openTab: () => true,
  });
  showPreview(store, state);
  return store;
}

/** @param site - With the masks that are tried out */
export function previewStates(site: SiteView, config: SiteConfig): Readonly<Record<string, () => TemplateResult>> {
  const shown = (state: Partial<PreviewShown>, change: Partial<SiteConfig['masks']> = {}) => (): TemplateResult =>
    html`<sideseat-mask-preview .store=${previewStoreIn(state)} .site=${site} .config=${{ ...config, masks: { ...config.masks, ...change } }}></sideseat-mask-preview>`;
  const found = (change: Partial<PreviewReport> = {}): Partial<PreviewShown> => ({ stage: 'seen', isCurrent: true, report: reportOf(change) });
  const address = 'https://shop.acorn.example/#sideseat-preview=code';
  const pages = Object.fromEntries(
    (['starting', 'rule', 'forbidden', 'busy', 'tooLarge', 'leak', 'failed'] satisfies PreviewState[]).map((state) => [`page ${state}`, shown(found({ state, places: [] }))]),
  );
  return {
    'nothing yet': shown({}),
    'not published': () => html`<sideseat-mask-preview .store=${previewStoreIn({})} .config=${config}></sideseat-mask-preview>`,
    waiting: shown({ stage: 'waiting', address }),
    blocked: shown({ stage: 'blocked', address }),
    silent: shown({ stage: 'silent', address }),
    places: shown(FOUND),
    'one place': shown(found({ hidden: 1, places: PLACES.slice(0, 1) })),
    'no place': shown(found({ places: [] })),
    'typed on': shown({ ...FOUND, isCurrent: false }),
    unseen: shown({ ...FOUND, stage: 'unseen', address }),
    unreadable: shown(found({ hidden: 90, places: [] }), { masks: ['.a['] }),
    'read only': () => html`<sideseat-mask-preview read-only .store=${previewStoreIn(FOUND)} .site=${site} .config=${config}></sideseat-mask-preview>`,
    over: shown({ stage: 'over' }),
    'too many': shown({ failure: { code: 'E_TOO_MANY_PREVIEWS' } }),
    ...pages,
  };
}
