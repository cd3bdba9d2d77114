import { css } from 'lit';
import { tokens } from './tokens.ts';

const base = css`
  :host {
    display: block;
    font: var(--ss-size-m) / 1.5 var(--ss-font);
    color: var(--ss-text);
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
  }

  h1,
  h2,
  h3 {
    line-height: 1.25;
    text-wrap: balance;
  }

  p,
  li {
    text-wrap: pretty;
  }

  /* Japanese has no spaces to break at; where the browser knows phrases, lines end between them. */
  :host(:lang(ja)) {
    word-break: auto-phrase;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--ss-space-2);
    min-height: var(--ss-target);
    padding: var(--ss-space-1) var(--ss-space-3);
    font: inherit;
    font-weight: 500;
    line-height: 1.25;
    color: inherit;
    text-decoration: none;
    text-wrap: balance;
    overflow-wrap: anywhere;
    hyphens: auto;
    background: var(--ss-raised);
    border: 1px solid var(--ss-control-border);
    border-radius: var(--ss-radius);
    cursor: pointer;
  }

  .button:hover {
    border-color: currentColor;
  }

  .button.primary {
    color: var(--ss-on-accent);
    background: var(--ss-accent);
    border-color: var(--ss-accent);
  }

  .button.primary:hover {
    background: color-mix(in srgb, var(--ss-accent) 88%, var(--ss-text));
  }

  .button.danger {
    color: var(--ss-danger);
    border-color: currentColor;
  }

  .button.danger:hover {
    background: color-mix(in srgb, var(--ss-danger) 10%, var(--ss-raised));
  }

  .button.quiet {
    background: transparent;
    border-color: transparent;
  }

  .button.quiet:hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }

  .button:disabled,
  .button[aria-disabled='true'] {
    color: var(--ss-muted);
    background: transparent;
    border: 1px dashed var(--ss-border);
    cursor: not-allowed;
  }

  .button svg {
    flex: none;
  }

  :focus-visible {
    outline: 2px solid var(--ss-accent);
    outline-offset: 2px;
  }

  .card {
    display: grid;
    gap: var(--ss-space-3);
    align-content: start;
    padding: var(--ss-space-6);
    background: var(--ss-surface);
    border: var(--ss-line);
    border-radius: var(--ss-radius);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-2) var(--ss-space-3);
  }

  .field {
    display: grid;
    gap: var(--ss-space-1);
  }

  .field label {
    font-weight: 600;
  }

  .input {
    width: 100%;
    min-height: var(--ss-target);
    padding: var(--ss-space-1) var(--ss-space-3);
    font: inherit;
    color: inherit;
    background: var(--ss-raised);
    border: 1px solid var(--ss-control-border);
    border-radius: var(--ss-radius);
  }

  .input[aria-invalid='true'] {
    border-color: var(--ss-danger);
  }

  .error {
    display: flex;
    gap: var(--ss-space-2);
    color: var(--ss-danger);
  }

  .error svg {
    flex: none;
    margin-top: 0.15em;
  }

  .muted {
    color: var(--ss-muted);
  }

  .small {
    font-size: var(--ss-size-s);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .icon {
    width: 1.25em;
    height: 1.25em;
    flex: none;
    vertical-align: -0.25em;
  }

  @media (max-width: 480px) {
    .card {
      padding: var(--ss-space-4);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }

  @media (forced-colors: active) {
    .button {
      border-color: ButtonText;
    }

    .button.primary {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
      border-color: Highlight;
    }

    .button:disabled,
    .button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;

/**
 * What every element of ours starts its `styles` with: tokens, `.button` with `.primary`, `.danger` and `.quiet`,
 * `.card`, `.row`, `.field` with `.input` and `.error`, `.muted`, `.small`, `.icon`, `.visually-hidden`, focus ring.
 */
export const baseStyles = [tokens, base];
