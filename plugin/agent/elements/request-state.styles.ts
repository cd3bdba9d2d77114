import { css } from 'lit';

export const requestStateStyles = css`
  :host {
    display: grid;
    gap: var(--ss-space-3);
    align-content: start;
  }

  .request {
    display: grid;
    gap: var(--ss-space-2);
    justify-items: start;
    padding: var(--ss-space-3);
    border: 1px solid var(--ss-asking);
    border-radius: var(--ss-radius);
  }

  .request .mark {
    white-space: normal;
    overflow-wrap: anywhere;
  }

  .remaining {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: var(--ss-space-2);
  }

  .remaining b {
    font-variant-numeric: tabular-nums;
  }

  .outcome {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--ss-space-3);
    padding: var(--ss-space-3);
    background: color-mix(in srgb, var(--ss-stopped) 8%, transparent);
    border-radius: var(--ss-radius);
    overflow-wrap: anywhere;
  }

  .outcome > .icon {
    margin-top: 0.15em;
    color: var(--ss-stopped);
  }

  .reason {
    font-weight: 600;
  }

  @media (forced-colors: active) {
    .outcome {
      border: 1px solid CanvasText;
    }
  }
`;
