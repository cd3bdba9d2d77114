import { css } from 'lit';

/** Of a page in a sharing window, beside that window's own. */
export const pageStyles = css`
  .address {
    display: flex;
    flex-wrap: wrap;
    flex-basis: 100%;
    gap: 0 var(--ss-space-2);
    min-width: 0;
  }

  .address bdi {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .page {
    position: relative;
    overflow: hidden;
  }

  .picture.fit .page {
    width: 100%;
    height: 100%;
    min-height: 0;
  }

  /* Laid out all the same: what is not cannot be scrolled. */
  .page.away {
    visibility: hidden;
  }

  .page.old {
    filter: grayscale(1) brightness(0.6);
  }

  .sheet {
    position: absolute;
    overflow: hidden;
    background: #ffffff;
    transform-origin: 0 0;
  }

  .sheet iframe {
    display: block;
    width: 100%;
    height: 100%;
    border: 0;
    color-scheme: light;
  }

  .layer {
    position: absolute;
    inset: 0;
  }

  .pointer {
    position: absolute;
    top: 0;
    left: 0;
    scale: calc(1 / var(--page-scale, 1));
    transform-origin: 0 0;
    pointer-events: none;
  }

  .pointer svg {
    position: absolute;
    top: -1px;
    left: -1px;
  }

  .ring {
    position: absolute;
    top: -22px;
    left: -22px;
    width: 44px;
    height: 44px;
    border: 4px solid #d6336c;
    border-radius: 50%;
    opacity: 0;
  }

  .strip {
    justify-self: start;
    align-self: start;
    max-width: calc(100% - 2 * var(--ss-space-3));
    padding: var(--ss-space-2) var(--ss-space-3);
    margin: var(--ss-space-3);
    color: #ffffff;
    background: #0b0c0f;
    border: 1px solid #aab2c2;
    border-radius: var(--ss-radius);
  }

  /* The page is under its notices. */
  .over {
    z-index: 1;
  }

  @media (forced-colors: active) {
    .strip {
      color: CanvasText;
      background: Canvas;
    }
  }
`;
