import { css } from 'lit';

/** Of words that screen readers read and nobody sees. */
export const unseen = css`
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

/** Of a button without a look of its own, whose edge is drawn around more than itself. */
export const plain = css`
  padding: 0;
  font: inherit;
  text-align: left;
  color: inherit;
  background: none;
  border: 0;
  outline: none;
  cursor: pointer;
`;

/** A state in a word with its dot and colour; the dot's shape differs too, for whoever cannot tell the colours. */
export const markStyles = css`
  .mark {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-size: var(--ss-size-s);
    font-weight: 600;
    white-space: nowrap;
    color: var(--mark-colour);
  }

  .mark.asking {
    --mark-colour: var(--ss-asking);
  }

  .mark.view {
    --mark-colour: var(--ss-view);
  }

  .mark.attention {
    --mark-colour: var(--ss-warning);
  }

  .mark.stopped {
    --mark-colour: var(--ss-stopped);
  }

  .dot {
    flex: none;
    width: 9px;
    height: 9px;
    border: 2px solid currentColor;
    border-radius: 50%;
  }

  .mark.view .dot {
    background: currentColor;
  }

  .mark.asking .dot {
    background: linear-gradient(90deg, currentColor 50%, transparent 50%);
  }

  .mark.attention .dot {
    background: currentColor;
    border-radius: 2px;
    transform: rotate(45deg);
  }

  /* Filled or not is part of what it says; its colour is the system's all the same. */
  @media (forced-colors: active) {
    .mark {
      --mark-colour: CanvasText;
    }

    .dot {
      forced-color-adjust: none;
    }
  }
`;

/** Tabs of every tablist of the dashboard. */
export const tabStyles = css`
  [role='tablist'] {
    display: flex;
    min-width: 0;
  }

  [role='tab'] {
    display: inline-flex;
    align-items: center;
    gap: var(--ss-space-2);
    min-height: 40px;
    padding: var(--ss-space-1) var(--ss-space-3);
    font: inherit;
    color: var(--ss-muted);
    background: transparent;
    border: 0;
    border-bottom: 2px solid transparent;
    cursor: pointer;
  }

  [role='tab']:hover {
    color: var(--ss-text);
  }

  [role='tab'][aria-selected='true'] {
    color: var(--ss-text);
    font-weight: 600;
    border-bottom-color: var(--ss-accent);
  }

  [role='tab']:focus-visible {
    outline-offset: -2px;
    border-radius: var(--ss-radius);
  }

  @media (forced-colors: active) {
    [role='tab'][aria-selected='true'] {
      border-bottom-color: Highlight;
    }
  }
`;

/** A quiet place that says that there is nothing, and what can be done. */
export const emptyStyles = css`
  .empty {
    display: grid;
    justify-items: center;
    gap: var(--ss-space-2);
    max-width: 46ch;
    margin: auto;
    padding: var(--ss-space-6) var(--ss-space-4);
    text-align: center;
  }

  .empty > .icon {
    width: 36px;
    height: 36px;
    margin-bottom: var(--ss-space-1);
    color: var(--ss-muted);
    stroke-width: 1.5;
  }

  .empty h1,
  .empty h2,
  .empty h3 {
    font-size: var(--ss-size-l);
    overflow-wrap: anywhere;
  }
`;

/** Live regions stay on the page while they are empty; they take no room then. */
export const liveStyles = css`
  .live:focus {
    outline: none;
  }

  [role='alert']:not(:has(*)),
  .live:not(:has(*)) {
    position: absolute;
  }
`;

/** In place of an element whose link is over. */
export const overStyles = css`
  .over {
    display: grid;
    align-content: center;
    justify-items: center;
    height: 100%;
    padding: var(--ss-space-4);
  }

  .over .empty {
    margin: 0;
  }
`;
