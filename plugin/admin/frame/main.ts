import { takePreviewTurn } from '../../../gateway/client/preview-api.ts';
import { CONNECT, isGreeting, READY } from '../../shared/cobrowse/page-messages.ts';
import { previewAsked, type PreviewAnswer } from '../../shared/cobrowse/preview-messages.ts';

/**
 * The frame at `/cobrowse/v1/<site key>/preview`, in a page that an administrator tries out: asks the server for the page, so that the
 * site's policy need not allow it to. It knows nothing but what the page has a code for. Which pages may be above it the server says in
 * the frame's own policy (`frame-ancestors`).
 */
const siteKey = /^\/cobrowse\/v1\/([\w-]+)\/preview$/.exec(location.pathname)?.[1] ?? '';

addEventListener('message', ({ source, data, ports: [port] }) => {
  if (source !== parent || source === window || !port || !isGreeting(data, CONNECT)) return;
  port.onmessage = async (event: MessageEvent<unknown>) => {
    const asked = previewAsked(event.data);
    const answer = asked && (await takePreviewTurn({ siteKey, code: asked.code, report: asked.report }));
    if (!answer) return;
    port.postMessage((answer === 'ended' ? { type: 'preview.ended' } : { type: 'preview.masks', ...answer }) satisfies PreviewAnswer);
  };
});
if (parent !== window) parent.postMessage(READY, '*');
