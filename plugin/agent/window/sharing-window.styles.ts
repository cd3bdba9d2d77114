import { css } from 'lit';

export const sharingWindowStyles = css`
  :host {
    display: grid;
    min-width: 0;
    min-height: 0;
  }

  section {
    --frame: var(--ss-stopped);
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    min-width: 0;
    min-height: 0;
    background: var(--ss-raised);
    border: 2px solid var(--frame);
    border-radius: var(--ss-radius);
    container-type: inline-size;
  }

  section.view {
    --frame: var(--ss-view);
  }

  section.asking {
    --frame: var(--ss-asking);
  }

  section.attention {
    --frame: var(--ss-warning);
  }

  section:focus-visible {
    outline-offset: 3px;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-1) var(--ss-space-3);
    padding: 6px var(--ss-space-2) 6px var(--ss-space-3);
    border-bottom: var(--ss-line);
  }

  .title {
    display: flex;
    flex: 1 1 240px;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--ss-space-3);
    min-width: 0;
  }

  .told {
    flex-basis: 100%;
  }

  h3 {
    min-width: 0;
    font-size: var(--ss-size-m);
    overflow-wrap: anywhere;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-1);
    margin-left: auto;
  }

  .controls .button {
    padding-inline: var(--ss-space-2);
    font-size: var(--ss-size-s);
  }

  sideseat-menu-button {
    font-size: var(--ss-size-s);
  }

  .controls .tool[aria-disabled='true'] {
    border-style: solid;
  }

  .sizes {
    display: flex;
  }

  .sizes .button {
    border-radius: 0;
  }

  .sizes .button + .button {
    margin-left: -1px;
  }

  .sizes .button:first-child {
    border-radius: var(--ss-radius) 0 0 var(--ss-radius);
  }

  .sizes .button:last-child {
    border-radius: 0 var(--ss-radius) var(--ss-radius) 0;
  }

  .sizes .button:hover,
  .sizes .button:focus-visible {
    z-index: 2;
  }

  .sizes .button[aria-pressed='true'] {
    z-index: 1;
    color: var(--ss-accent);
    background: color-mix(in srgb, var(--ss-accent) 12%, var(--ss-raised));
    border-color: currentColor;
  }

  .blocked {
    flex-basis: 100%;
  }

  .pane {
    position: relative;
    display: grid;
    min-width: 0;
    min-height: 120px;
    color: #e6e9f0;
    background: #0b0c0f;
    border-radius: 0 0 6px 6px;
  }

  .pane:not(:last-child) {
    border-radius: 0;
  }

  .picture {
    position: absolute;
    inset: 0;
    display: grid;
    overflow: auto;
  }

  .picture:focus-visible {
    outline-offset: -2px;
  }

  .picture.fit {
    overflow: hidden;
  }

  .picture.fit video {
    width: 100%;
    height: 100%;
    min-height: 0;
    object-fit: contain;
  }

  /* "safe": where it is larger than its place its upper left corner can still be reached. */
  .picture.sized {
    place-content: safe center;
    cursor: grab;
  }

  .picture.dragged {
    cursor: grabbing;
  }

  .picture.sized video {
    max-width: none;
  }

  /* What is old must look old at a glance, and stay readable: the agent may still need what was on it. */
  video.old {
    filter: grayscale(1) brightness(0.6);
  }

  .over {
    display: grid;
    pointer-events: none;
  }

  .over .words {
    pointer-events: auto;
  }

  .over.stale {
    z-index: 1;
    place-self: start;
    max-width: calc(100% - 2 * var(--ss-space-3));
    padding: var(--ss-space-2) var(--ss-space-3);
    margin: var(--ss-space-3);
    color: #ffffff;
    background: #0b0c0f;
    border: 1px solid #aab2c2;
    border-radius: var(--ss-radius);
    font-variant-numeric: tabular-nums;
  }

  .notice {
    display: grid;
  }

  .doubt {
    display: flex;
    gap: var(--ss-space-2);
    align-items: center;
  }

  .words {
    display: grid;
    justify-items: center;
    gap: var(--ss-space-1);
    max-width: 44ch;
    margin: auto;
    padding: var(--ss-space-6) var(--ss-space-4);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .words .icon {
    width: 32px;
    height: 32px;
    margin-bottom: var(--ss-space-2);
    color: #aab2c2;
  }

  .words p {
    color: #c3c9d6;
  }

  .spinning .icon {
    animation: turn 1.2s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  .quality {
    position: absolute;
    right: 0;
    bottom: 0;
    left: 0;
    z-index: 1;
    display: grid;
    gap: var(--ss-space-1);
    max-height: 100%;
    padding: var(--ss-space-2) var(--ss-space-3);
    overflow: auto;
    color: var(--ss-text);
    background: var(--ss-raised);
    border-top: var(--ss-line);
  }

  .quality dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
    gap: 2px var(--ss-space-6);
    margin: 0;
  }

  .quality dl div {
    display: flex;
    justify-content: space-between;
    gap: var(--ss-space-3);
  }

  .quality dt {
    color: var(--ss-muted);
  }

  .quality dd {
    margin: 0;
    white-space: nowrap;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--ss-space-4);
    align-items: center;
    padding: 2px var(--ss-space-3);
    color: var(--ss-muted);
    border-top: var(--ss-line);
  }

  .foot .button {
    min-height: 28px;
    padding: 0 var(--ss-space-2);
    text-decoration: underline;
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .freshness {
    margin-left: auto;
  }

  @container (max-width: 1000px) {
    .tool:not(:has(+ sideseat-menu-button)) span {
      display: none;
    }
  }

  @container (max-width: 900px) {
    .tool span {
      display: none;
    }
  }

  @container (max-width: 520px) {
    .controls {
      margin-left: 0;
    }

    .pane {
      min-height: 56cqi;
    }

    .roomy {
      display: none;
    }
  }

  /* Whoever has a mouse clicks into the picture, which must not move under that click: this is there for the keyboard. */
  .control > .button:not(:focus) {
    position: absolute;
    width: 1px;
    height: 1px;
    padding: 0;
    overflow: hidden;
    white-space: nowrap;
    clip-path: inset(50%);
  }

  @media (prefers-reduced-motion: reduce) {
    .spinning .icon {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .words,
    .words p,
    .words .icon {
      color: CanvasText;
    }

    .pane {
      background: Canvas;
    }

    .sizes .button[aria-pressed='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
`;
