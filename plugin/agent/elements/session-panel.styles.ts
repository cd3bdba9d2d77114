import { css } from 'lit';
import { unseen } from './styles.ts';

export const sessionPanelStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto auto auto minmax(0, 1fr);
    min-width: 0;
    height: 100%;
    background: var(--ss-surface);
    container-type: inline-size;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-2) var(--ss-space-6);
    padding: var(--ss-space-2) var(--ss-space-4);
    border-bottom: var(--ss-line);
  }

  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--ss-space-3);
    min-width: 0;
  }

  h2 {
    font-size: var(--ss-size-l);
    overflow-wrap: anywhere;
  }

  .presence {
    padding-left: var(--ss-space-3);
    font-size: var(--ss-size-s);
    color: var(--ss-muted);
    border-left: var(--ss-line);
  }

  .presence.late,
  .presence.absent {
    font-weight: 600;
    color: var(--ss-warning);
  }

  .words {
    display: flex;
    flex: 1 1 260px;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--ss-space-2);
    min-width: 0;
    font-size: var(--ss-size-s);
    line-height: 1.35;
    color: var(--ss-muted);
  }

  .words b {
    font-size: var(--ss-size-m);
    color: var(--ss-text);
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ss-space-2);
    margin-left: auto;
  }

  [role='alert'] .error {
    padding: var(--ss-space-2) var(--ss-space-4);
  }

  sideseat-own-desktop-view {
    grid-row: 3;
    min-width: 0;
  }

  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 340px;
    grid-row: 4;
    min-height: 0;
  }

  .stage {
    display: grid;
    min-width: 0;
    min-height: 300px;
    padding: var(--ss-space-4);
    overflow: auto;
    background: var(--ss-bg);
  }

  sideseat-session-tools {
    border-left: var(--ss-line);
  }

  @container (max-width: 760px) {
    .body {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: max-content max-content;
      align-content: start;
      overflow: auto;
    }

    sideseat-session-tools {
      border-left: 0;
      border-top: var(--ss-line);
    }

    /* Picture above, commands below; what does not fit is reached by scrolling all of it. */
    .stage {
      padding: var(--ss-space-2);
      min-height: 240px;
      overflow: visible;
    }

    .head {
      padding-inline: var(--ss-space-3);
    }

    .acts {
      margin-left: 0;
    }
  }

  /* A cross in the corner, as tabs have it; its words are there for screen readers. */
  @container (max-width: 420px) {
    .head {
      position: relative;
    }

    .who {
      padding-right: 36px;
    }

    .presence {
      padding-left: 0;
      border-left: 0;
    }

    .close {
      position: absolute;
      top: 4px;
      right: var(--ss-space-1);
      padding-inline: var(--ss-space-2);
    }

    .close span {
      ${unseen}
    }
  }
`;
