import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { CHORD_IDS, type ChordId, type ControlTexts } from '../../shared/control/control-strip.ts';

/** The keys that the customer's own browser or system would take for itself, behind a button that opens them. */
export function renderKeyList(t: ControlTexts, flows: boolean, press: (id: ChordId) => void): TemplateResult {
  const close = ({ currentTarget }: Event): void => {
    (currentTarget as Element).closest('details')?.removeAttribute('open');
  };
  return html`
    <details
      class="keys"
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && close(event)}
      @focusout=${(event: FocusEvent) => isWithin(event) || close(event)}
    >
      <summary class="button">${t.t('control.keys')}</summary>
      <div class="list">
        ${CHORD_IDS.map(
          (id) => html`
            <button
              class="button quiet"
              type="button"
              aria-disabled=${!flows}
              @click=${(event: Event) => {
                if (!flows) return;
                close(event);
                press(id);
              }}
            >
              ${t.t(`control.key.${id}`)}
            </button>
          `,
        )}
      </div>
    </details>
  `;
}

const isWithin = ({ currentTarget, relatedTarget }: FocusEvent): boolean =>
  (currentTarget as Element).contains(relatedTarget as Node | null);
