import { css } from 'lit';

/** A line over the whole window that wants to be read, and does not get in the way of work. */
export const noticeStyles = css`
  .notice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--ss-space-1) var(--ss-space-3);
    padding: var(--ss-space-2) var(--ss-space-4);
    background: color-mix(in srgb, var(--ss-warning) 10%, var(--ss-surface));
    border-bottom: 1px solid var(--ss-warning);
  }

  .notice > .icon {
    color: var(--ss-warning);
  }

  .notice p {
    max-width: 110ch;
  }

  @media (max-width: 560px) {
    .notice {
      grid-template-columns: auto minmax(0, 1fr);
      align-items: start;
    }

    .notice .button {
      grid-column: 2;
      justify-self: start;
    }

    .notice .button.quiet {
      margin-left: calc(-1 * var(--ss-space-3));
    }
  }
`;
