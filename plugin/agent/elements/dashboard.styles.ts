import { css } from 'lit';
import { unseen } from './styles.ts';

export const dashboardStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto auto auto minmax(0, 1fr) auto;
    min-width: 0;
    height: 100%;
    background: var(--ss-surface);
    container: dashboard / inline-size;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-1) var(--ss-space-3);
    padding: var(--ss-space-2) var(--ss-space-4);
    border-bottom: var(--ss-line);
  }

  .product {
    font-size: var(--ss-size-l);
    font-weight: 700;
    letter-spacing: -0.01em;
  }

  .agent {
    margin-left: auto;
    overflow-wrap: anywhere;
  }

  /* They move to a line of their own together. */
  .menus {
    display: flex;
    gap: var(--ss-space-3);
  }

  .banner p {
    display: flex;
    gap: var(--ss-space-2);
    padding: var(--ss-space-2) var(--ss-space-4);
    color: var(--ss-warning);
    background: color-mix(in srgb, var(--ss-warning) 10%, var(--ss-surface));
    border-bottom: 1px solid currentColor;
  }

  .banner .icon {
    margin-top: 0.125em;
  }

  main {
    min-height: 0;
    overflow: auto;
  }

  main > [role='tabpanel'] {
    height: 100%;
  }

  #panel-list {
    padding: var(--ss-space-3) var(--ss-space-4) var(--ss-space-6);
  }

  .over {
    grid-row: 1 / -1;
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--ss-space-2) var(--ss-space-4);
    padding: var(--ss-space-2) var(--ss-space-4);
    background: var(--ss-bg);
    border-top: var(--ss-line);
  }

  /* Their icons stay; their words are there for screen readers. */
  @container dashboard (max-width: 860px) {
    .wide {
      ${unseen}
    }
  }

  @container dashboard (max-width: 560px) {
    header {
      padding-left: var(--ss-space-3);
      padding-right: var(--ss-space-3);
    }

    .company {
      display: none;
    }

    sideseat-icon-tray {
      flex-basis: 100%;
    }

    sideseat-sharing-button {
      margin-left: auto;
    }

    footer {
      position: sticky;
      z-index: 1;
      bottom: 0;
      padding: var(--ss-space-2) var(--ss-space-3);
    }

    #panel-list {
      padding: var(--ss-space-3);
    }
  }
`;
