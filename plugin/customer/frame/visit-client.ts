import { BehaviorSubject } from 'rxjs';
import { createApi } from '../../../gateway/client/http.ts';
import type { Behavior } from '../../../gateway/client/session-link.ts';
import { cobrowseSite, connectVisitor } from '../../../gateway/client/visit-api.ts';
import type { Connect } from '../../../gateway/protocol/connect.ts';
import type { MaskPolicy } from '../../../gateway/protocol/mask-policy.ts';
import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import { createCustomerClient, type CustomerClient } from '../customer-client.ts';
import type { PagePort } from './page-port.ts';
import { createPageSource } from './page-source.ts';
import { publicPage } from './public-page.ts';
import type { VisitStage } from './visit-view.ts';
import { createVisitSource } from './visit-source.ts';
import type { VisitStore } from './visit-store.ts';

export interface VisitClientOptions {
  siteKey: string;
  port: PagePort;
  store: VisitStore;
  locale: () => Locale;
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
  /** Another tab has the visit; this one lets go of everything. */
  leaveToOtherTab(): void;
  /** Another tab has it. */
  readonly isElsewhere: boolean;
  /** The visit is over: the next press begins a new one. */
  forget(): void;
}

export function createVisitClient({ siteKey, port, store, locale }: VisitClientOptions): VisitClient {
  const stage$ = new BehaviorSubject<VisitStage>('connecting');
  let part: VisitClient['part'] = null;
  let canRecord: boolean | null = null;
  let isElsewhere = false;
  let site: Promise<MaskPolicy> | null = null;

  /** Asked for once, and again where that failed. */
  const masks = (): Promise<MaskPolicy> => {
    site ??= cobrowseSite(siteKey).then(({ masks: policy }) => policy);
    site.catch(() => (site = null));
    return site;
  };
  void port.opened.then((page) => (canRecord = page.canRecord));

  const api = createApi('', undefined, () => store.current.bearer ?? undefined, store.current.pageId);
  const forget = (): void => store.set({ bearer: null, sharedGrantId: null, isSmall: false });

  const client = createCustomerClient<Connect>({
    api: {
      // Not by a cookie, which would be of another visit.
      site: async () => ({ ...(await api.site()), joined: store.current.bearer !== null }),
      join: async (visit) => store.set({ bearer: await connectVisitor(visit), sharedGrantId: null }),
      forgetEnded: async () => forget(),
      customerTicket: (sessionId) => api.customerTicket(sessionId),
    },
    locale,
    load: async () => (part ??= await import('../session-part.ts')),
    createSource(link) {
      if (!part) throw new Error('a connection is opened by what was loaded for it');
      const page = createPageSource({ link, port, masks, store });
      return createVisitSource({ link, page, desktop: part.createDesktopSource({ link }), canRecord: () => canRecord });
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

  const connect = async (): Promise<void> => {
    stage$.next('connecting');
    const [{ title, address, name }, policy] = await Promise.all([port.opened, masks().catch(() => null)]);
    await client.join({ siteKey, ...publicPage(title, address, policy), ...(name && { name }) });
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
      const { isReturning } = await port.opened;
      if (isReturning) stage$.next('lost');
      else await connect();
    },
    connect,
    leaveToOtherTab() {
      isElsewhere = true;
      client.close();
      stage$.next('open');
    },
    forget,
  };
}
