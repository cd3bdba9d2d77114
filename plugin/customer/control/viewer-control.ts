import type { ReactiveElement, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { Hand } from 'lucide';
import { LinkLostError } from '../../../gateway/client/errors.ts';
import type { SessionLink } from '../../../gateway/client/session-link.ts';
import type { ControlView } from '../../../gateway/protocol/views.ts';
import type { CommandProgress, ControlSurroundings } from '../../shared/control/control-grip.ts';
import { PictureControl } from '../../shared/control/picture-control.ts';
import { createRemoteHand } from '../../shared/control/remote-hand.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import type { Viewer } from '../elements/viewer.ts';
import type { ViewerView } from '../page-view.ts';
import { renderKeyList } from './key-list.ts';
import { customerControlTexts, type AnyControlTextKey } from './texts/texts.ts';
import { viewerControlStyles } from './viewer-control.styles.ts';

/** What mouse and keyboard, and the end of control, are sent by. The page shows why something was refused. */
export type ControlLink = Pick<SessionLink, 'command' | 'send'>;

/** What is known of the agent's desktop: the viewer's own properties. */
type ControlledViewer = ReactiveElement & Pick<Viewer, 'view' | 'link' | 'agentName' | 'controlLink'>;

/** With Alt and Shift it lets go: the key that agents have, too. */
const RELEASE_KEY = 'R';

/** Controls the agent's desktop through the picture of the viewer. */
export class ViewerControl extends PictureControl {
  readonly #texts: Localized<AnyControlTextKey>;
  readonly #viewer: ControlledViewer;
  /** The grant that this person gives back for good, while that waits for the link. */
  #stoppedId: string | null = null;

  /**
   * @param getViewing - How the picture stands.
   * @param getRoot - Where it is: within the viewer, or in a window of its own.
   */
  constructor(viewer: ControlledViewer, getViewing: () => ViewerView | null, getRoot: () => ShadowRoot) {
    const texts = new Localized(viewer, customerControlTexts);
    const getControl = (): ControlView | null => viewer.view?.agentControl ?? null;
    let command: CommandProgress | null = null;
    const hand = createRemoteHand({
      getControl,
      send: (message) => viewer.controlLink?.send(message),
      async run(name) {
        const control = getControl();
        const { controlLink } = viewer;
        if (!control || !controlLink) return;
        const { grantId, epoch } = control;
        const type = name === 'takeControl' ? 'control.take' : 'control.release';
        const running: CommandProgress = { name, phase: 'busy' };
        command = running;
        const next = await controlLink.command({ type, grantId, epoch }).then(
          () => null,
          (): CommandProgress => ({ name, phase: 'refused' }),
        );
        if (command !== running) return;
        command = next;
        viewer.requestUpdate();
      },
    });
    super(viewer, {
      texts,
      getRoot,
      styles: [viewerControlStyles],
      getSurroundings: () => ({
        hand,
        command,
        control: getControl(),
        link: viewer.link,
        picture: toPicture(getViewing()),
        asked: viewer.view?.question || viewer.view?.choosing ? 'here' : 'nobody',
      }),
      say: (status) => {
        const isReady = status !== 'helperAbsent' && status !== 'helperUnable';
        return texts.rich(`control.${isReady ? status : 'gettingReady'}`, { name: html`<bdi>${viewer.agentName}</bdi>` });
      },
      keyboardLabel: () => texts.t('control.keyboard', { name: viewer.agentName }),
      getReleaseKey: () => RELEASE_KEY,
      isRelease,
      renderKeys: (flows, press) => renderKeyList(texts, flows, press),
    });
    this.#texts = texts;
    this.#viewer = viewer;
    // The page's own part of it, while the picture is in a window of its own.
    new KeepFocus(viewer, () => viewer.shadowRoot?.querySelector<HTMLElement>('[tabindex="-1"]'));
  }

  override hostUpdate(): void {
    super.hostUpdate();
    void this.#tellStopped();
  }

  /** The button that gives control back for good, where the picture goes on without it. */
  renderStop(): TemplateResult | typeof nothing {
    const { agentControl, agentShare } = this.#viewer.view ?? {};
    if (!agentControl || agentControl.grantId === agentShare?.grantId) return nothing;
    const t = this.#texts;
    return html`
      <button class="button" type="button" title=${t.t('control.stopHint')} @click=${() => this.#stop(agentControl.grantId)}>
        ${icon(Hand)} ${t.t('control.stop')}
      </button>
    `;
  }

  #stop(grantId: string): void {
    this.letGo();
    this.#stoppedId = grantId;
    void this.#tellStopped();
  }

  /** Once more when the link is back, where it was lost before the answer. */
  async #tellStopped(): Promise<void> {
    const { view, link, controlLink } = this.#viewer;
    const grantId = this.#stoppedId;
    if (link !== 'open' || !controlLink || grantId === null || view?.agentControl?.grantId !== grantId) return;
    this.#stoppedId = null;
    const isLost = await controlLink.command({ type: 'share.stop', grantId, by: 'page' }).then(
      () => false,
      (cause: unknown) => cause instanceof LinkLostError,
    );
    if (isLost) this.#stoppedId = grantId;
  }
}

/** Unlike an agent, a customer is asked for a click again after a picture that stood still. */
function toPicture(viewing: ViewerView | null): ControlSurroundings['picture'] {
  if (viewing?.phase === 'playing') return 'live';
  return viewing?.phase === 'stale' ? 'stopped' : 'none';
}

/** On a Mac, Option writes other characters: there the key's place tells the letter. */
const isRelease = ({ altKey, shiftKey, ctrlKey, metaKey, key, code }: KeyboardEvent, releaseKey: string): boolean =>
  altKey && shiftKey && !ctrlKey && !metaKey && (key.toUpperCase() === releaseKey || code === `Key${releaseKey}`);
