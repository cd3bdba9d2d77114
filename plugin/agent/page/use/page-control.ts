import type { ReactiveElement, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { ArrowLeft, ArrowRight } from 'lucide';
import type { Subscription } from 'rxjs';
import { createPageHand, type PageHand } from '../../../../gateway/client/page-hand.ts';
import type { ActRefusal } from '../../../../gateway/protocol/cobrowse-act-kinds.ts';
import type { ControlSurroundings } from '../../../shared/control/control-grip.ts';
import { PictureControl } from '../../../shared/control/picture-control.ts';
import { icon } from '../../../shared/icon.ts';
import { Localized } from '../../../shared/i18n/localized.ts';
import { rememberedShortcuts, shortcutKey } from '../../shortcuts.ts';
import type { WindowPage } from '../window-page.ts';
import { openOptionList } from './option-list.ts';
import { pageControlStyles } from './page-control.styles.ts';
import { PageKeys } from './page-keys.ts';
import { followPageMouse } from './page-mouse.ts';
import { pageUseTexts, type PageUseTextKey } from './texts/texts.ts';

/** For how long, in milliseconds, it is said why something was not done. */
const SAID_FOR_MS = 8_000;

/** Uses the page that a customer shares, through the sharing window that shows it. */
export class PageControl extends PictureControl {
  readonly #host: ReactiveElement;
  readonly #getSurroundings: () => ControlSurroundings;
  readonly #getCustomer: () => string;
  readonly #getPage: () => WindowPage | null;
  readonly #texts: Localized<PageUseTextKey>;
  readonly #keys = new PageKeys((act) => this.#hand?.act(act));
  #hand: PageHand | null = null;
  #hearing: Subscription | undefined;
  #refusal: ActRefusal | null = null;
  #forgetting: ReturnType<typeof setTimeout> | undefined;
  #closeList: () => void = () => undefined;

  constructor(
    host: ReactiveElement,
    getSurroundings: () => ControlSurroundings,
    getRoot: () => ShadowRoot,
    getCustomer: () => string,
    getPage: () => WindowPage | null,
  ) {
    const texts = new Localized(host, pageUseTexts);
    const name = (): TemplateResult => html`<bdi>${getCustomer()}</bdi>`;
    super(host, {
      texts,
      getRoot,
      styles: [pageControlStyles],
      picture: '.page .layer',
      followMouse: (layer) => this.#followMouse(layer),
      getSurroundings: () => {
        const surroundings = getSurroundings();
        const { hand } = surroundings;
        return { ...surroundings, hand: { take: () => hand.take(), release: () => hand.release(), send: (input) => this.#keys.take(input) } };
      },
      say: (status) => (status === 'mouseMissing' ? texts.t('control.mouseMissing') : texts.rich(`use.${USE_TEXTS[status]}`, { name: name() })),
      keyboardLabel: () => texts.t('use.keyboard', { name: getCustomer() }),
      getReleaseKey: () => rememberedShortcuts().releaseControl,
      isRelease: (event, releaseKey) => shortcutKey(event) === releaseKey,
      renderKeys: (flows) => this.#renderMore(flows),
    });
    this.#host = host;
    this.#getSurroundings = getSurroundings;
    this.#getCustomer = getCustomer;
    this.#getPage = getPage;
    this.#texts = texts;
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    clearTimeout(this.#forgetting);
  }

  /** From the agent's hand on; the click that took the page does nothing in it. */
  #followMouse(layer: HTMLElement): { stop(): void } {
    const shown = this.#getPage()?.shown;
    if (!shown) return { stop: () => undefined };
    const { feed, frame } = shown;
    const hand = createPageHand({ ...feed.source, getControl: () => this.#getSurroundings().control });
    this.#hand = hand;
    this.#hearing = hand.refused$.subscribe(({ reason }) => this.#say(reason));
    const mouse = followPageMouse(layer, {
      frame,
      act: (act) => {
        this.#closeList();
        hand.act(act);
      },
      choose: (select) => this.#choose(layer, select, hand),
      refused: () => this.#say('private'),
    });
    layer.addEventListener('pointerup', this.#focusKeyboard);
    return {
      stop: () => {
        mouse.stop();
        layer.removeEventListener('pointerup', this.#focusKeyboard);
        this.#hearing?.unsubscribe();
        this.#closeList();
        this.#hand = null;
        this.#say(null);
      },
    };
  }

  readonly #focusKeyboard = (): void => {
    this.#getRootOf()?.querySelector<HTMLElement>('.control textarea')?.focus({ preventScroll: true });
  };

  #getRootOf(): ShadowRoot | null {
    const layer = this.#getPage()?.shown?.layer;
    return (layer?.getRootNode() as ShadowRoot | undefined) ?? null;
  }

  #choose(layer: HTMLElement, select: HTMLSelectElement, hand: PageHand): void {
    const sheet = layer.parentElement;
    const id = this.#getPage()?.shown?.frame.replay?.idOf(select);
    if (!sheet || id === undefined) return;
    this.#closeList();
    this.#closeList = openOptionList(select, {
      sheet,
      label: this.#texts.t('use.options'),
      chosen: (options) => hand.act({ kind: 'choose', id, options }),
      closed: () => this.#focusKeyboard(),
    });
  }

  #say(reason: ActRefusal | null): void {
    clearTimeout(this.#forgetting);
    this.#refusal = reason;
    this.#host.requestUpdate();
    if (reason) this.#forgetting = setTimeout(() => this.#say(null), SAID_FOR_MS);
  }

  /** The ways back and forth, and why something was not done. */
  #renderMore(flows: boolean): TemplateResult {
    const t = this.#texts;
    const name = this.#getCustomer();
    const go = (to: 'back' | 'forward') => (): void => {
      if (flows) this.#hand?.act({ kind: 'go', to });
    };
    return html`
      <p class="refusal" role="status">${this.#refusal ? t.t(`use.refused.${this.#refusal}`, { name }) : nothing}</p>
      <button class="button" type="button" aria-disabled=${!flows} aria-label=${t.t('use.back')} title=${t.t('use.back')} @click=${go('back')}>${icon(ArrowLeft)}</button>
      <button class="button" type="button" aria-disabled=${!flows} aria-label=${t.t('use.forward')} title=${t.t('use.forward')} @click=${go('forward')}>${icon(ArrowRight)}</button>
    `;
  }
}

/** A page needs no helper; only an agent takes a desktop back: here that reads as let go of. */
const USE_TEXTS = {
  helperAbsent: 'armed',
  helperUnable: 'armed',
  armed: 'armed',
  released: 'released',
  active: 'active',
  ownerActs: 'away',
  asked: 'asked',
  oldPicture: 'old',
  takenBack: 'released',
} as const;
