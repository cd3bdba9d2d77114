import { sampleSite } from './agent.ts';

/** What travels of each, in bytes. */
export const DOWNLOAD_BYTES = 34_600_000;

/**
 * Answers, at once, what the helper's card asks before anybody downloads: states are looked at, and tested, without a session
 * server.
 */
export function answerHelperDownloads(): void {
  const realFetch = globalThis.fetch;
  globalThis.fetch = (resource, init) => {
    const answer = answerTo(String(resource), init?.method);
    return answer ? Promise.resolve(answer as Response) : realFetch(resource, init);
  };
}

/** The card names the server, as pages do not that ask their own. */
function answerTo(url: string, method = 'GET'): Pick<Response, 'ok' | 'headers' | 'json'> | undefined {
  const isSite = method === 'GET' && /^https?:.*\/api\/site$/.test(url);
  const isSize = method === 'HEAD' && url.includes('/helper/download/');
  if (!isSite && !isSize) return undefined;
  const headers = new Headers({ 'content-length': String(DOWNLOAD_BYTES) });
  return { ok: true, headers, json: async () => sampleSite };
}
