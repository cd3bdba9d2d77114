import { css } from 'lit';
import { baseStyles } from '../../../shared/base-styles.ts';

export const visitStyles = [
  baseStyles,
  css`
    .head {
      position: sticky;
      top: 0;
      z-index: 1;
      display: flex;
      flex-wrap: wrap;
      gap: var(--ss-space-1);
      align-items: center;
      justify-content: flex-end;
      padding: var(--ss-space-1) var(--ss-space-1) var(--ss-space-1) var(--ss-space-3);
      background: var(--ss-surface);
      border-bottom: var(--ss-line);
    }

    .title {
      display: flex;
      flex: 1 1 8em;
      gap: var(--ss-space-2);
      align-items: center;
      min-width: 0;
      font-weight: 600;
      overflow-wrap: anywhere;
    }

    .title .icon {
      color: var(--ss-accent);
    }

    .tools {
      display: flex;
      align-items: center;
    }

    .head .button {
      min-width: var(--ss-target);
    }

    main > .card {
      margin: var(--ss-space-3);
    }

    .banner {
      display: flex;
      gap: var(--ss-space-3);
      align-items: center;
    }

    .turning .icon {
      animation: turn 1.6s linear infinite;
    }

    .small-bar {
      display: grid;
      gap: var(--ss-space-2);
      padding: var(--ss-space-2) var(--ss-space-3);
      background: var(--ss-surface);
    }

    .small-bar.sharing {
      border: 2px solid var(--ss-view);
      border-radius: 12px;
    }

    .sharing .title .icon {
      color: var(--ss-view);
    }

    .small-bar.used {
      border-color: var(--ss-warning);
    }

    .used .title .icon {
      color: var(--ss-warning);
    }

    .commands {
      display: flex;
      flex-wrap: wrap;
      gap: var(--ss-space-2);
    }

    .commands .button {
      flex: 1 1 auto;
    }

    .stop {
      font-weight: 600;
      color: light-dark(#ffffff, #2b0b08);
      background: var(--ss-danger);
      border-color: var(--ss-danger);
    }

    @keyframes turn {
      to {
        transform: rotate(360deg);
      }
    }
  `,
];
