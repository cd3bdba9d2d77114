import { cpus, loadavg } from 'node:os';

/** What a benchmark measured, in the unit of the figure. */
export interface Figure {
  what: string;
  unit: 'ms' | 'kbit/s' | '%' | 'kB' | '';
  n: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  max: number;
  /** Runnable processes, over the last minute, when the figure was taken. */
  load: number;
  /** What is aimed at, in words; whether it is reached. */
  target?: string;
  reached?: boolean;
}

export interface Target {
  text: string;
  isReached: (figure: Figure) => boolean;
}

export function toFigure(what: string, unit: Figure['unit'], samples: readonly number[], target?: Target): Figure {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN;
  const [load = 0] = loadavg();
  const figure: Figure = {
    what,
    unit,
    n: sorted.length,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    load,
  };
  return target ? { ...figure, target: target.text, reached: target.isReached(figure) } : figure;
}

/** `p50 at most so much and p95 at most so much`; what is left out is not asked for. */
export function atMost(limits: Partial<Record<'p50' | 'p90' | 'p95' | 'p99' | 'max', number>>, unit: string): Target {
  const entries = Object.entries(limits) as [keyof typeof limits, number][];
  return {
    text: entries.map(([part, limit]) => `${part} ≤ ${limit} ${unit}`).join(', '),
    isReached: (figure) => entries.every(([part, limit]) => figure[part] <= limit),
  };
}

/** A table as people read it. */
export function toTable(figures: readonly Figure[]): string {
  const head = ['figure', 'n', 'p50', 'p90', 'p95', 'p99', 'max', 'unit', 'load', 'target', ''];
  const rows = figures.map((figure) => [
    figure.what,
    String(figure.n),
    ...[figure.p50, figure.p90, figure.p95, figure.p99, figure.max].map((value) => round(value, figure.unit)),
    figure.unit,
    `${figure.load.toFixed(1)} on ${cpus().length}`,
    figure.target ?? '',
    figure.reached === undefined ? '' : figure.reached ? 'reached' : 'missed',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  return [head, ...rows].map((row) => line(row).trimEnd()).join('\n');
}

const round = (value: number, unit: string): string =>
  value === Infinity ? 'never' : value.toFixed(unit === '' ? 2 : 1);
