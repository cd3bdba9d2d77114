import * as v from 'valibot';
import { PreviewMasks, type PreviewTurn } from '../protocol/preview.ts';
import { LIMITS } from './http.ts';

/**
 * `POST /api/preview`: what a page found, for what is hidden there now.
 * @returns `ended`: there is no such preview of this site, or not any more; `null`: the server was not reached, or did not take it
 */
export async function takePreviewTurn(turn: PreviewTurn): Promise<PreviewMasks | 'ended' | null> {
  try {
    const answer = await fetch('/api/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(turn),
      signal: AbortSignal.timeout(LIMITS.callMs),
      cache: 'no-store',
      credentials: 'omit',
    });
    if (answer.status === 404) return 'ended';
    const masks = v.safeParse(PreviewMasks, await answer.json());
    return answer.ok && masks.success ? masks.output : null;
  } catch {
    return null;
  }
}
