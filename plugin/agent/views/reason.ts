import { UPGRADE_OF } from '../../../state-machines/owners.ts';
import type { Capability, RequestEndReason } from '../../../gateway/protocol/vocabulary.ts';
import { en, type LaterTextKey } from '../texts/later/en.ts';
import type { AnyTextKey } from './mark.ts';

const isKey = (key: string): key is LaterTextKey => Object.hasOwn(en, key);

/**
 * Words of its own, or of what it is added to, where the usual ones are not true of a capability.
 * @param about - The first part of their keys.
 */
const ownKey = (about: string, capability: Capability, reason: RequestEndReason): LaterTextKey | undefined =>
  [capability, UPGRADE_OF[capability]].map((of) => `${about}.${of}.${reason}`).find(isKey);

/** Why a request ended, as the agent reads it. */
export const reasonKey = (capability: Capability, reason: RequestEndReason): AnyTextKey =>
  ownKey('reason', capability, reason) ?? `reason.${reason}`;

/** What can be done about that. */
export const adviceKey = (capability: Capability, reason: RequestEndReason): AnyTextKey =>
  ownKey('advice', capability, reason) ?? `advice.${reason}`;
