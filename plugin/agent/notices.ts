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
  const key = keyOf(alarm);
  const known = notices.find((notice) => notice.key === key);
  const goesOn = known && (alarm.kind === 'abuseReported' || nowMs - known.lastAtMs < WAVE_OVER_AFTER_MS);
  const sinceAtMs = alarm.kind === 'abuseReported' ? alarm.atMs : nowMs;
  const notice = goesOn ? { ...known, lastAtMs: nowMs } : { key, alarm, sinceAtMs, lastAtMs: nowMs, dismissed: false };
  return [...notices.filter((other) => other.key !== key), notice];
}

/** A report is told again to a page that connects anew, and stays the same report. */
function keyOf(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'pinGuessing':
      return alarm.kind;
    case 'askedTooOften':
      return `${alarm.kind} ${alarm.agentName}`;
    case 'abuseReported':
      return `${alarm.kind} ${alarm.sessionId}`;
    case 'mediaViolation':
    case 'stopNotObeyed':
      return `${alarm.kind} ${alarm.cut ? 'cut' : 'notCut'}`; // the worse one is not hidden in the other's wave
  }
}

export const withoutNotice = (notices: readonly Notice[], key: string): readonly Notice[] =>
  notices.map((notice) => (notice.key === key ? { ...notice, dismissed: true } : notice));
