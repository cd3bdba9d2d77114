import { html, nothing, render, type TemplateResult } from 'lit';
import type { CaptureSupport } from '../../../gateway/client/capture-support.ts';
import type { PageEvent } from '../../../gateway/protocol/cobrowse-events.ts';
import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import type { VisitState } from '../../shared/cobrowse/page-messages.ts';
import type { SharedTextKey } from '../../shared/texts/en.ts';
import type { Localized } from '../../shared/i18n/localized.ts';
import type { CustomerState } from '../customer-client.ts';
import type { PageView } from '../page-view.ts';
import type { CustomerTextKey } from '../texts/en.ts';
import type { PagePort } from './page-port.ts';
import type { FrameTextKey } from './texts/en.ts';
import type { VisitClient } from './visit-client.ts';
import type { VisitStore } from './visit-store.ts';
import { toVisitView, visitStateOf, type VisitView } from './visit-view.ts';

export interface VisitPageOptions {
  root: HTMLElement;
  visit: VisitClient;
  port: Pick<PagePort, 'messages$' | 'send'>;
  store: VisitStore;
  support: CaptureSupport;
  texts: Pick<Localized<FrameTextKey | CustomerTextKey | SharedTextKey>, 't' | 'locale'>;
  chooseLocale: (locale: Locale) => void;
  /** The customer wants the visit in this tab. */
  goOnHere: () => Promise<void>;
}

/** Room for the frame as it stands, in CSS pixels; a narrow window gives it its whole width. */
const WIDTH_PX = 368;
const SMALL_WIDTH_PX = 320;
/** A question has much to say, and is answered below that. */
const ASKING_WIDTH_PX = 480;
/** A box that asks whether the session is to end needs so much. */
const HEIGHT_MIN_PX = 340;

/** Draws the frame, tells the site's page what it needs of it, and carries out what is pressed. */
export class VisitPage {
  readonly #options: VisitPageOptions;
  #told: VisitState | null = null;
  #showsHidden = false;
  /** Nothing of the page that the customer is at is told, though its share goes on. */
  #isWithheld = false;
  #view: VisitView = toVisitView('connecting', null);

  constructor(options: VisitPageOptions) {
    this.#options = options;
    const { root, visit, port } = options;
    new ResizeObserver(() => this.#tellSize()).observe(root);
    visit.client.state$.subscribe(() => this.show());
    visit.stage$.subscribe(() => this.show());
    port.messages$.subscribe((message) => {
      if (message.type === 'page.closed') this.#leave();
      if (message.type === 'page.event') this.#follow(message.event);
    });
  }

  show(): void {
    const { root, visit, store, support, texts } = this.#options;
    const state = this.#state();
    const page = visit.part && visit.stage$.value === 'open' ? visit.part.pageOf(state) : null;
    this.#view = toVisitView(visit.stage$.value, page, state.view, this.#isWithheld);
    if (!this.#view.isPage) this.#showsHidden = false;
    const said = page && visit.part ? visit.part.announcement(page, texts, state.later, support) : texts.t('frame.connecting');
    const use = this.#view.use ? ` ${texts.t('frame.use', { agent: this.#agent() })}` : '';
    render(
      html`
        <sideseat-visit
          .visit=${this.#view}
          .failure=${state.join.failure}
          .isSmall=${store.current.isSmall}
          @sideseat-resize-visit=${({ detail }: HTMLElementEventMap['sideseat-resize-visit']) => this.#resize(detail.isSmall)}
          @sideseat-locale=${({ detail }: HTMLElementEventMap['sideseat-locale']) => this.#options.chooseLocale(detail.locale)}
          @sideseat-stop-sharing=${() => visit.client.stop()}
          @sideseat-stop-control=${() => visit.stopUse()}
          @sideseat-connect=${() => void visit.connect()}
          @sideseat-close-visit=${() => this.close()}
          @sideseat-new-code=${() => this.close()}
        >
          ${page ? this.#renderCustomer(state) : nothing}
        </sideseat-visit>
        <p class="announcer" role="status">${said}${use}</p>
      `,
      root,
    );
    this.#tell(page);
    this.#tellSize();
  }

  /** The visit is over, and the frame with it. */
  close(): void {
    this.#options.visit.forget();
    this.#options.port.send({ type: 'frame.close' });
  }

  /** What another tab shows is none of this one, and nobody watches what is not told. */
  #state(): CustomerState {
    const { client, isElsewhere } = this.#options.visit;
    const state = client.state$.value;
    if (isElsewhere) return { ...state, link: 'replaced' };
    const { view } = state;
    if (!this.#isWithheld || view?.share?.phase !== 'watched') return state;
    return { ...state, view: { ...view, share: { ...view.share, phase: 'unwatched' } } };
  }

  #follow(event: PageEvent): void {
    const isWithheld = event.type === 'page.paused' ? event.why === 'rule' || event.why === 'tooLarge' : this.#isWithheld && event.type !== 'page.began';
    if (isWithheld === this.#isWithheld) return;
    this.#isWithheld = isWithheld;
    this.show();
  }

  #renderCustomer(state: CustomerState): TemplateResult | typeof nothing {
    const { visit, support, goOnHere } = this.#options;
    if (!visit.part) return nothing;
    const reload = (): void => void (visit.isElsewhere ? goOnHere() : location.reload());
    return visit.part.renderConnected(state, { client: visit.client, support, reload }, this.#view.isPage ? html`${this.#renderUse()}${this.#renderHidden()}` : nothing);
  }

  #agent(): string {
    const { agentName, company } = this.#view;
    return agentName === null ? company : this.#options.texts.t('agent.named', { agent: agentName });
  }

  /** What the agent may do with the page, and how that ends while the page is still seen. */
  #renderUse(): TemplateResult | typeof nothing {
    const { texts, visit } = this.#options;
    const { use } = this.#view;
    if (!use) return nothing;
    return html`
      <div slot="sharing" class="page-use">
        <p>${texts.t('frame.use', { agent: this.#agent() })}</p>
        ${use.isAdded ? html`<button type="button" class="stop-use" @click=${() => visit.stopUse()}>${texts.t('frame.stopUse')}</button>` : nothing}
      </div>
    `;
  }

  #renderHidden(): TemplateResult {
    const { texts } = this.#options;
    const agent = this.#agent();
    if (this.#isWithheld) return html`<p slot="sharing" class="hidden-places">${texts.t('frame.private', { agent })}</p>`;
    return html`
      <div slot="sharing" class="hidden-places">
        <p>${texts.t('frame.hidden', { agent })}</p>
        <label><input type="checkbox" .checked=${this.#showsHidden} @change=${this.#onShowHidden} /> ${texts.t('frame.showHidden')}</label>
      </div>
    `;
  }

  readonly #onShowHidden = ({ target }: Event): void => {
    this.#showsHidden = (target as HTMLInputElement).checked;
    this.#options.port.send({ type: 'page.mark', isShown: this.#showsHidden });
  };

  #tell(page: PageView | null): void {
    const state = visitStateOf(page, this.#told);
    if (state === this.#told || state === null) return;
    this.#told = state;
    this.#options.port.send({ type: 'visit.changed', state });
    if (state === 'ended') this.#options.visit.forget();
  }

  #resize(isSmall: boolean): void {
    this.#options.store.set({ isSmall });
    this.show();
  }

  readonly #tellSize = (): void => {
    const { root, port, store } = this.#options;
    const { isAsking } = this.#view;
    const isSmall = store.current.isSmall && !isAsking;
    const heightPx = Math.ceil(root.getBoundingClientRect().height);
    port.send({
      type: 'frame.sized',
      widthPx: isAsking ? ASKING_WIDTH_PX : isSmall ? SMALL_WIDTH_PX : WIDTH_PX,
      heightPx: isSmall || this.#view.stage !== 'open' ? heightPx : Math.max(HEIGHT_MIN_PX, heightPx),
      isAsking,
    });
  };

  /** The site's page ends the visit: what is shared stops at once. */
  #leave(): void {
    const { visit } = this.#options;
    void visit.client.leave().finally(() => this.close());
  }
}
