import type { ReactiveElement } from 'lit';
import { html } from 'lit';
import type { ControlSurroundings } from '../../shared/control/control-grip.ts';
import { PictureControl } from '../../shared/control/picture-control.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { rememberedShortcuts, shortcutKey } from '../shortcuts.ts';
import { renderKeyMenu } from './key-menu.ts';
import { agentControlTexts } from './texts/texts.ts';

/** Controls the customer's desktop through the picture of a sharing window. */
export class WindowControl extends PictureControl {
  /** @param getRoot - Where the picture is: within the host, or in a window of its own. */
  constructor(host: ReactiveElement, getSurroundings: () => ControlSurroundings, getRoot: () => ShadowRoot, getCustomer: () => string) {
    const texts = new Localized(host, agentControlTexts);
    super(host, {
      texts,
      getRoot,
      styles: [],
      getSurroundings,
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
