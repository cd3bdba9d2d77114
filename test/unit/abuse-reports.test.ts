import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AbuseReports, alarmOf, type AbuseReport } from '../../gateway/server/sessions/abuse-reports.ts';
import {
  ASK_LIMIT,
  ASK_LIMIT_REPORTED,
  REPORT_LIMITS_FOR_MS,
  REPORT_TOLD_FOR_MS,
} from '../../gateway/server/sessions/limits.ts';
import { MemoryRecord } from '../support/memory-store.ts';
import { macrotask } from '../support/machines.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

function createReports(record = new MemoryRecord(), clock = new SimulatedServerClock()) {
  const told: AbuseReport[] = [];
  const errors: unknown[] = [];
  const reports = new AbuseReports({
    store: record.open(),
    clock,
    reported: (report) => void told.push(report),
    failed: (error) => void errors.push(error),
  });
  const report = (sessionId: string, agentId = 'mia'): AbuseReport => ({
    sessionId,
    sessionName: 'Ada',
    agentId,
    agentName: 'Mia Keller',
    atMs: clock.nowMs(),
  });
  return { reports, report, told, errors, record, clock };
}

describe('reports of abuse', () => {
  it('[B-08] [T-SCAM-UX] limit that agent for an hour, and nobody else', () => {
    const { reports, report, clock } = createReports();
    assert.equal(reports.askLimitOf('mia'), ASK_LIMIT);
    reports.add(report('s1'));
    assert.deepEqual([reports.askLimitOf('mia'), reports.askLimitOf('ken')], [ASK_LIMIT_REPORTED, ASK_LIMIT]);
    clock.advance(REPORT_LIMITS_FOR_MS - 1);
    assert.equal(reports.askLimitOf('mia'), ASK_LIMIT_REPORTED);
    clock.advance(1);
    assert.equal(reports.askLimitOf('mia'), ASK_LIMIT);
  });

  it('are told for three days, each of them', () => {
    const { reports, report, clock } = createReports();
    const [first, second] = [report('s1'), report('s2', 'ken')];
    reports.add(first);
    reports.add(second);
    assert.deepEqual(reports.alarms, [first, second].map(alarmOf));
    clock.advance(REPORT_TOLD_FOR_MS - 1);
    assert.equal(reports.alarms.length, 2);
    clock.advance(1);
    assert.deepEqual(reports.alarms, []);
  });

  it('count once for each session, also over a restart', async () => {
    const { reports, report, told, record, clock } = createReports();
    const first = report('s1');
    reports.add(first);
    reports.add(first);
    assert.deepEqual(told, [first]);
    await macrotask();
    const again = createReports(record, clock);
    again.reports.add(first);
    assert.deepEqual([again.told, again.reports.alarms], [[], [alarmOf(first)]]);
    assert.equal(again.reports.askLimitOf('mia'), ASK_LIMIT_REPORTED);
  });

  it('that cannot be kept count all the same, and the fault is told', async () => {
    const { reports, report, errors, record } = createReports();
    record.failing = true;
    reports.add(report('s1'));
    await macrotask();
    assert.deepEqual([reports.askLimitOf('mia'), errors.length], [ASK_LIMIT_REPORTED, 1]);
  });
});
