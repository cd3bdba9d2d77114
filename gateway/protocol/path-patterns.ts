/** Paths of a site's pages as its configuration names them; `*` stands for anything. */

/** Stands, in an address that was told, for a part of the path that the customer's browser kept to itself; see `publicAddress`. */
const KEPT = '•••';

/** Whether a path is one of these. */
export const isOneOf = (path: string, patterns: readonly string[]): boolean => patterns.some((pattern) => isLike(path, pattern));

/** Whether the page with an address that was told may be one of these: of a part that was kept back anything is thinkable. */
export function mayBeOneOf(address: string, patterns: readonly string[]): boolean {
  const url = URL.parse(address);
  if (!url) return patterns.length > 0;
  const path = url.pathname.replaceAll(encodeURIComponent('•'), '•');
  return path.includes(KEPT) ? patterns.some((pattern) => mayBeLike(path, pattern)) : isOneOf(path, patterns);
}

/** In time that grows with the lengths alone, whatever the pattern: no regular expression, which many stars would keep busy. */
function isLike(path: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return path === first;
  if (!path.startsWith(first) || !path.endsWith(last)) return false;
  let at = first.length;
  for (const part of others) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= path.length - last.length;
}

/** The same of a path with parts that are not known. It goes through the path with all places of the pattern that may be reached. */
function mayBeLike(path: string, pattern: string): boolean {
  let reached = withStarsPassed(new Set([0]), pattern);
  for (const [told] of path.matchAll(/•••|[^]/gu)) {
    const next = new Set<number>();
    for (const at of reached) {
      if (pattern[at] === '*') next.add(at);
      if (told !== KEPT) {
        if (pattern.startsWith(told, at)) next.add(at + told.length);
        continue;
      }
      for (let beyond = at; beyond < pattern.length && pattern[beyond] !== '/'; beyond += 1) next.add(beyond + 1);
    }
    if (next.size === 0) return false;
    reached = withStarsPassed(next, pattern);
  }
  return reached.has(pattern.length);
}

/** A star may stand for nothing. */
function withStarsPassed(places: Set<number>, pattern: string): Set<number> {
  for (const at of places) if (pattern[at] === '*') places.add(at + 1);
  return places;
}
