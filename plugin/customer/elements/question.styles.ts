import { css } from 'lit';
import { baseStyles } from '../../shared/base-styles.ts';

export const questionStyles = [
  baseStyles,
  css`
    .card {
      gap: var(--ss-space-4);
      border: 2px solid var(--ss-asking);
    }

    h1 {
      font-size: min(var(--ss-size-xl), 9vw);
      overflow-wrap: anywhere;
    }

    .who {
      display: flex;
      gap: var(--ss-space-2);
      align-items: center;
      margin-bottom: calc(-1 * var(--ss-space-3));
    }

    ul {
      display: grid;
      gap: var(--ss-space-1);
      padding-inline-start: 20px;
    }

    li::marker {
      color: var(--ss-asking);
    }

    .words {
      display: flex;
      flex-wrap: wrap;
      gap: var(--ss-space-1) var(--ss-space-3);
      align-items: baseline;
    }

    .words strong {
      font-size: var(--ss-size-l);
    }

    .warning {
      display: flex;
      gap: var(--ss-space-2);
      padding: var(--ss-space-3);
      background: color-mix(in srgb, var(--ss-warning) 9%, transparent);
      border-radius: var(--ss-radius);
    }

    .warning .icon {
      margin-top: 0.15em;
      color: var(--ss-warning);
    }

    .actions {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(8rem, 100%), 1fr));
      gap: var(--ss-space-3);
    }

    .too-soon {
      grid-column: 1 / -1;
      font-weight: 600;
    }

    .too-soon:empty {
      position: absolute;
    }

    .big {
      min-height: 52px;
      font-size: var(--ss-size-l);
      font-weight: 600;
    }

    .time {
      display: flex;
      flex-wrap: wrap;
      gap: var(--ss-space-3) var(--ss-space-4);
      align-items: center;
    }

    #remaining {
      flex: 1 1 10rem;
    }

    .time .button {
      min-height: 48px;
    }

    progress {
      flex-basis: 100%;
      height: 4px;
      appearance: none;
      overflow: hidden;
      background: var(--ss-border);
      border: 0;
      border-radius: 2px;
    }

    progress::-webkit-progress-bar {
      background: var(--ss-border);
    }

    progress::-webkit-progress-value {
      background: var(--ss-asking);
    }

    progress::-moz-progress-bar {
      background: var(--ss-asking);
    }

    @media (forced-colors: active) {
      progress {
        appearance: auto;
        height: auto;
      }
    }
  `,
];
