import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { Hand, Hourglass, MousePointerClick, Unplug } from 'lucide';
import type { IconNode } from 'lucide';
import type { KeyCode } from '../../../gateway/protocol/input.ts';
import type { Localized } from '../i18n/localized.ts';
import { icon } from '../icon.ts';
import { waitsForClick, type ControlStatus } from './control-status.ts';
import type { ControlTextKey } from './texts/texts.ts';

export type ControlTexts = Pick<Localized<ControlTextKey>, 't'>;

export interface StripPart {
  texts: ControlTexts;
  status: ControlStatus | null;
  /** The status in a sentence; the two sides say it differently. `null`: not yet. */
  sentence: unknown;
  /** What the place that takes the keyboard is called. */
  keyboardLabel: string;
  isHeld: boolean;
  /** Whether what is typed goes to the other desktop. */
  hasKeyboard: boolean;
  /** With Alt and Shift it lets go. */
  releaseKey: string;
  /** The menu of the keys in `CHORDS`. */
  keys: unknown;
  /** By the keyboard what a click into the picture does. */
  onTake(): void;
  onRelease(): void;
  /** The place that takes the keyboard has the focus now, or not any more. */
  onFocus(isFocused: boolean): void;
}

/** Keys that the own browser or system would take for itself. */
export const CHORDS = {
  altTab: ['AltLeft', 'Tab'],
  escape: ['Escape'],
  meta: ['MetaLeft'],
  ctrlAltDelete: ['ControlLeft', 'AltLeft', 'Delete'],
  printScreen: ['PrintScreen'],
} as const satisfies Record<string, readonly KeyCode[]>;
export type ChordId = keyof typeof CHORDS;
export const CHORD_IDS = Object.keys(CHORDS) as readonly ChordId[];

const ICONS: Readonly<Record<ControlStatus, IconNode>> = {
  helperAbsent: Hourglass,
  helperUnable: Unplug,
  armed: MousePointerClick,
  released: MousePointerClick,
  active: MousePointerClick,
  ownerActs: Hand,
  asked: Hand,
  oldPicture: Hand,
  takenBack: Hand,
  mouseMissing: MousePointerClick,
};

/** Who has mouse and keyboard, and what goes with it. */
export function renderStrip(part: StripPart): TemplateResult {
  const { texts: t, status, sentence, isHeld, hasKeyboard } = part;
  return html`
    <div class="control ${isHeld ? 'held' : ''} ${status ? '' : 'silent'}">
      <p role="status">${status && sentence ? html`${icon(ICONS[status])}<span>${sentence}</span>` : nothing}</p>
      ${status === 'active' && !hasKeyboard ? html`<p class="muted small">${t.t('control.click')}</p>` : nothing}
      ${waitsForClick(status) ? html`<button class="button" type="button" @click=${part.onTake}>${t.t('control.take')}</button>` : nothing}
      ${isHeld ? renderHeld(part) : nothing}
    </div>
  `;
}

function renderHeld({ texts: t, status, keyboardLabel, releaseKey, keys, onRelease, onFocus }: StripPart): TemplateResult {
  return html`
    <div class="acts">
      ${keys}
      <button
        class="button primary"
        type="button"
        aria-keyshortcuts=${`Alt+Shift+${releaseKey}`}
        @click=${onRelease}
      >
        ${t.t('control.release')}
        <kbd aria-hidden="true">${t.t('control.releaseKeys', { key: releaseKey })}</kbd>
      </button>
    </div>
    <textarea
      class="visually-hidden"
      aria-label=${keyboardLabel}
      aria-describedby="leave-control"
      autocapitalize="off"
      autocomplete="off"
      autocorrect="off"
      spellcheck="false"
      ?readonly=${status !== 'active'}
      @focus=${() => onFocus(true)}
      @blur=${() => onFocus(false)}
    ></textarea>
    <span id="leave-control" hidden>${t.t('control.leave', { key: releaseKey })}</span>
  `;
}
