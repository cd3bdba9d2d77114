import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    height: 100%;
    min-height: 30rem;
    background: var(--ss-bg);
  }

  .room {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }

  .single {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    min-height: 0;
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

  slot[hidden] {
    display: none;
  }
`;
