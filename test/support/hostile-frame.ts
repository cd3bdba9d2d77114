import { closeFrame, REPLAY_DOCUMENT } from '../../gateway/cobrowse/replay/replay-frame.ts';

type Watched = Window & { __ran?: unknown[] };

/** A frame, and what came of all that was built in it. */
export interface WatchedFrame {
  readonly document: Document;
  /** Scripts that ran, in the frame or in the page around it. */
  scripts(): number;
  /** Addresses on the network that were asked for. */
  requests(): string[];
  /** What the frame's policy had to forbid. */
  blocked(): string[];
  /** The document is still the one that was given, and so is the page's. */
  isInPlace(): boolean;
  remove(): void;
}

/** `open`: without sandbox and policy, to see that what is looked for can be seen. */
export async function watchFrame(kind: 'closed' | 'open'): Promise<WatchedFrame> {
  const frame = document.createElement('iframe');
  if (kind === 'closed') closeFrame(frame);
  frame.style.cssText = 'width: 800px; height: 600px';
  frame.srcdoc = kind === 'closed' ? REPLAY_DOCUMENT : '<!doctype html>';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const { contentDocument, contentWindow } = frame;
  if (!contentDocument || !contentWindow) throw new Error('The frame has no document');
  const blocked: string[] = [];
  contentDocument.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    blocked.push(`${violatedDirective} ${blockedURI}`);
  });
  for (const view of [window, contentWindow]) view.performance.setResourceTimingBufferSize(100_000);
  const href = location.href;
  const ownRequests = performance.getEntriesByType('resource').length;
  const windows = (): Watched[] => [window, contentWindow];
  for (const view of windows()) delete view.__ran;
  return {
    document: contentDocument,
    scripts: () => windows().reduce((sum, view) => sum + (view.__ran?.length ?? 0), 0),
    requests: () => [...performance.getEntriesByType('resource').slice(ownRequests), ...contentWindow.performance.getEntriesByType('resource')]
      .map(({ name }) => name)
      .filter((name) => name.startsWith('http') && !name.includes('/node_modules/')),
    blocked: () => blocked,
    isInPlace: () => frame.contentDocument === contentDocument && location.href === href,
    remove: () => frame.remove(),
  };
}

/**
 * The frame is styled and laid out, and what it asks for is asked for. A page with frames is given the time to open them.
 */
export async function settled(document: Document): Promise<void> {
  const root = Document.prototype.querySelector.call(document, '*');
  if (root) Element.prototype.getBoundingClientRect.call(root);
  await new Promise((resolve) => setTimeout(resolve));
  if (Document.prototype.querySelector.call(document, 'iframe, frame, object, embed, video')) {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }
}
