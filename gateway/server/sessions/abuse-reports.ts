import type { Alarm } from '../../protocol/server-messages.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { ASK_LIMIT, ASK_LIMIT_REPORTED, REPORT_LIMITS_FOR_MS, REPORT_TOLD_FOR_MS } from './limits.ts';

/** Begins the keys under which reports are kept. */
const REPORT = 'abuse-report ';

/** A customer's report of an agent. */
export interface AbuseReport {
  readonly sessionId: string;
  readonly sessionName: string;
  readonly agentId: string;
  readonly agentName: string;
  /** UTC milliseconds. */
  readonly atMs: number;
}

export interface AbuseReportsDeps {
  readonly store: Pick<Store, 'kept' | 'keep'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Called once for each report, after it is on the record of its session. */
  reported(report: AbuseReport): void;
  failed(error: unknown): void;
}

/** What customers reported lately: it limits the agents, and is told to supervisors, also after a restart. */
export class AbuseReports {
  readonly #deps: AbuseReportsDeps;
  #reports: AbuseReport[];

  constructor(deps: AbuseReportsDeps) {
    this.#deps = deps;
    this.#reports = [...deps.store.kept]
      .filter(([key]) => key.startsWith(REPORT))
      .map(([, { value }]) => JSON.parse(value) as AbuseReport);
  }

  /** A report that is on the record of its session. One that is known already changes nothing. */
  add(report: AbuseReport): void {
    const { store, clock, reported, failed } = this.#deps;
    if (this.#reports.some(({ sessionId }) => sessionId === report.sessionId)) return;
    this.#reports = [...this.#since(REPORT_TOLD_FOR_MS), report];
    const expiresAtMs = report.atMs + REPORT_TOLD_FOR_MS;
    const value = JSON.stringify(report);
    store.keep(`${REPORT}${report.sessionId}`, value, { nowMs: clock.nowMs(), expiresAtMs }).catch(failed);
    reported(report);
  }

  /** How often this agent may ask for a capability within `ASK_WINDOW_MS`. */
  askLimitOf(agentId: string): number {
    const isReported = this.#since(REPORT_LIMITS_FOR_MS).some((report) => report.agentId === agentId);
    return isReported ? ASK_LIMIT_REPORTED : ASK_LIMIT;
  }

  /** What a supervisor who comes now has to be told. */
  get alarms(): Alarm[] {
    return this.#since(REPORT_TOLD_FOR_MS).map(alarmOf);
  }

  #since(ms: number): AbuseReport[] {
    const fromMs = this.#deps.clock.nowMs() - ms;
    return this.#reports.filter(({ atMs }) => atMs > fromMs);
  }
}

/** A report as supervisors are told it. */
export const alarmOf = ({ sessionId, sessionName, agentName, atMs }: AbuseReport): Alarm => ({
  kind: 'abuseReported',
  sessionId,
  sessionName,
  agentName,
  atMs,
});
