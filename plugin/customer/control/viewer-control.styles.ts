import { css } from 'lit';

export const viewerControlStyles = css`
  /* As high as what follows the click, so that the picture does not move under it. */
  .control > .button {
    min-height: 48px;
  }

  .keys {
    position: relative;
  }

  .keys summary {
    min-height: 48px;
    list-style: none;
  }

  .keys summary::after {
    content: '▾' / '';
  }

  .keys .list {
    position: absolute;
    z-index: 2;
    top: calc(100% + 4px);
    right: 0;
    display: grid;
    min-width: max-content;
    padding: var(--ss-space-1);
    background: var(--ss-raised);
    border: 1px solid var(--ss-control-border);
    border-radius: var(--ss-radius);
    box-shadow: 0 6px 20px rgb(0 0 0 / 20%);
  }

  @media (forced-colors: active) {
    .keys summary {
      color: ButtonText;
    }
  }
`;
