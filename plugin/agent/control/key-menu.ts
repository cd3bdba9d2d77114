import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { Keyboard } from 'lucide';
import { CHORD_IDS, type ChordId, type ControlTexts } from '../../shared/control/control-strip.ts';
import type { MenuItem } from '../elements/menu-button.ts';

/** The menu of the keys that the agent's own browser or system would take for itself. */
export function renderKeyMenu(t: ControlTexts, flows: boolean, press: (id: ChordId) => void): TemplateResult {
  const items = CHORD_IDS.map((id): MenuItem => ({ id, label: t.t(`control.key.${id}`), disabled: !flows }));
  return html`
    <sideseat-menu-button
      label=${t.t('control.keys')}
      .icon=${Keyboard}
      .items=${items}
      @sideseat-menu-select=${({ detail }: CustomEvent<{ id: ChordId }>) => press(detail.id)}
    ></sideseat-menu-button>
  `;
}
