import { css } from 'lit';
import { baseStyles } from '../../shared/base-styles.ts';

export const customerStyles = [
  baseStyles,
  css`
    :host {
      display: flex;
      flex: 1;
      flex-direction: column;
      min-width: 0;
    }

    .column {
      display: grid;
      flex: 1;
      gap: var(--ss-space-4);
      align-content: start;
      width: min(600px, 100% - 32px);
      margin: var(--ss-space-6) auto;
    }

    .news {
      display: grid;
      gap: var(--ss-space-4);
      outline: none;
    }

    .news:not(:has(> *)) {
      display: none;
    }

    sideseat-customer-toolbar {
      position: sticky;
      bottom: 0;
    }

    /* A question is the one thing to look at: the toolbar does not lie over its answers, unless there is something to stop. */
    .column:has(sideseat-question) + sideseat-customer-toolbar:not([can-stop]) {
      position: static;
    }

    .opening {
      padding: var(--ss-space-8);
      text-align: center;
    }

    .opening .icon {
      animation: turn 1.6s linear infinite;
    }

    .status {
      display: inline-flex;
      gap: var(--ss-space-2);
      align-items: center;
      font-weight: 600;
      color: var(--ss-stopped);
    }

    .status.active {
      color: var(--ss-view);
    }

    .greeting {
      font-size: var(--ss-size-l);
      font-weight: 400;
    }

    .words {
      display: grid;
      gap: var(--ss-space-1);
      padding-top: var(--ss-space-3);
      border-top: var(--ss-line);
    }

    .two {
      font-size: 1.75rem;
      font-weight: 700;
      line-height: 1.3;
      overflow-wrap: anywhere;
    }

    .banner,
    .choosing {
      display: flex;
      gap: var(--ss-space-3);
    }

    .banner {
      padding: var(--ss-space-4);
    }

    .banner .icon,
    .choosing .icon {
      margin-top: 0.1em;
    }

    .interrupted {
      border-color: var(--ss-warning);
    }

    .interrupted .icon {
      color: var(--ss-warning);
    }

    .lines {
      display: grid;
      gap: var(--ss-space-1);
    }

    .lines h2 {
      font-size: var(--ss-size-l);
    }

    .failed {
      color: var(--ss-danger);
      border-color: var(--ss-danger);
    }

    .outcome .icon {
      color: var(--ss-stopped);
    }

    .choosing {
      border: 2px solid var(--ss-asking);
    }

    .choosing .icon {
      color: var(--ss-asking);
    }

    .choosing h2 {
      margin-bottom: var(--ss-space-1);
      font-size: var(--ss-size-l);
    }

    .end {
      gap: var(--ss-space-3);
      justify-items: center;
      padding-block: var(--ss-space-8);
      text-align: center;
    }

    .end > .icon {
      width: 40px;
      height: 40px;
      color: var(--ss-stopped);
    }

    .end h1 {
      font-size: var(--ss-size-xl);
    }

    .big {
      min-height: 48px;
      padding-inline: var(--ss-space-6);
      margin-top: var(--ss-space-2);
    }

    @keyframes turn {
      to {
        transform: rotate(360deg);
      }
    }
  `,
];
