import { css } from 'lit';

/**
 * Colours, sizes and spaces as custom properties of an element. Our rules read the `--ss-…` names; a host theme sets
 * the `--sideseat-…` names (for example `--sideseat-accent`) on any ancestor. Light and dark follow the page's
 * `color-scheme`. The same block stands in tokens.css for pages; a test keeps the two alike.
 */
export const tokens = css`
  :host {
    --ss-font: var(
      --sideseat-font,
      system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans CJK JP', sans-serif
    );
    --ss-size-s: 0.8125rem;
    --ss-size-m: 0.9375rem;
    --ss-size-l: 1.125rem;
    --ss-size-xl: 1.5rem;
    --ss-space-1: 4px;
    --ss-space-2: 8px;
    --ss-space-3: 12px;
    --ss-space-4: 16px;
    --ss-space-6: 24px;
    --ss-space-8: 32px;
    --ss-target: var(--sideseat-target, 32px);
    --ss-radius: var(--sideseat-radius, 8px);
    --ss-bg: var(--sideseat-background, light-dark(#f3f4f6, #14161a));
    --ss-surface: var(--sideseat-surface, light-dark(#ffffff, #1d2026));
    --ss-raised: var(--sideseat-raised, light-dark(#ffffff, #262a32));
    --ss-text: var(--sideseat-text, light-dark(#1b1f27, #eceef2));
    --ss-muted: var(--sideseat-muted, light-dark(#59606d, #a4abb8));
    --ss-border: var(--sideseat-border, light-dark(#d9dde3, #363b45));
    --ss-control-border: var(--sideseat-control-border, light-dark(#868e9c, #6f7887));
    --ss-accent: var(--sideseat-accent, light-dark(#1f5fbf, #8ab4ff));
    --ss-on-accent: var(--sideseat-on-accent, light-dark(#ffffff, #0d1a30));
    --ss-asking: var(--sideseat-asking, light-dark(#1f5fbf, #8ab4ff));
    --ss-view: var(--sideseat-view, light-dark(#0f7a4d, #54d19a));
    --ss-stopped: var(--sideseat-stopped, light-dark(#59606d, #a4abb8));
    --ss-warning: var(--sideseat-warning, light-dark(#9a4a06, #ffb454));
    --ss-danger: var(--sideseat-danger, light-dark(#b42318, #ff8a80));
    --ss-line: 1px solid var(--ss-border);
  }
`;
