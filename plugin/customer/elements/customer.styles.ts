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
      width: min(36rem, 100% - 2 * var(--sideseat-customer-margin, 16px));
      margin: var(--sideseat-customer-margin, var(--ss-space-6)) auto;
    }

    .news {
      display: grid;
      gap: var(--ss-space-4);
    }

    .news:focus,
    .end:focus,
    .banner:focus {
      outline: none;
    }

    .news:not(:has(> *)) {
      display: none;
    }

    sideseat-customer-toolbar {
      position: sticky;
      bottom: 0;
    }

    /* A question stands in the middle of nothing else. */
    .column:has(sideseat-question, sideseat-continue) {
      align-content: safe center;
    }

    /* While there is nothing to stop, the toolbar lies neither over a question nor over much of a small window. */
    .column:has(sideseat-question) + sideseat-customer-toolbar:not([can-stop]) {
      position: static;
    }

    @media (max-height: 30rem), (max-width: 30rem) {
      /* Nor over what the offer to continue says: nobody sees anything then, and its Not now stops as well. */
      sideseat-customer-toolbar:not([can-stop]),
      .column:has(sideseat-continue) + sideseat-customer-toolbar {
        position: static;
      }
    }

    .safe {
      display: flex;
      gap: var(--ss-space-2);
    }

    .safe .icon {
      margin-top: 0.15em;
      color: var(--ss-view);
    }

    .turning .icon {
      animation: turn 1.6s linear infinite;
    }

    .held .icon {
      color: var(--ss-warning);
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
      font-size: min(1.75rem, 8.5vw);
      font-weight: 700;
      line-height: 1.3;
      overflow-wrap: anywhere;
    }

    /* By then they have been compared; what is shared comes first. */
    .compared .two {
      font-size: inherit;
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
      font-size: min(var(--ss-size-xl), 9vw);
      overflow-wrap: anywhere;
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
