/**
 * What the snippet puts into a site's page, in its own shadow root. The host takes no room, so that nothing of the page moves, at
 * the customer's as at the agent's.
 */
export const SNIPPET_CSS = `
:host {
  all: initial !important;
  position: fixed !important;
  right: 0 !important;
  bottom: 0 !important;
  z-index: 2147483647 !important;
}
[hidden] { display: none !important; }
button {
  position: fixed;
  right: max(16px, env(safe-area-inset-right));
  bottom: max(16px, env(safe-area-inset-bottom));
  display: flex;
  gap: 8px;
  align-items: center;
  min-height: 48px;
  max-width: calc(100vw - 32px);
  padding: 8px 20px;
  font: 600 16px/1.25 system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans CJK JP', sans-serif;
  color: #fff;
  background: #1f5fbf;
  border: 2px solid #fff;
  border-radius: 28px;
  box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
  cursor: pointer;
}
button:hover { background: #174a97; }
button:focus-visible { outline: 3px solid #1f5fbf; outline-offset: 2px; }
svg { flex: none; }
iframe {
  position: fixed;
  right: max(16px, env(safe-area-inset-right));
  bottom: max(16px, env(safe-area-inset-bottom));
  max-width: calc(100vw - 32px);
  max-height: calc(100vh - 32px);
  max-height: calc(100dvh - 32px);
  border: 0;
  border-radius: 12px;
  box-shadow: 0 4px 24px rgb(0 0 0 / 35%), 0 0 0 1px rgb(128 128 128 / 35%);
  color-scheme: light dark;
}
@media (max-width: 480px) {
  iframe {
    right: 0;
    bottom: 0;
    width: 100vw !important;
    max-width: 100vw;
    max-height: 60vh;
    border-radius: 12px 12px 0 0;
  }
}
iframe.asking { max-height: calc(100vh - 16px); max-height: calc(100dvh - 16px); }
@media (prefers-color-scheme: dark) {
  button { border-color: #0d1a30; }
}
@media print { :host { display: none !important; } }
@media (forced-colors: active) {
  button { border-color: ButtonText; }
  iframe { border: 2px solid CanvasText; }
}
`;
