import { css } from 'lit';
import { baseStyles } from '../../shared/base-styles.ts';

export const joinStyles = [
  baseStyles,
  css`
    :host {
      width: min(27rem, 100%);
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
      font-size: min(var(--ss-size-xl), 9vw);
      overflow-wrap: anywhere;
    }

    .pin {
      min-height: 60px;
      font-size: 1.75rem;
      font-variant-numeric: tabular-nums;
      letter-spacing: 0.15em;
      text-align: center;
    }

    .error:empty,
    #wait:empty {
      display: none;
    }

    .big {
      min-height: 52px;
      font-size: var(--ss-size-l);
      font-weight: 600;
    }

    .safety {
      display: grid;
      gap: var(--ss-space-3);
      padding-top: var(--ss-space-4);
      border-top: var(--ss-line);
    }

    .safety p,
    .support {
      display: flex;
      gap: var(--ss-space-2);
    }

    .safety .icon,
    .support .icon {
      margin-top: 0.15em;
      color: var(--ss-view);
    }

    .safety .scam .icon {
      color: var(--ss-warning);
    }

    .support {
      padding: var(--ss-space-3);
      background: color-mix(in srgb, var(--ss-warning) 9%, transparent);
      border-radius: var(--ss-radius);
    }

    .support .icon {
      color: var(--ss-warning);
    }

    .support div {
      display: grid;
      gap: var(--ss-space-1);
      min-width: 0;
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
      min-height: var(--ss-target);
      padding-block: 12px;
      color: var(--ss-accent);
    }
  `,
];
