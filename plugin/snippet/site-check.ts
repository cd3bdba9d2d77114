import { READY, isGreeting } from '../shared/cobrowse/page-messages.ts';
import { checkFetching } from './fetch-check.ts';
import type { SnippetSettings } from './snippet.ts';

/** The frame answers within this time, in milliseconds, or it may not be here. */
const FRAME_LIMIT_MS = 8_000;

/** What was tried out. */
export interface Finding {
  readonly about: string;
  readonly isFine: boolean;
  /** What it means, and the line to add. */
  readonly words: string;
}

/** Of Chromium; elsewhere nobody can ask. */
interface AskableFrame extends HTMLIFrameElement {
  featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** The frame loads as it does for a customer, and nobody connects: it is told nothing. */
function checkFrame(settings: SnippetSettings): Promise<Finding[]> {
  const { server, siteKey } = settings;
  return new Promise((resolve) => {
    const frame: AskableFrame = document.createElement('iframe');
    const settle = (isFine: boolean, words: string): void => {
      removeEventListener('message', onMessage);
      document.removeEventListener('securitypolicyviolation', onViolation);
      const capture = captureFinding(settings, frame);
      frame.remove();
      resolve([{ about: 'frame', isFine, words }, capture]);
    };
    const onMessage = ({ source, data }: MessageEvent<unknown>): void => {
      if (source === frame.contentWindow && isGreeting(data, READY)) settle(true, 'The frame opens.');
    };
    const onViolation = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void => {
      if (!blockedURI.startsWith(server) || !/^(frame|child)-src$/.test(effectiveDirective)) return;
      settle(false, `Your Content-Security-Policy forbids the frame. Add: frame-src ${server}`);
    };
    addEventListener('message', onMessage);
    document.addEventListener('securitypolicyviolation', onViolation);
    setTimeout(
      () =>
        settle(
          false,
          `The frame did not answer. Is the site published, ${JSON.stringify(siteKey)} its key, and ${location.origin} one of its addresses at ${server}? ` +
            'With Cross-Origin-Embedder-Policy, its server must be of a version that allows for that.',
        ),
      FRAME_LIMIT_MS,
    );
    frame.hidden = true;
    frame.allow = 'display-capture';
    frame.src = `${server}/cobrowse/v1/${siteKey}/frame`;
    document.documentElement.append(frame);
  });
}

/** Only where a customer shares a window or screen, which some pages forbid to all frames. @param frame - In the page */
function captureFinding({ server }: SnippetSettings, frame: AskableFrame): Finding {
  const isFine = frame.featurePolicy?.allowsFeature('display-capture') ?? true;
  const words = isFine
    ? 'Customers can share a window or screen where the page itself cannot be shared.'
    : `Your Permissions-Policy lets customers share no window or screen from here. Add: display-capture=(self "${server}")`;
  return { about: 'window or screen', isFine, words };
}

/** Tries out what the page's own policies allow, and says it in the console, with the line that is missing. Nobody is connected. */
export async function checkSite(settings: SnippetSettings): Promise<void> {
  if (!isServed(location)) return console.warn(`[sideseat] page: It must come over http: or https:, not from ${location.protocol}`);
  console.info('[sideseat] Looking at what this page allows…');
  // It came the way that the recorder comes.
  const scripts: Finding = { about: 'scripts', isFine: true, words: 'What is loaded after a customer’s OK may be loaded.' };
  const [frame, fetching] = await Promise.all([checkFrame(settings), checkFetching()]);
  const findings = [scripts, ...frame, fetching];
  for (const { about, isFine, words } of findings) console[isFine ? 'info' : 'warn'](`[sideseat] ${about}: ${words}`);
  const missing = findings.filter(({ isFine }) => !isFine).length;
  console.info(missing === 0 ? '[sideseat] Everything is in place.' : `[sideseat] ${missing} of ${findings.length} to mend.`);
}

/** Only then has it an origin, which a site can have among its addresses. */
export const isServed = ({ protocol }: Pick<Location, 'protocol'>): boolean => /^https?:$/.test(protocol);
