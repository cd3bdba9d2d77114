import type { Capability, RequestEndReason } from '../../../gateway/protocol/vocabulary.ts';
import { en } from '../texts/later/en.ts';
import type { AnyTextKey } from './mark.ts';

const isKey = (key: string): key is keyof typeof en => Object.hasOwn(en, key);

/** Why a request ended, as the agent reads it. Some capabilities have words of their own where the usual ones are not true of them. */
export function reasonKey(capability: Capability, reason: RequestEndReason): AnyTextKey {
  const own = `reason.${capability}.${reason}`;
  return isKey(own) ? own : `reason.${reason}`;
}

/** What can be done about that. */
export function adviceKey(capability: Capability, reason: RequestEndReason): AnyTextKey {
  const own = `advice.${capability}.${reason}`;
  return isKey(own) ? own : `advice.${reason}`;
}
