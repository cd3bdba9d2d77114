import { css } from 'lit';

export const pageControlStyles = css`
  .armed .layer {
    cursor: pointer;
  }

  .refusal {
    flex: 1 1 16em;
    align-self: center;
    font-weight: 600;
    color: var(--ss-danger);
  }

  .refusal:empty {
    flex: 0 0 0;
  }

  .sheet .options {
    position: absolute;
    z-index: 1;
    box-sizing: border-box;
    font: 16px/1.4 system-ui, sans-serif;
  }
`;
