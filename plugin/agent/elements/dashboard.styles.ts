import { css } from 'lit';

export const dashboardStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto auto auto minmax(0, 1fr);
    min-width: 0;
    height: 100%;
    background: var(--ss-surface);
    container: dashboard / inline-size;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-1) var(--ss-space-3);
    padding: var(--ss-space-2) var(--ss-space-4);
    border-bottom: var(--ss-line);
  }

  .product {
    font-size: var(--ss-size-l);
    font-weight: 700;
    letter-spacing: -0.01em;
  }

  .agent {
    margin-left: auto;
    overflow-wrap: anywhere;
  }

  .banner p {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--ss-space-2);
    padding: var(--ss-space-2) var(--ss-space-4);
    color: var(--ss-warning);
    background: color-mix(in srgb, var(--ss-warning) 10%, var(--ss-surface));
    border-bottom: 1px solid currentColor;
  }

  .strip {
    display: flex;
    align-items: center;
    gap: var(--ss-space-3);
    min-width: 0;
    padding: 6px var(--ss-space-4) 0;
    background: var(--ss-bg);
    border-bottom: var(--ss-line);
  }

  .scroll {
    min-width: 0;
    overflow-x: auto;
    /* Room for the chosen tab to cover the line below. */
    margin-bottom: -1px;
  }

  .strip [role='tablist'] {
    gap: 2px;
  }

  /* A tab with its mark and cross; its button's edge reaches over all of it, the cross lies above. */
  .tab {
    position: relative;
    display: flex;
    flex: none;
    align-items: center;
    gap: var(--ss-space-2);
    max-width: 380px;
    min-height: 40px;
    padding: 0 var(--ss-space-3);
    color: var(--ss-muted);
    border: 1px solid transparent;
    border-radius: var(--ss-radius) var(--ss-radius) 0 0;
  }

  .tab:hover {
    color: var(--ss-text);
  }

  .tab:has([aria-selected='true']) {
    color: var(--ss-text);
    background: var(--ss-surface);
    border-color: var(--ss-border);
    border-bottom-color: var(--ss-surface);
  }

  .tab:has(:focus-visible) {
    outline: 2px solid var(--ss-accent);
    outline-offset: -2px;
  }

  .tab [role='tab'] {
    display: block;
    min-width: 0;
    padding: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: inherit;
    border: 0;
    outline: none;
  }

  .tab [role='tab']::after {
    content: '';
    position: absolute;
    inset: 0;
  }

  .cross {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    margin-right: -6px;
    color: var(--ss-muted);
    border-radius: 5px;
  }

  .cross .icon {
    width: 14px;
    height: 14px;
  }

  .cross:hover {
    color: var(--ss-text);
    background: color-mix(in srgb, currentColor 12%, transparent);
  }

  .new {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--ss-space-2);
    flex: none;
    max-width: 50%;
    padding-bottom: 4px;
  }

  main {
    min-height: 0;
    overflow: auto;
  }

  main > [role='tabpanel'] {
    height: 100%;
  }

  #panel-list {
    padding: var(--ss-space-3) var(--ss-space-4) var(--ss-space-6);
  }

  .over {
    grid-row: 1 / -1;
    display: grid;
    align-content: center;
    justify-items: center;
    padding: var(--ss-space-4);
  }

  .over .empty {
    margin: 0;
  }

  @container dashboard (max-width: 560px) {
    header,
    .strip {
      padding-left: var(--ss-space-3);
      padding-right: var(--ss-space-3);
    }

    .company {
      display: none;
    }

    .strip {
      flex-wrap: wrap-reverse;
    }

    .scroll {
      flex-basis: 100%;
    }

    .new {
      max-width: 100%;
    }

    #panel-list {
      padding: var(--ss-space-3);
    }

    .tab {
      max-width: 240px;
    }
  }

  @media (forced-colors: active) {
    .tab:has([aria-selected='true']) {
      border-color: Highlight;
    }
  }
`;
