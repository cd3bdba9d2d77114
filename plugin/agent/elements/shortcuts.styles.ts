import { css } from 'lit';

export const shortcutsStyles = css`
  :host {
    display: contents;
    --sideseat-dialog-width: 560px;
  }

  h3 {
    font-size: var(--ss-size-m);
  }

  ul {
    display: grid;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(8rem, auto);
    align-items: center;
    gap: var(--ss-space-1) var(--ss-space-4);
    padding: var(--ss-space-2) 0;
    border-bottom: var(--ss-line);
  }

  .action {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .keys {
    white-space: nowrap;
    color: var(--ss-muted);
  }

  kbd {
    display: inline-block;
    min-width: 1.75em;
    padding: 0 6px;
    font: inherit;
    font-size: var(--ss-size-s);
    text-align: center;
    color: var(--ss-text);
    background: var(--ss-bg);
    border: 1px solid var(--ss-control-border);
    border-radius: 5px;
  }

  .problem {
    grid-column: 1 / -1;
  }

  .problem:not(:has(*)) {
    position: absolute;
  }

  @media (max-width: 560px) {
    li {
      display: flex;
      flex-wrap: wrap;
      gap: var(--ss-space-1) var(--ss-space-2);
    }

    .action,
    .problem {
      flex-basis: 100%;
    }

    li .button {
      margin-left: auto;
    }
  }
`;
