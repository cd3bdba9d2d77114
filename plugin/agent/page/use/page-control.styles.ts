import { css } from 'lit';

export const pageControlStyles = css`
  .armed .layer {
    cursor: pointer;
  }

  .control {
    position: relative;
  }

  /* Over the page, which does not move under the next click; a click goes through. */
  .refusal {
    position: absolute;
    z-index: 2;
    inset: 100% 0 auto;
    width: fit-content;
    max-width: 100%;
    box-sizing: border-box;
    margin: var(--ss-space-1) auto 0;
    pointer-events: none;
  }

  .refusal:not(:empty) {
    padding: var(--ss-space-1) var(--ss-space-3);
    font-weight: 600;
    color: var(--ss-danger);
    background: var(--ss-surface);
    border: 1px solid currentColor;
    border-radius: var(--ss-radius);
  }

  .sheet .options {
    position: absolute;
    z-index: 1;
    box-sizing: border-box;
    font: 16px/1.4 system-ui, sans-serif;
  }
`;
