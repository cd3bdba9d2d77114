import { css } from 'lit';
import { baseStyles } from '../../shared/base-styles.ts';

/** Of the box in the page, and of the window. */
export const viewerStyles = [
  baseStyles,
  css`
    .viewer {
      gap: var(--ss-space-3);
      border: 2px solid var(--ss-view);
    }

    .window {
      display: grid;
      grid-template-rows: auto minmax(0, 1fr) auto;
      height: 100dvh;
      color: var(--ss-text);
      background: var(--ss-bg);
    }

    .window .bar {
      padding: var(--ss-space-2) var(--ss-space-3);
      background: var(--ss-surface);
      border-bottom: 2px solid var(--ss-view);
    }

    .bar {
      display: flex;
      flex-wrap: wrap;
      gap: var(--ss-space-2) var(--ss-space-3);
      align-items: center;
      justify-content: space-between;
    }

    .name {
      display: flex;
      flex: 1 1 20rem;
      gap: var(--ss-space-2);
      align-items: center;
      min-width: 0;
      overflow-wrap: anywhere;
    }

    .name .icon {
      color: var(--ss-asking);
    }

    .name.playing .icon,
    .place .icon {
      color: var(--ss-view);
    }

    .name.stale .icon,
    .name.linkLost .icon {
      color: var(--ss-warning);
    }

    .asked {
      display: flex;
      gap: var(--ss-space-2);
      align-items: center;
      padding: var(--ss-space-3);
      font-weight: 600;
      border-top: 3px solid var(--ss-asking);
    }

    .asked .icon {
      color: var(--ss-asking);
    }

    .asked:not(:has(*)) {
      padding: 0;
      border: 0;
    }

    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: var(--ss-space-2);
    }

    .bar > .acts {
      margin-inline-start: auto;
    }

    .acts > .button {
      min-height: 48px;
    }

    .pane {
      position: relative;
      display: grid;
      min-height: 8rem;
      background: #10151c;
      border-radius: var(--ss-radius);
    }

    .window .pane {
      min-height: 0;
      border-radius: 0;
    }

    video {
      width: 100%;
      height: 100%;
      min-height: 0;
      max-height: 70vh;
      object-fit: contain;
    }

    .window video {
      position: absolute;
      inset: 0;
      max-height: none;
    }

    video[hidden] {
      display: none;
    }

    video.old {
      filter: grayscale(1) brightness(0.55);
    }

    .over {
      position: absolute;
      inset: 0;
      display: grid;
      gap: var(--ss-space-2);
      place-content: center;
      justify-items: center;
      padding: var(--ss-space-3);
      pointer-events: none;
    }

    .over p {
      display: flex;
      gap: var(--ss-space-2);
      align-items: center;
      padding: var(--ss-space-2) var(--ss-space-3);
      color: #ffffff;
      background: #10151ccc;
      border-radius: var(--ss-radius);
    }
  `,
];
