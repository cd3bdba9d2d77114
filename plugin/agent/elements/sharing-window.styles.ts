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

  .sizes {
    display: flex;
  }

  .sizes .button {
    border-radius: var(--ss-radius) 0 0 var(--ss-radius);
  }

  .sizes .button + .button {
    margin-left: -1px;
    border-radius: 0 var(--ss-radius) var(--ss-radius) 0;
  }

  .sizes .button[aria-pressed='true'] {
    z-index: 1;
    color: var(--ss-accent);
    background: color-mix(in srgb, var(--ss-accent) 12%, var(--ss-raised));
    border-color: currentColor;
  }

  .picture {
    position: relative;
    display: grid;
    min-height: 180px;
    overflow: auto;
    color: #e6e9f0;
    background: #0b0c0f;
    border-radius: 0 0 6px 6px;
  }

  .picture:not(:last-child) {
    border-radius: 0;
  }

  .picture.fit video {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }

  .picture.full video {
    justify-self: center;
    align-self: center;
    max-width: none;
  }

  .over,
  .notice {
    display: contents;
  }

  /* What is old must look old at a glance, and stay readable: the agent may still need what was on it. */
  video.old {
    filter: grayscale(1) brightness(0.6);
  }

  /* Over the picture, wherever that is scrolled to. */
  .over.stale {
    position: sticky;
    top: var(--ss-space-3);
    left: var(--ss-space-3);
    z-index: 1;
    display: block;
    grid-area: 1 / 1;
    place-self: start;
    padding: var(--ss-space-2) var(--ss-space-3);
    margin: var(--ss-space-3);
    color: #ffffff;
    background: #0b0c0f;
    border: 1px solid #aab2c2;
    border-radius: var(--ss-radius);
    font-variant-numeric: tabular-nums;
  }

  .picture.full video {
    grid-area: 1 / 1;
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

  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--ss-space-4);
    padding: var(--ss-space-1) var(--ss-space-3);
    color: var(--ss-muted);
    border-top: var(--ss-line);
  }

  .resolution {
    font-variant-numeric: tabular-nums;
  }

  .freshness {
    margin-left: auto;
  }

  @container (max-width: 520px) {
    .controls {
      margin-left: 0;
    }

    .picture {
      min-height: 56cqi;
    }
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

    .picture {
      background: Canvas;
    }

    .sizes .button[aria-pressed='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
`;
