import type { PreviewReport } from '../../gateway/protocol/preview.ts';
import { isGreeting, CONNECT, READY } from '../shared/cobrowse/page-messages.ts';
import { previewAnswer, type PreviewAsked } from '../shared/cobrowse/preview-messages.ts';
import type { LoadedScript } from './load-script.ts';
import { previewMasks } from './mask-preview.ts';
import { PREVIEW_FLAG, PREVIEW_HASH } from './preview-code.ts';
import { PreviewLegend } from './preview-legend.ts';
import type { SnippetSettings } from './snippet.ts';

/** How often, in milliseconds, what was found is told, and asked what is hidden now. */
const ASK_EVERY_MS = 1_000;
/** A frame that has not answered within this time, in milliseconds, may never do so. */
const ANSWER_LIMIT_MS = 8_000;

/**
 * `/cobrowse/v1/preview.js`: in a page that an administrator's page opened, marks what is hidden. It hears what that is through a frame
 * of our own, by the code in the page's address, and tells nothing but selectors.
 */
const { settings } = (document.currentScript as LoadedScript | null) ?? {};
const code = takeCode();
if (settings && code) preview(settings, code);

/** Takes it out of the address, which may be read or sent on; kept for the next page of this tab. */
function takeCode(): string | null {
  const { hash, pathname, search } = location;
  try {
    if (!hash.startsWith(PREVIEW_HASH)) return sessionStorage.getItem(PREVIEW_FLAG);
    history.replaceState(history.state, '', pathname + search);
    sessionStorage.setItem(PREVIEW_FLAG, hash.slice(PREVIEW_HASH.length));
  } catch {
    // The next page is not tried out.
  }
  return hash.slice(PREVIEW_HASH.length);
}

function forgetCode(): void {
  try {
    sessionStorage.removeItem(PREVIEW_FLAG);
  } catch {
    // It was not kept.
  }
}

function preview({ server, siteKey }: SnippetSettings, code: string): void {
  const legend = new PreviewLegend(document);
  const frame = document.createElement('iframe');
  let port: MessagePort | null = null;
  let running: { stop(): void } | null = null;
  /** The draft that is shown. */
  let shown = 0;
  let report: PreviewReport | null = null;

  const ask = (): void => {
    // Of a page that nobody looks at nothing is known; another one of the same tab or code may be in front.
    if (!port || document.hidden) return;
    port.postMessage({ type: 'preview.asked', code, report } satisfies PreviewAsked);
    report = null;
  };
  const end = (): void => {
    running?.stop();
    legend.hide();
    frame.remove();
    clearInterval(asking);
    clearTimeout(waiting);
    removeEventListener('message', greeted);
    document.removeEventListener('visibilitychange', ask);
  };
  const hear = ({ data }: MessageEvent<unknown>): void => {
    const answer = previewAnswer(data);
    if (answer?.type === 'preview.ended') {
      forgetCode();
      end();
    }
    if (answer?.type !== 'preview.masks' || answer.draft <= shown) return;
    shown = answer.draft;
    running?.stop();
    running = previewMasks({ masks: answer.masks, report: (found) => (report = { draft: answer.draft, ...found }) });
    legend.show(answer.legend);
  };
  const greeted = ({ source, origin, data }: MessageEvent<unknown>): void => {
    const page = frame.contentWindow;
    if (!page || source !== page || origin !== server || !isGreeting(data, READY)) return;
    clearTimeout(waiting);
    const { port1, port2 } = new MessageChannel();
    port?.close();
    port = port1;
    port1.onmessage = hear;
    page.postMessage(CONNECT, server, [port2]);
    ask();
  };

  const asking = setInterval(ask, ASK_EVERY_MS);
  const waiting = setTimeout(() => {
    console.warn(`[sideseat] preview: The frame did not answer. Is ${location.origin} among the published addresses of the site? CSP: frame-src ${server}?`);
  }, ANSWER_LIMIT_MS);
  addEventListener('message', greeted);
  document.addEventListener('visibilitychange', ask);
  frame.hidden = true;
  frame.referrerPolicy = 'no-referrer'; // the page's address may tell something private
  frame.src = `${server}/cobrowse/v1/${siteKey}/preview`;
  legend.append(frame);
}
