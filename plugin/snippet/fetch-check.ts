import type { Finding } from './site-check.ts';

/** What is tried out of a page at most, one address an origin. */
const ORIGINS_MAX = 20;
const FETCH_LIMIT_MS = 5_000;
/** The browser tells of what it forbade within this time after it did, in milliseconds. */
const REPORT_MS = 200;

/**
 * Whether the page's `connect-src` lets it fetch its own pictures, fonts and style sheets, as the recorder does to show them. One
 * address of each origin that the page has loaded such things from is asked for; the page's own always.
 */
export async function checkFetching(): Promise<Finding> {
  const refused = new Set<string>();
  const onViolation = ({ effectiveDirective, blockedURI, disposition }: SecurityPolicyViolationEvent): void => {
    if (effectiveDirective !== 'connect-src' || disposition !== 'enforce') return;
    const { origin } = new URL(blockedURI, document.baseURI);
    refused.add(origin === location.origin ? "'self'" : origin);
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  const signal = AbortSignal.timeout(FETCH_LIMIT_MS);
  await Promise.allSettled(loadedAddresses().map((address) => fetch(address, { method: 'HEAD', mode: 'no-cors', signal })));
  await new Promise((resolve) => setTimeout(resolve, REPORT_MS));
  document.removeEventListener('securitypolicyviolation', onViolation);
  if (refused.size === 0) return { about: 'pictures', isFine: true, words: 'Pictures, fonts and style sheets may be fetched to be shown.' };
  const words =
    'Your Content-Security-Policy lets the page fetch no pictures, fonts and style sheets from some of its origins: agents see grey boxes in their ' +
    `place, and each page that is shared writes red lines into the console. Add: connect-src ${[...refused].join(' ')}`;
  return { about: 'pictures', isFine: false, words };
}

/** One address of each origin. */
function loadedAddresses(): string[] {
  const addresses = new Map([[location.origin, location.href]]);
  const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  for (const { name, initiatorType } of loaded) {
    if (!/^(img|image|css|link)$/.test(initiatorType) || !/^https?:/.test(name)) continue;
    const { origin } = new URL(name);
    if (!addresses.has(origin)) addresses.set(origin, name);
  }
  return [...addresses.values()].slice(0, ORIGINS_MAX);
}
