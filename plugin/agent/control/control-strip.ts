import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { Hand, Hourglass, Keyboard, MousePointerClick, Unplug } from 'lucide';
import type { IconNode } from 'lucide';
import { tap } from '../../../gateway/client/input/typed-text.ts';
import type { KeyCode, RemoteInput } from '../../../gateway/protocol/input.ts';
import type { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { MenuItem } from '../elements/menu-button.ts';
import type { AnyTextKey } from '../views/mark.ts';
import { waitsForClick, type ControlStatus } from './control-status.ts';
import type { ControlTextKey } from './texts/texts.ts';

export interface StripPart {
  texts: Localized<ControlTextKey | AnyTextKey>;
  /** The customer's name. */
  customer: string;
  status: ControlStatus | null;
  isHeld: boolean;
  /** Whether what is typed goes to the customer's desktop. */
  hasKeyboard: boolean;
  /** With Alt and Shift it lets go. */
  releaseKey: string;
  /** By the keyboard what a click into the picture does. */
  onTake(): void;
  onRelease(): void;
  onKeys(inputs: readonly RemoteInput[]): void;
  /** The place that takes the keyboard has the focus now, or not any more. */
  onFocus(isFocused: boolean): void;
}

/** Keys that the agent's own browser or system would take for itself. */
const KEYS = {
  altTab: ['AltLeft', 'Tab'],
  escape: ['Escape'],
  meta: ['MetaLeft'],
  ctrlAltDelete: ['ControlLeft', 'AltLeft', 'Delete'],
  printScreen: ['PrintScreen'],
} as const satisfies Record<string, readonly KeyCode[]>;

const ICONS: Readonly<Record<ControlStatus, IconNode>> = {
  helperAbsent: Hourglass,
  helperUnable: Unplug,
  armed: MousePointerClick,
  released: MousePointerClick,
  active: MousePointerClick,
  ownerActs: Hand,
  asked: Hand,
  oldPicture: Hand,
};

/** Who has mouse and keyboard, and what goes with it. */
export function renderStrip(part: StripPart): TemplateResult {
  const { texts: t, status, customer, isHeld, hasKeyboard } = part;
  const name = html`<bdi>${customer}</bdi>`;
  return html`
    <div class="control ${isHeld ? 'held' : ''}" ?hidden=${status === null}>
      <p role="status">
        ${status ? html`${icon(ICONS[status])}<span>${t.rich(`control.${status}`, { name })}</span>` : nothing}
      </p>
      ${status === 'active' && !hasKeyboard ? html`<p class="muted small">${t.t('control.click')}</p>` : nothing}
      ${waitsForClick(status) ? html`<button class="button" type="button" @click=${part.onTake}>${t.t('control.take')}</button>` : nothing}
      ${isHeld ? renderHeld(part) : nothing}
    </div>
  `;
}

function renderHeld({ texts: t, customer, status, releaseKey, onRelease, onKeys, onFocus }: StripPart): TemplateResult {
  const flows = status === 'active';
  const items = (Object.keys(KEYS) as (keyof typeof KEYS)[]).map(
    (id): MenuItem => ({ id, label: t.t(`control.key.${id}`), disabled: !flows }),
  );
  return html`
    <div class="acts">
      <sideseat-menu-button
        label=${t.t('control.keys')}
        .icon=${Keyboard}
        .items=${items}
        @sideseat-menu-select=${({ detail }: CustomEvent<{ id: keyof typeof KEYS }>) => onKeys(tap(KEYS[detail.id]))}
      ></sideseat-menu-button>
      <button
        class="button primary"
        type="button"
        aria-keyshortcuts=${`Alt+Shift+${releaseKey}`}
        @click=${onRelease}
      >
        ${t.t('shortcut.releaseControl')}
        <kbd aria-hidden="true">${t.t('key.Alt')}+${t.t('key.Shift')}+${releaseKey}</kbd>
      </button>
    </div>
    <textarea
      class="visually-hidden"
      aria-label=${t.t('control.keyboard', { name: customer })}
      autocapitalize="off"
      autocomplete="off"
      autocorrect="off"
      spellcheck="false"
      ?readonly=${!flows}
      @focus=${() => onFocus(true)}
      @blur=${() => onFocus(false)}
    ></textarea>
  `;
}
