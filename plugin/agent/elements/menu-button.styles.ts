import { css } from 'lit';
import { plain } from './styles.ts';

export const menuButtonStyles = css`
  :host {
    display: inline-block;
    position: relative;
  }

  [role='menu'] {
    position: absolute;
    z-index: 2;
    top: calc(100% + 4px);
    right: 0;
    display: grid;
    min-width: 100%;
    width: max-content;
    max-width: min(340px, 100vw - 24px);
    max-height: min(440px, 60dvh);
    padding: var(--ss-space-1);
    overflow: auto;
    background: var(--ss-raised);
    border: 1px solid var(--ss-control-border);
    border-radius: var(--ss-radius);
    box-shadow: 0 6px 20px rgb(0 0 0 / 20%);
  }

  .above {
    top: auto;
    bottom: calc(100% + 4px);
  }

  .start {
    right: auto;
    left: 0;
  }

  .item {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-content: center;
    column-gap: var(--ss-space-2);
    min-height: 36px;
    padding: var(--ss-space-1) var(--ss-space-3);
    border-radius: 5px;
  }

  .item:has(.detail) {
    padding-block: var(--ss-space-2);
  }

  [role='menuitem'] {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: center;
    ${plain}
  }

  [role='menuitem']::after {
    content: '';
    position: absolute;
    inset: 0;
  }

  .label {
    grid-column: 2;
    overflow-wrap: anywhere;
  }

  .detail {
    grid-column: 2;
    font-size: var(--ss-size-s);
    line-height: 1.35;
    color: var(--ss-muted);
    overflow-wrap: anywhere;
  }

  .danger {
    color: var(--ss-danger);
  }

  .danger .label,
  [aria-current] .label {
    font-weight: 600;
  }

  .item:has([aria-disabled='true']) {
    color: var(--ss-muted);
  }

  [aria-disabled='true'] {
    cursor: not-allowed;
  }

  [aria-disabled='true'] .label {
    font-weight: 400;
  }

  .item:hover,
  .item:has(:focus) {
    background: color-mix(in srgb, currentColor 10%, transparent);
  }

  .item:has(:focus-visible) {
    outline: 2px solid var(--ss-accent);
    outline-offset: -2px;
  }

  @media (forced-colors: active) {
    [aria-disabled='true'] .label {
      color: GrayText;
    }
  }
`;
