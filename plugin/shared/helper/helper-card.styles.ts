import { css } from 'lit';

export const helperCardStyles = css`
  :host {
    container-type: inline-size;
  }

  .card {
    border: 2px solid var(--ss-asking);
  }

  h2 {
    display: flex;
    gap: var(--ss-space-2);
    font-size: var(--ss-size-l);
  }

  h2:focus {
    outline: none;
  }

  h2 .icon {
    color: var(--ss-asking);
  }

  .unable {
    border-color: var(--ss-warning);
  }

  .unable .icon {
    color: var(--ss-warning);
  }

  ul {
    display: grid;
    gap: var(--ss-space-1);
    padding: 0;
    list-style: none;
  }

  ul li {
    display: flex;
    gap: var(--ss-space-2);
  }

  ul .icon {
    margin-top: 0.15em;
    color: var(--ss-view);
  }

  ol {
    display: grid;
    gap: var(--ss-space-3);
    padding-left: 1.75em;
  }

  ol li::marker {
    font-weight: 600;
  }

  [aria-current]::marker {
    color: var(--ss-asking);
  }

  .about,
  .way,
  ol li,
  details > div {
    display: grid;
    gap: var(--ss-space-2);
    align-content: start;
  }

  /* A list's number stands beside the first line of its text alone. */
  ol li {
    display: list-item;
  }

  ol li > * + * {
    margin-top: var(--ss-space-2);
  }

  .state {
    display: flex;
    gap: var(--ss-space-2);
    font-weight: 600;
  }

  .state:empty {
    position: absolute;
  }

  .progress {
    display: flex;
    gap: var(--ss-space-2);
    align-items: center;
    max-width: 24rem;
  }

  progress {
    flex: 1;
    min-width: 0;
    height: 12px;
    accent-color: var(--ss-asking);
  }

  .progress span {
    min-width: 3em;
    font-variant-numeric: tabular-nums;
    text-align: right;
  }

  summary {
    min-height: var(--ss-target);
    cursor: pointer;
  }

  /* On a wide page side by side: it stands above what else is to be seen there. */
  @container (min-width: 860px) {
    .card {
      grid-template-columns: 1fr 1fr;
      column-gap: var(--ss-space-6);
    }

    h2,
    .unable p {
      grid-column: 1 / -1;
    }
  }

  code,
  kbd {
    display: block;
    padding: var(--ss-space-3);
    font: var(--ss-size-s) / 1.5 ui-monospace, 'DejaVu Sans Mono', monospace;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    word-break: normal;
    user-select: all;
    background: var(--ss-bg);
    border: 1px solid var(--ss-control-border);
    border-radius: var(--ss-radius);
  }

  .button {
    justify-self: start;
    min-height: 48px;
  }

  .busy .icon {
    animation: turn 1.6s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }
`;
