import { hostOrigins } from '../../agent/hosting.ts';
import '../define.ts';
import { deskFor } from '../plain-page/desks.ts';
import { FrameHost } from './frame-host.ts';
import { awaitPort } from './handshake.ts';

/** The page at `/embed/v1/frame.html`: the panel for hosts that would rather not run our scripts in their own page. */
const port = await awaitPort(window, new Set(await hostOrigins()));
const panel = document.createElement('sideseat-panel');
const host = new FrameHost(port, (sessionId) => {
  panel.sessionId = sessionId ?? '';
});
panel.host = host;
document.querySelector('main')?.replaceChildren(panel);
// The host closed the frame: what is shared ends now, not when the server misses this page.
addEventListener('pagehide', () => deskFor(host, location.origin).close());
