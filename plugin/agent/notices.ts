import type { Alarm } from '../../gateway/protocol/server-messages.ts';

/** An alarm of the server, as it is shown until the agent dismisses it. */
export interface Notice {
  /** Tells one wave of alarms from another: the kind, and whom it is about. */
  key: string;
  alarm: Alarm;
  /** This computer's time when the wave began, and when it was last told of. */
  sinceAtMs: number;
  lastAtMs: number;
  dismissed: boolean;
}

/** A wave is over when its like was not told of for so long, in milliseconds; the server repeats itself each minute. */
const WAVE_OVER_AFTER_MS = 5 * 60_000;

/** Takes an alarm in: a new notice, or the same wave going on, which stays dismissed once it is. */
export function withAlarm(notices: readonly Notice[], alarm: Alarm, nowMs: number): readonly Notice[] {
  const key = alarm.kind === 'pinGuessing' ? alarm.kind : `${alarm.kind} ${alarm.agentName}`;
  const known = notices.find((notice) => notice.key === key);
  const goesOn = known && nowMs - known.lastAtMs < WAVE_OVER_AFTER_MS;
  const notice = goesOn
    ? { ...known, lastAtMs: nowMs }
    : { key, alarm, sinceAtMs: nowMs, lastAtMs: nowMs, dismissed: false };
  return [...notices.filter((other) => other.key !== key), notice];
}

export const withoutNotice = (notices: readonly Notice[], key: string): readonly Notice[] =>
  notices.map((notice) => (notice.key === key ? { ...notice, dismissed: true } : notice));
