import { hostOrigins, pickLocale, provideLocale } from '../../agent/hosting.ts';
import { hostTexts } from '../texts/texts.ts';
import { FrameHost } from './frame-host.ts';
import { awaitPort } from './handshake.ts';

/**
 * Connects the frame with the page around it, and shows the panel. Where the server does not tell which pages those may
 * be, it says so, and tries again when somebody asks for it.
 * @param place - Shows the panel.
 * @returns the host, once it is connected.
 */
export async function startFrame(page: Window, place: HTMLElement, getOrigins = hostOrigins): Promise<FrameHost> {
  provideLocale(place, [hostTexts], pickLocale(page.navigator.languages));
  const port = await awaitPort(page, new Set(await originsOf(getOrigins, place)));
  const panel = document.createElement('sideseat-panel');
  const host = new FrameHost(port, (sessionId) => {
    panel.sessionId = sessionId ?? '';
  });
  panel.host = host;
  place.replaceChildren(panel);
  return host;
}

async function originsOf(getOrigins: typeof hostOrigins, place: HTMLElement): Promise<readonly string[]> {
  try {
    return await getOrigins();
  } catch {
    const message = document.createElement('sideseat-panel-message');
    message.reason = { code: 'E_INTERNAL', offline: true };
    place.replaceChildren(message);
    await new Promise((resolve) => message.addEventListener('sideseat-retry', resolve, { once: true }));
    place.replaceChildren();
    return originsOf(getOrigins, place);
  }
}
