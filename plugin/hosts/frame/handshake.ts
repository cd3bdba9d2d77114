import * as v from 'valibot';

/** The first and only message that the host's page sends to the window; everything else goes through the port with it. */
const Connect = v.strictObject({ type: v.literal('sideseat.connect'), version: v.literal(1) });

/** What the frame tells its parent once it listens. Whoever the parent is may know that. */
const READY = { type: 'sideseat.ready', version: 1 };

/**
 * Waits for the host's port. Only the window right above this one is listened to, only from an origin that the server
 * lists, and only once: the port cannot be replaced.
 * @param origins - Exact origins of hosts.
 */
export function awaitPort(page: Window, origins: ReadonlySet<string>): Promise<MessagePort> {
  const { parent } = page;
  return new Promise((resolve) => {
    const onMessage = ({ source, origin, data, ports }: MessageEvent<unknown>): void => {
      if (source !== parent || source === page) return;
      const [port] = ports;
      const problem = problemOf(origins.has(origin), v.is(Connect, data) && ports.length === 1);
      if (problem || !port) {
        console.warn(`[sideseat] ${problem}: a message of ${origin} was not acted on`);
        return;
      }
      page.removeEventListener('message', onMessage);
      resolve(port);
    };
    page.addEventListener('message', onMessage);
    if (parent !== page) parent.postMessage(READY, '*');
  });
}

const problemOf = (isListed: boolean, isUnderstood: boolean): 'E_ORIGIN' | 'E_HOST_MESSAGE' | null =>
  isListed ? (isUnderstood ? null : 'E_HOST_MESSAGE') : 'E_ORIGIN';
