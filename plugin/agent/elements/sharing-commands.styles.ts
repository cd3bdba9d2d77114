import { css } from 'lit';

export const sharingCommandsStyles = css`
  :host {
    display: grid;
    gap: var(--ss-space-3);
    align-content: start;
  }

  [role='alert']:empty,
  [role='status']:empty {
    display: contents;
  }

  .command {
    display: grid;
    grid-template-columns: 28px 1fr;
    gap: 2px var(--ss-space-3);
    align-items: center;
    width: 100%;
    padding: var(--ss-space-3);
    font: inherit;
    text-align: left;
    color: inherit;
    background: var(--ss-raised);
    border: 1px solid var(--ss-control-border);
    border-radius: var(--ss-radius);
    cursor: pointer;
  }

  .command:hover {
    border-color: var(--ss-accent);
  }

  .command .icon {
    width: 24px;
    height: 24px;
    color: var(--ss-accent);
  }

  .command .line {
    grid-column: 2;
    font-size: var(--ss-size-s);
    color: var(--ss-muted);
    overflow-wrap: anywhere;
  }

  .command[aria-disabled='true'] {
    background: transparent;
    border: 1px dashed var(--ss-border);
    cursor: not-allowed;
  }

  .command[aria-disabled='true'] b,
  .command[aria-disabled='true'] .icon {
    color: var(--ss-muted);
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
    .command[aria-disabled='true'],
    .command[aria-disabled='true'] .line {
      color: GrayText;
    }

    .outcome {
      border: 1px solid CanvasText;
    }
  }
`;
