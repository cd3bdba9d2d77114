import { css } from 'lit';

export const windowControlStyles = css`
  /* Whoever has a mouse clicks into the picture, which must not move under that click: this is there for the keyboard. */
  .control > .button:not(:focus) {
    position: absolute;
    width: 1px;
    height: 1px;
    padding: 0;
    overflow: hidden;
    white-space: nowrap;
    clip-path: inset(50%);
  }
`;
