import { css } from 'lit';
import { unseen } from './styles.ts';

/** The strip of tabs; its container is the dashboard. */
export const sessionTabsStyles = css`
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
    position: relative;
    min-width: 0;
    overflow-x: auto;
    /* What is out of sight is listed under More sessions. */
    scrollbar-width: none;
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
    flex: 0 1 auto;
    align-items: center;
    gap: var(--ss-space-2);
    min-width: 184px;
    max-width: 320px;
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

  /* The list's own tab stays whole. */
  .tab:first-child {
    flex: none;
    min-width: 0;
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

  /* Where there is too little room, the state's word gives way to the name: it wraps below what is seen. */
  .tab .mark {
    flex: 1 0 12px;
    flex-wrap: wrap;
    height: 1.5em;
    overflow: hidden;
  }

  .tab .mark .dot {
    margin-block: calc(0.75em - 4.5px);
  }

  .unread {
    display: inline-grid;
    place-items: center;
    min-width: 20px;
    height: 20px;
    padding: 0 6px;
    font-size: 0.75rem;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    color: var(--ss-on-accent);
    background: var(--ss-accent);
    border: 1px solid transparent;
    border-radius: 10px;
  }

  .unread-place:empty {
    display: none;
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

  .more {
    flex: none;
    padding-bottom: 4px;
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

  @container dashboard (max-width: 560px) {
    .strip {
      flex-wrap: wrap-reverse;
      padding-left: var(--ss-space-3);
      padding-right: var(--ss-space-3);
    }

    .scroll {
      flex-basis: 100%;
    }

    /* Their icons stay; their words are there for screen readers. */
    .tab .mark .word,
    .more::part(label) {
      ${unseen}
    }

    .new {
      max-width: 100%;
    }

    .tab {
      min-width: 160px;
      max-width: 240px;
    }
  }

  @media (forced-colors: active) {
    .tab:has([aria-selected='true']) {
      border-color: Highlight;
    }
  }
`;
