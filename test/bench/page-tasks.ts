import type { Page } from 'puppeteer-core';

/** One task of a page's main thread. */
export interface Task {
  /** From its beginning to its end, stretched by whatever else the machine does. */
  wallMs: number;
  /** Of that, what a processor worked on it. */
  cpuMs: number;
}

/** From here on until `longestTask` the tasks of this page's browser are written down; the page sets both marks itself. */
export const watchTasks = (page: Page): Promise<void> => page.tracing.start({ categories: ['toplevel', 'blink.user_timing'] });

/**
 * The longest task of the thread that set the marks (`performance.mark`), of those that ran between them; what began before the
 * first and was under way then is one of them.
 */
export async function longestTask(page: Page, fromMark: string, toMark: string): Promise<Task> {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop())) as { traceEvents: TraceEvent[] };
  const mark = (name: string): TraceEvent => {
    const found = traceEvents.find((event) => event.name === name);
    if (!found) throw new Error(`no ${name} in the trace`);
    return found;
  };
  const [from, to] = [mark(fromMark), mark(toMark)];
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === from.pid && tid === from.tid)
    .filter(({ ts, dur = 0 }) => ts + dur >= from.ts && ts <= to.ts)
    .map(({ dur = 0, tdur = 0 }) => ({ wallMs: dur / 1_000, cpuMs: tdur / 1_000 }));
  const longest = tasks.toSorted((a, b) => b.wallMs - a.wallMs)[0];
  if (!longest) throw new Error('no task in the trace');
  return longest;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  tdur?: number;
}
