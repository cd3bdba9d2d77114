import type { Page } from 'puppeteer-core';

/** The longest of the tasks of a page's main thread, by either measure. */
export interface Task {
  /** From its beginning to its end, stretched by whatever else the machine does. */
  wallMs: number;
  /** What a processor worked on the one that took most of it. */
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
    .filter(({ ts, dur = 0 }) => ts + dur >= from.ts && ts <= to.ts);
  if (tasks.length === 0) throw new Error('no task in the trace');
  const longestMs = (part: 'dur' | 'tdur'): number => tasks.reduce((most, task) => Math.max(most, task[part] ?? 0), 0) / 1_000;
  return { wallMs: longestMs('dur'), cpuMs: longestMs('tdur') };
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
