import '../define.ts';
import { deskFor } from '../plain-page/desks.ts';
import { startFrame } from './start-frame.ts';

/** The page at `/embed/v1/frame.html`: the panel for hosts that would rather not run our scripts in their own page. */

// Back from the browser's cache of pages everything was closed already: begin anew, with another port.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
const host = await startFrame(window, document.querySelector('main')!);
// The host closed the frame: what is shared ends now, not when the server misses this page.
addEventListener('pagehide', () => deskFor(host, location.origin).close());
