import { css } from 'lit';

export const activeSessionsStyles = css`
  :host {
    display: grid;
    gap: var(--ss-space-4);
    align-content: start;
    container-type: inline-size;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--ss-space-2) var(--ss-space-4);
    min-height: 40px;
  }

  .head h2 {
    font-size: var(--ss-size-l);
  }

  .filters {
    display: flex;
    flex: 1 1 auto;
    flex-wrap: wrap;
    gap: var(--ss-space-1);
  }

  .filters .button {
    gap: 6px;
    font-size: var(--ss-size-s);
  }

  .filters .button[aria-pressed='true'] {
    color: var(--ss-accent);
    background: color-mix(in srgb, var(--ss-accent) 10%, var(--ss-surface));
    border-color: currentColor;
    font-weight: 600;
  }

  .count {
    font-variant-numeric: tabular-nums;
  }

  .search {
    position: relative;
    flex: 0 1 280px;
  }

  .search .icon {
    position: absolute;
    left: var(--ss-space-2);
    top: 7px;
    color: var(--ss-muted);
    pointer-events: none;
  }

  .search .input {
    padding-left: 34px;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    background: var(--ss-surface);
  }

  th,
  td {
    padding: var(--ss-space-2) var(--ss-space-3);
    text-align: left;
    border-bottom: var(--ss-line);
  }

  thead th {
    font-size: var(--ss-size-s);
    font-weight: 600;
    color: var(--ss-muted);
  }

  tbody th {
    max-width: 0; /* what stands in it is cut, not the column wide */
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  /* The columns stay where they are, whatever the filter leaves. */
  thead th:nth-child(1) {
    width: 30%;
  }

  thead th:nth-child(2) {
    width: 24%;
  }

  thead th:nth-child(3) {
    width: 14%;
  }

  .trouble,
  .words {
    margin-left: var(--ss-space-3);
    font-size: var(--ss-size-s);
  }

  .trouble {
    font-weight: 600;
    color: var(--ss-warning);
  }

  .words {
    color: var(--ss-muted);
  }

  .words b {
    color: var(--ss-text);
  }

  .started {
    font-variant-numeric: tabular-nums;
  }

  .started .muted {
    margin-left: var(--ss-space-2);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--ss-space-2);
  }

  .actions .button {
    white-space: nowrap;
  }

  .why {
    min-height: 1.5em;
    color: var(--ss-muted);
  }

  @container (max-width: 560px) {
    .search {
      flex-basis: 100%;
    }

    .filters .button {
      flex: 1 1 auto;
    }

    table,
    tbody {
      display: block;
    }

    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    tbody tr {
      display: flex;
      flex-wrap: wrap;
      gap: var(--ss-space-1) var(--ss-space-4);
      padding: var(--ss-space-3) 0;
      border-bottom: var(--ss-line);
    }

    tbody th,
    tbody td {
      max-width: none;
      padding: 0;
      border: 0;
    }

    tbody th,
    td:has(.actions) {
      flex-basis: 100%;
    }

    .actions {
      justify-content: flex-start;
      padding-top: var(--ss-space-1);
    }
  }
`;
