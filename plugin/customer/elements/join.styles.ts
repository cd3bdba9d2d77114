import { css } from 'lit';
import { baseStyles } from '../../shared/base-styles.ts';

export const joinStyles = [
  baseStyles,
  css`
    :host {
      width: min(440px, 100%);
      margin-inline: auto;
    }

    .card {
      gap: var(--ss-space-4);
      padding-block: var(--ss-space-8) var(--ss-space-6);
    }

    .head {
      display: grid;
      gap: var(--ss-space-1);
    }

    h1 {
      font-size: var(--ss-size-xl);
      overflow-wrap: anywhere;
    }

    .pin {
      min-height: 60px;
      font-size: 1.75rem;
      font-variant-numeric: tabular-nums;
      letter-spacing: 0.15em;
      text-align: center;
    }

    .error:empty {
      display: none;
    }

    .big {
      min-height: 52px;
      font-size: var(--ss-size-l);
      font-weight: 600;
    }

    .promise,
    .support {
      display: flex;
      gap: var(--ss-space-2);
    }

    .promise .icon,
    .support .icon {
      margin-top: 0.1em;
    }

    .support {
      padding: var(--ss-space-3);
      background: color-mix(in srgb, var(--ss-warning) 9%, transparent);
      border-radius: var(--ss-radius);
    }

    .support .icon {
      color: var(--ss-warning);
    }

    .support b {
      overflow-wrap: anywhere;
    }

    .fallback {
      margin-top: var(--ss-space-4);
      text-align: center;
    }

    .fallback a {
      display: inline-block;
      padding-block: 2px;
      color: var(--ss-accent);
    }
  `,
];
