import { css } from 'lit';
import { plain } from './styles.ts';

export const commandListStyles = css`
  :host {
    display: grid;
    gap: var(--ss-space-3);
    align-content: start;
  }

  sideseat-give-control:not(:defined) {
    display: none;
  }

  /* A card that is a button as a whole: the button's edge reaches over all of it. */
  .command {
    position: relative;
    display: grid;
    grid-template-columns: 28px 1fr;
    gap: 2px var(--ss-space-3);
    align-items: center;
    padding: var(--ss-space-3);
    background: var(--ss-raised);
    border: 1px solid var(--ss-control-border);
    border-radius: var(--ss-radius);
  }

  .command:hover {
    border-color: var(--ss-accent);
  }

  .command:has(:focus-visible) {
    outline: 2px solid var(--ss-accent);
    outline-offset: 2px;
  }

  .command button {
    ${plain}
    font-weight: 600;
  }

  .command button::after {
    content: '';
    position: absolute;
    inset: 0;
  }

  .command .icon {
    width: 24px;
    height: 24px;
    color: var(--ss-accent);
  }

  .command p {
    grid-column: 2;
    font-size: var(--ss-size-s);
    color: var(--ss-muted);
    overflow-wrap: anywhere;
  }

  .command:has([aria-disabled='true']) {
    background: transparent;
    border: 1px dashed var(--ss-border);
  }

  .command.on {
    border: 1px solid var(--ss-view);
  }

  .command [aria-disabled='true'],
  .command:has([aria-disabled='true']) .icon {
    color: var(--ss-muted);
    cursor: not-allowed;
  }

  .command.on button,
  .command.on .icon {
    color: var(--ss-view);
  }

  @media (forced-colors: active) {
    .command [aria-disabled='true'] {
      color: GrayText;
    }
  }
`;
