import assert from 'node:assert/strict';
import type { Clock } from '../../gateway/server/clock.ts';

/** Time that moves only when a test says so. The wall clock can be set apart from it. */
export class SimulatedServerClock implements Clock {
  wallMs = Date.UTC(2026, 0, 1);
  #monotonicMs = 0;
  #timers: { atMs: number; run: () => void; periodMs: number | undefined }[] = [];

  nowMs(): number {
    return this.wallMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, run: () => void): () => void {
    return this.#add(delayMs, run, undefined);
  }

  every(periodMs: number, run: () => void): () => void {
    return this.#add(periodMs, run, periodMs);
  }

  /** Lets time pass and runs what falls due, in order. */
  advance(byMs: number): void {
    const untilMs = this.#monotonicMs + byMs;
    for (;;) {
      const due = this.#timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.#moveTo(due.atMs);
      if (due.periodMs === undefined) this.#timers = this.#timers.filter((timer) => timer !== due);
      else due.atMs += due.periodMs;
      due.run();
    }
    this.#moveTo(untilMs);
  }

  #moveTo(monotonicMs: number): void {
    this.wallMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }

  #add(delayMs: number, run: () => void, periodMs: number | undefined): () => void {
    assert.ok(Number.isFinite(delayMs), 'a timer needs a time');
    const timer = { atMs: this.#monotonicMs + delayMs, run, periodMs };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((candidate) => candidate !== timer);
    };
  }
}
