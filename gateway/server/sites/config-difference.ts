/** One value that two configurations have differently; of a list, the entries that are in one of them alone. */
export interface ConfigDifference {
  /** Dotted, for example `masks.blocks`. */
  readonly path: string;
  readonly removed: readonly unknown[];
  readonly added: readonly unknown[];
}

/** Lists whose order means something: such a list is told wholly where only its order is different. */
const IS_ORDERED = /^questionTexts\./;

/** What is different between two objects. The order of other lists means nothing. */
export function differencesBetween(before: object, after: object, path = ''): ConfigDifference[] {
  const [old, now] = [before, after] as Record<string, unknown>[];
  return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].flatMap((name) =>
    valueDifferences(old?.[name], now?.[name], path === '' ? name : `${path}.${name}`),
  );
}

function valueDifferences(old: unknown, now: unknown, path: string): ConfigDifference[] {
  if (isRecord(old) && isRecord(now)) return differencesBetween(old, now, path);
  const [before, after] = [linesOf(old), linesOf(now)];
  const [removed, added] = [without(before, after), without(after, before)];
  if (removed.length + added.length > 0) return [{ path, removed, added }];
  const isSame = !IS_ORDERED.test(path) || JSON.stringify(before) === JSON.stringify(after);
  return isSame ? [] : [{ path, removed: before, added: after }];
}

function without(lines: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const there = new Set(others.map((other) => JSON.stringify(other)));
  return lines.filter((line) => !there.has(JSON.stringify(line)));
}

const linesOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
