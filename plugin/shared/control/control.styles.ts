import { css } from 'lit';

/** Of a picture whose desktop may be controlled: `.pane` has it, and `.control` says so in the bar above. */
export const controlStyles = css`
  .control {
    display: flex;
    flex: 1 0 100%;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-1) var(--ss-space-3);
    min-height: var(--ss-target);
    overflow-wrap: anywhere;
  }

  /* Nothing to say: its status stays, so that screen readers hear what comes next. */
  .control.silent {
    position: absolute;
    min-height: 0;
  }

  .control [role='status'] {
    display: flex;
    gap: var(--ss-space-2);
    align-items: center;
    min-width: 0;
  }

  .control.held [role='status'] {
    font-weight: 600;
    color: var(--ss-warning);
  }

  .control .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ss-space-1);
  }

  .control > .acts,
  .control > .button {
    margin-left: auto;
  }

  .control kbd {
    font: inherit;
    font-size: var(--ss-size-s);
    font-weight: 400;
    white-space: nowrap;
  }

  /* As wide before, so that the picture does not move under the click that starts it. */
  .pane.armed,
  .pane.held {
    border: 4px solid transparent;
  }

  .pane.held {
    border-color: var(--ss-warning);
  }

  .armed video {
    cursor: pointer;
  }

  .held video {
    cursor: default;
  }

  @media (forced-colors: active) {
    .pane.armed {
      border-color: Canvas;
    }

    .pane.held {
      border-color: Highlight;
    }
  }
`;
