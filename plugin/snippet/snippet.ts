import type { FrameMessage, OpenedPage } from '../shared/cobrowse/page-messages.ts';
import { createHelpButton } from './help-button.ts';
import { loadScript } from './load-script.ts';
import { canRecord, type OpenRecorder, type Recording } from './recording.ts';
import { SNIPPET_CSS } from './snippet.styles.ts';
import { localeOf, textsIn } from './texts.ts';
import { VisitFrame } from './visit-frame.ts';

/** What pages of a site may call, as `window.Sideseat`. */
export interface Sideseat {
  /** Opens the frame, as a press of the button does. Call it when the customer asks for help, not by itself. */
  open(): void;
  /** Whom the page's own sign-in knows: agents see the name, and that it is the site that says so. Call it before `open`. */
  identify(person: { name: string }): void;
  /** Ends the visit, and whatever is shared. */
  close(): void;
  /** Tries out what the site's own policies allow, and says in English which line is missing. Opens nothing. */
  check(): Promise<void>;
}

export interface SnippetSettings {
  /** Origin of our server: where the script came from. */
  readonly server: string;
  readonly siteKey: string;
  /** Of the snippet's own tag. */
  readonly nonce: string;
  /** Without one the page calls `open` itself. */
  readonly hasButton: boolean;
}

/**
 * In the site's own storage of this tab, from the click until the visit is over: the next page opens the frame by itself. It says
 * nothing but that.
 */
export const VISIT_FLAG = 'sideseat.visit';
/** Longest name that is passed on. */
const NAME_MAX_LENGTH = 200;

/** Puts the button into the page. Nothing is stored or asked for before it is pressed. */
export function startSnippet(settings: SnippetSettings): Sideseat {
  const { server, siteKey, nonce, hasButton } = settings;
  const locale = localeOf([document.documentElement.lang, ...navigator.languages]);
  const texts = textsIn(locale);
  let name = '';
  let isReturning = false;
  let frame: VisitFrame | null = null;
  let recording: Recording | null = null;
  let recorder: Promise<OpenRecorder> | null = null;

  const host = document.createElement('sideseat-snippet');
  host.setAttribute('data-cobrowse', 'block');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SNIPPET_CSS);
  root.adoptedStyleSheets = [sheet];
  const button = createHelpButton(document, texts.help, () => sideseat.open());
  button.hidden = !hasButton;
  root.append(button);
  // Beside the body: what builds the body anew leaves it alone.
  document.documentElement.append(host);

  const tell = (state: string): boolean => document.dispatchEvent(new CustomEvent(`sideseat:${state}`));

  const stopRecording = (): void => {
    const ending = recording;
    recording = null;
    ending?.stop();
  };

  const loadRecorder = (): Promise<OpenRecorder> =>
    (recorder ??= new Promise<OpenRecorder>((resolve, reject) => {
      const load = loadScript(document, `${server}/cobrowse/v1/recorder.js`, nonce, (script) => (script.takeRecorder = resolve));
      load.catch(reject);
    }));

  const prepare = async (): Promise<void> => {
    try {
      await loadRecorder();
      frame?.send({ type: 'page.prepared', widthPx: innerWidth, heightPx: innerHeight });
    } catch {
      recorder = null; // tried again with the next OK
      frame?.send({ type: 'page.unavailable' });
    }
  };

  const record = async ({ masks }: Extract<FrameMessage, { type: 'page.record' }>, of: VisitFrame | null): Promise<void> => {
    stopRecording();
    const mine = (ordered += 1);
    const open = await loadRecorder().catch(() => null);
    if (mine !== ordered || of !== frame) return; // stopped meanwhile
    if (!open) return frame?.send({ type: 'page.failed' });
    const send = (message: Parameters<VisitFrame['send']>[0]): void => frame?.send(message);
    recording = open({ masks, send: (event) => send({ type: 'page.event', event }), failed: () => send({ type: 'page.failed' }) });
  };
  /** Rises with every order to record or to stop, so that a late recorder knows that it is late. */
  let ordered = 0;

  const stop = (): void => {
    ordered += 1;
    stopRecording();
  };

  const heard = (message: FrameMessage): void => {
    switch (message.type) {
      case 'frame.sized':
        return frame?.size(message);
      case 'page.prepare':
        return void prepare();
      case 'page.record':
        return void record(message, frame);
      case 'page.resync':
        return recording?.resync();
      case 'page.stop':
        return stop();
      case 'page.mark':
        return recording?.mark(message.isShown);
      case 'visit.changed':
        if (message.state === 'ended') remember(false);
        return void tell(message.state);
      case 'frame.close':
        return close();
    }
  };

  const opened = (): OpenedPage => ({
    type: 'page.opened',
    title: document.title,
    address: location.href,
    name,
    isReturning,
    canRecord: canRecord(),
  });

  const openFrame = (): VisitFrame => {
    const address = `${server}/cobrowse/v1/${siteKey}/frame#${locale}`;
    button.hidden = true;
    return (frame = new VisitFrame({ document, root, server, address, title: texts.frame, opened, heard, lost: stop }));
  };

  const close = (): void => {
    stop();
    remember(false);
    frame?.close();
    frame = null;
    isReturning = false;
    button.hidden = !hasButton;
  };

  const sideseat: Sideseat = {
    open() {
      if (frame) return frame.focus();
      remember(true);
      openFrame().focus();
    },
    identify(person) {
      name = String(person.name).slice(0, NAME_MAX_LENGTH);
    },
    close() {
      stop();
      frame?.send({ type: 'page.closed' });
    },
    check: () => loadScript(document, `${server}/cobrowse/v1/check.js`, nonce, (script) => Object.assign(script, { settings })),
  };

  // A page that is kept for Back may come again: nothing of it may go on by then.
  addEventListener('pagehide', stop);
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    frame?.close();
    frame = null;
    button.hidden = !hasButton;
    goOn();
  });

  const goOn = (): void => {
    if (!isRemembered()) return;
    isReturning = true;
    openFrame();
  };
  goOn();
  return sideseat;
}

/** Storage may be forbidden; then the next page does not go on by itself. */
function remember(isOpen: boolean): void {
  try {
    if (isOpen) sessionStorage.setItem(VISIT_FLAG, 'open');
    else sessionStorage.removeItem(VISIT_FLAG);
  } catch {
    // The visit is of this page alone.
  }
}

function isRemembered(): boolean {
  try {
    return sessionStorage.getItem(VISIT_FLAG) !== null;
  } catch {
    return false;
  }
}
