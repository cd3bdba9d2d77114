import { previewOrder, type PreviewReport } from '../shared/cobrowse/preview-messages.ts';
import { PREVIEW_WINDOW } from '../shared/cobrowse/preview-window.ts';
import type { LoadedScript } from './load-script.ts';
import { previewMasks } from './mask-preview.ts';
import { PreviewLegend } from './preview-legend.ts';

/**
 * `/cobrowse/v1/preview.js`: in a window that an administrator's page opened, shows there what is hidden. It listens to the window that
 * opened this one, and only while our own origin is in that; no other hears of it.
 */
const { server } = (document.currentScript as LoadedScript | null)?.settings ?? {};
const opener = window.opener as Window | null;
if (server && opener && window.name === PREVIEW_WINDOW) {
  const report = (message: PreviewReport): void => opener.postMessage(message, server);
  const legend = new PreviewLegend(document);
  let preview: { stop(): void } | null = null;
  addEventListener('message', ({ source, origin, data }) => {
    const order = source === opener && origin === server ? previewOrder(data) : null;
    if (!order) return;
    preview?.stop();
    preview = previewMasks({ masks: order.masks, report });
    legend.show(order.legend);
  });
  report({ type: 'preview.ready' });
}
