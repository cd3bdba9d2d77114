import { REPLAY_POLICY } from '../../protocol/replay-page.ts';

export { REPLAY_PAGE, REPLAY_POLICY } from '../../protocol/replay-page.ts';

/**
 * The frame in which a co-browsed page is shown to the agent: an own document that runs nothing, loads nothing and reaches
 * nothing, whatever is built in it. Scripts are off, so `allow-same-origin` gives the agent's page a way in, and what is
 * shown none out.
 */

/** The document in the frame before anything is built in it, where the frame cannot have the server's. */
export const REPLAY_DOCUMENT =
  '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">' +
  `<meta http-equiv="Content-Security-Policy" content="${REPLAY_POLICY}"></head></html>`;

/** Of a frame inside of the page: its policy is that of the document around it, and it is one of standards mode. */
const NESTED_DOCUMENT = '<!doctype html>';

/** To be called before the frame is given a document. */
export function closeFrame(frame: HTMLIFrameElement): void {
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.setAttribute('allow', '');
  frame.setAttribute('tabindex', '-1');
}

export function closeNestedFrame(frame: HTMLIFrameElement): void {
  closeFrame(frame);
  frame.setAttribute('srcdoc', NESTED_DOCUMENT);
}
