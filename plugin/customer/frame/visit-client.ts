import { BehaviorSubject } from 'rxjs';
import { createApi } from '../../../gateway/client/http.ts';
import type { Behavior, SessionLink } from '../../../gateway/client/session-link.ts';
import { isForbiddenPath, narrower } from '../../../gateway/cobrowse/mask/mask-policy.ts';
import { urlOf } from '../../../gateway/cobrowse/mask/page-address.ts';
import { ApiError } from '../../../gateway/client/errors.ts';
import { cobrowseSite, connectVisitor } from '../../../gateway/client/visit-api.ts';
import type { CustomerOnly } from '../../../gateway/protocol/cobrowse-act-kinds.ts';
import type { CobrowseSite, Connect } from '../../../gateway/protocol/connect.ts';
import type { MaskPolicy } from '../../../gateway/protocol/mask-policy.ts';
import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import type { OpenedPage } from '../../shared/cobrowse/page-messages.ts';
import { createCustomerClient, type CustomerClient } from '../customer-client.ts';
import type { PagePort } from './page-port.ts';
import { createPageSource } from './page-source.ts';
import type { PageUse } from './page-use.ts';
import { publicPage } from './public-page.ts';
import type { VisitStage } from './visit-view.ts';
import { createVisitSource } from './visit-source.ts';
import type { VisitStore } from './visit-store.ts';

export interface VisitClientOptions {
  siteKey: string;
  port: PagePort;
  store: VisitStore;
  locale: () => Locale;
  /** Asks the customer for a click that the site keeps for the customer; `agent`: who asks. */
  clickHint: (agent: string) => string;
}

/** A visit: the customer's client, whose way in is a click to connect. */
export interface VisitClient {
  readonly client: CustomerClient<Connect>;
  readonly stage$: Behavior<VisitStage>;
  /** What a connected customer's page takes; `null` until it has been fetched. */
  readonly part: typeof import('../session-part.ts') | null;
  /** Goes on with the visit of the page before, or connects where a customer pressed for it. Call once. */
  start(): Promise<void>;
  /** The customer pressed Connect again. */
  connect(): Promise<void>;
  /** Something other than the page is shared from this tab, or about to be: it would end with it. */
  readonly isCapturing: boolean;
  /** Another tab has the visit; this one lets go of everything. */
  leaveToOtherTab(): void;
  /** Another tab has it. */
  readonly isElsewhere: boolean;
  /** The customer lets the agent use the page no longer: nothing is done in it once this returns. */
  stopUse(): void;
  /** The visit is over: the next press begins a new one. */
  forget(): void;
}

export function createVisitClient({ siteKey, port, store, locale, clickHint }: VisitClientOptions): VisitClient {
  const stage$ = new BehaviorSubject<VisitStage>('connecting');
  let part: VisitClient['part'] = null;
  let opened: OpenedPage | null = null;
  let isElsewhere = false;
  /** By which acts come. */
  let usedBy: SessionLink | null = null;
  let use: PageUse | null = null;
  let site: Promise<CobrowseSite> | null = null;

  /** Asked for once, again where that failed, and for each question. */
  const askSite = ({ isAnew }: { isAnew: boolean } = { isAnew: false }): Promise<CobrowseSite> => {
    if (isAnew) site = null;
    site ??= cobrowseSite(siteKey);
    site.catch(() => (site = null));
    return site;
  };
  /** An OK is to what was hidden then: what the site shows since waits for the next question, what it hides since does not. */
  const masks = async (options?: { isAnew: boolean }): Promise<MaskPolicy> => {
    const { masks: policy } = await askSite(options);
    if (options?.isAnew) store.set({ agreedMasks: policy });
    return narrower(policy, store.current.agreedMasks ?? policy);
  };
  /** `shown`: what others may know of the page; where the site could not be had, neither what it hides nor what it forbids is known. */
  const here = async () => {
    const [{ title, address, name }, published] = await Promise.all([port.opened, askSite().catch(() => null)]);
    const policy = published && published.masks;
    const isForbidden = policy !== null && isForbiddenPath(urlOf(address)?.pathname ?? '', policy);
    return { name, isForbidden, shown: publicPage(title, address, policy) };
  };
  const tellWhere = async (link: SessionLink): Promise<void> => {
    const { shown } = await here();
    link.send({ type: 'visit.moved', address: shown.address });
  };
  void port.opened.then((page) => (opened = page));
  const load = async (): Promise<NonNullable<VisitClient['part']>> => (part ??= await import('../session-part.ts'));
  if (store.current.bearer !== null) load().catch(() => undefined); // the next page has little time

  const api = createApi('', undefined, () => store.current.bearer ?? undefined, store.current.pageId);
  const forget = (): void => store.set({ bearer: null, sharedGrantId: null, heldGrantId: null, agreedMasks: null, agreedUse: null, isSmall: false });

  const client = createCustomerClient<Connect>({
    api: {
      // Not by a cookie, which would be of another visit.
      site: async () => ({ ...(await api.site()), joined: store.current.bearer !== null }),
      join: async (visit) => {
        if ((await here()).isForbidden) throw new ApiError('E_PAGE_FORBIDDEN'); // by the whole address: the server is told less of it
        store.set({ bearer: await connectVisitor(visit), sharedGrantId: null, heldGrantId: null });
      },
      forgetEnded: async () => forget(),
      customerTicket: (sessionId) => api.customerTicket(sessionId),
    },
    locale,
    load,
    createSource(link) {
      if (!part) throw new Error('a connection is opened by what was loaded for it');
      link.messages$.subscribe((message) => {
        if (message.type === 'customer.session' && message.session.control) void openUse(link);
      });
      link.state$.subscribe((state) => state === 'open' && void tellWhere(link));
      const page = createPageSource({ link, port, masks, store, agentName: () => client.state$.value.view?.agentName ?? '', viewport: () => opened });
      return createVisitSource({ link, page, desktop: part.createDesktopSource({ link }), canRecord: () => opened?.canRecord ?? null });
    },
  });
  client.state$.subscribe(({ screen, join }) => {
    if (screen === 'connected') stage$.next('open');
    else if (screen === 'opening' && store.current.bearer !== null) stage$.next(part ? 'open' : 'connecting');
    else if (screen === 'joining' && !join.busy && join.failure) {
      forget();
      stage$.next('failed');
    }
  });

  /** Fetched when an agent may use the page for the first time. */
  const openUse = async (link: SessionLink): Promise<void> => {
    if (usedBy === link) return;
    usedBy = link;
    const useModule = await import('./page-use.ts').catch(() => null);
    const { view } = client.state$.value;
    if (!useModule || !view) usedBy = null; // again with the next view
    else use = useModule.openPageUse({ link, port, view, customerOnly, hint: clickHint, frame: window });
  };
  /** An OK is to what was kept for the customer then: what the site keeps since is kept too, what it does not keep since is so with the next OK. */
  const customerOnly = async (grantId: string): Promise<readonly CustomerOnly[]> => {
    const known = store.current.agreedUse?.grantId === grantId ? store.current.agreedUse.customerOnly : [];
    const { customerOnly: kept } = await askSite({ isAnew: true });
    const all = [...new Set([...known, ...kept])];
    store.set({ agreedUse: { grantId, customerOnly: all } });
    return all;
  };

  const connect = async (): Promise<void> => {
    stage$.next('connecting');
    const { name, shown } = await here();
    await client.join({ siteKey, ...shown, ...(name && { name }) });
    if (client.state$.value.join.failure?.code !== 'E_PAGE_FORBIDDEN') return;
    for (const state of ['failed', 'ended'] as const) port.send({ type: 'visit.changed', state });
  };

  return {
    client,
    stage$,
    get part() {
      return part;
    },
    get isElsewhere() {
      return isElsewhere;
    },
    async start() {
      const hadVisit = store.current.bearer !== null;
      await client.start(null);
      if (hadVisit || isElsewhere) return;
      const { why } = await port.opened;
      if (why === 'pressed') await connect();
      else stage$.next('lost');
    },
    connect,
    stopUse() {
      use?.stop();
      void client.stopControl();
    },
    get isCapturing() {
      const { capture } = client.state$.value;
      const { sharedGrantId, heldGrantId } = store.current;
      return capture !== 'none' && capture !== 'lapsed' && sharedGrantId === null && heldGrantId === null;
    },
    leaveToOtherTab() {
      isElsewhere = true;
      client.close();
      stage$.next('open');
    },
    forget,
  };
}
