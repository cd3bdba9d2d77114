/** By this name the build takes the indentation out. */
const css = String.raw;

/**
 * What the snippet puts into a site's page, in its own shadow root. The host takes no room, so that nothing of the page moves, at
 * the customer's as at the agent's.
 */
export const SNIPPET_CSS = css`
:host {
  all: initial !important;
  position: fixed !important;
  right: 0 !important;
  bottom: 0 !important;
  z-index: 2147483647 !important;
}
[hidden] { display: none !important; }
button, iframe, div {
  position: fixed;
  right: max(16px, env(safe-area-inset-right));
  bottom: max(16px, env(safe-area-inset-bottom));
  max-width: calc(100% - 32px);
}
button, div { padding: 8px 20px; font: 16px/1.25 system-ui, sans-serif; }
button {
  display: flex;
  gap: 8px;
  align-items: center;
  min-height: 48px;
  font-weight: 600;
  color: #fff;
  background: #1f5fbf;
  border: 2px solid #fff;
  border-radius: 28px;
  box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
  cursor: pointer;
}
button:hover { background: #174a97; }
button:focus-visible { outline: 3px solid #1f5fbf; outline-offset: 2px; }
svg { flex: none; width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 2; }
iframe, div {
  max-height: calc(100% - 32px);
  border: 0;
  border-radius: 12px;
  box-shadow: 0 4px 24px rgb(0 0 0 / 35%), 0 0 0 1px rgb(128 128 128 / 35%);
  color-scheme: light dark;
}
div { color: CanvasText; background: Canvas; }
div button { position: static; margin-top: 8px; }
@media (max-width: 480px) {
  iframe {
    right: 0;
    bottom: 0;
    width: 100% !important;
    max-width: 100%;
    max-height: 60vh;
    border-radius: 12px 12px 0 0;
  }
}
iframe.asking { max-height: calc(100% - 16px); }
@media (prefers-color-scheme: dark) {
  button { border-color: #0d1a30; }
}
@media print { :host { display: none !important; } }
@media (forced-colors: active) {
  button { border-color: ButtonText; }
  iframe, div { border: 2px solid CanvasText; }
}
`;
