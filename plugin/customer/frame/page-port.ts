import { Subject, type Observable } from 'rxjs';
import { CONNECT, isGreeting, pageMessage, READY, type FrameMessage, type OpenedPage, type PageMessage } from '../../shared/cobrowse/page-messages.ts';

/** The page of the site that this frame is in, behind the port that its snippet gave. */
export interface PagePort {
  readonly messages$: Observable<PageMessage>;
  /** Where the page is; never settles where no snippet answers. */
  readonly opened: Promise<OpenedPage>;
  /** Waits until the port is there. */
  send(message: FrameMessage): void;
}

/**
 * Tells the window above that this frame listens, and takes the port from it, once. Which pages may be above it the server says
 * in the frame's own policy (`frame-ancestors`), so whoever answers is a page of the site.
 */
export function openPagePort(frame: Window = window): PagePort {
  const messages$ = new Subject<PageMessage>();
  /** What was sent before the port was there. */
  const waiting: FrameMessage[] = [];
  let port: MessagePort | null = null;
  const { promise: opened, resolve } = Promise.withResolvers<OpenedPage>();

  const send = (message: FrameMessage): void => {
    if (port) port.postMessage(message);
    else waiting.push(message);
  };
  const take = (given: MessagePort): void => {
    given.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = pageMessage(data);
      if (message?.type === 'page.opened') resolve(message);
      if (message) messages$.next(message);
    };
    port = given;
    waiting.splice(0).forEach(send);
  };
  const onMessage = ({ source, data, ports }: MessageEvent<unknown>): void => {
    const [given] = ports;
    if (source !== frame.parent || source === frame || !given || !isGreeting(data, CONNECT)) return;
    frame.removeEventListener('message', onMessage);
    take(given);
  };
  frame.addEventListener('message', onMessage);
  if (frame.parent !== frame) frame.parent.postMessage(READY, '*');
  return { messages$: messages$.asObservable(), opened, send };
}
