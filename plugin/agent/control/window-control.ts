import type { ReactiveElement } from 'lit';
import { html } from 'lit';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { ControlSurroundings } from '../../shared/control/control-grip.ts';
import { PictureControl } from '../../shared/control/picture-control.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentSession } from '../agent-state.ts';
import { rememberedShortcuts, shortcutKey } from '../shortcuts.ts';
import type { SharingWindowView } from '../views/sharing-window.ts';
import { renderKeyMenu } from './key-menu.ts';
import { agentControlTexts } from './texts/texts.ts';
import { windowControlStyles } from './window-control.styles.ts';

/** What a sharing window shows. */
export interface ControlledWindow {
  session: AgentSession;
  /** How the picture stands. */
  view: SharingWindowView | null;
  link: LinkState;
}

/** Controls the customer's desktop through the picture of a sharing window. */
export class WindowControl extends PictureControl {
  /** @param getRoot - Where the picture is: within the host, or in a window of its own. */
  constructor(host: ReactiveElement, getWindow: () => ControlledWindow, getRoot: () => ShadowRoot) {
    const texts = new Localized(host, agentControlTexts);
    const getCustomer = (): string => getWindow().session.view.name;
    super(host, {
      texts,
      getRoot,
      styles: [windowControlStyles],
      getSurroundings: () => toSurroundings(getWindow()),
      // Only an agent takes back what was given: of a customer's desktop it reads as let go of.
      say: (status) =>
        texts.rich(`control.${status === 'takenBack' ? 'released' : status}`, { name: html`<bdi>${getCustomer()}</bdi>` }),
      keyboardLabel: () => texts.t('control.keyboard', { name: getCustomer() }),
      getReleaseKey: () => rememberedShortcuts().releaseControl,
      isRelease: (event, releaseKey) => shortcutKey(event) === releaseKey,
      renderKeys: (flows, press) => renderKeyMenu(texts, flows, press),
    });
  }
}

const toSurroundings = ({ session, view, link }: ControlledWindow): ControlSurroundings => ({
  hand: session.hand,
  control: session.view.control,
  link,
  picture: toPicture(view),
  asked: session.view.request ? 'owner' : 'nobody',
  command: session.command,
});

function toPicture(view: SharingWindowView | null): ControlSurroundings['picture'] {
  if (view?.phase === 'playing') return 'live';
  if (view?.phase !== 'stale') return 'none';
  return view.doubt === 'resuming' ? 'paused' : 'old';
}
