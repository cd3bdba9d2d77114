import type { HostTheme, ThemeToken } from './host-adapter.ts';

/** Font families by name; nothing that could load or end anything. */
const FONT = /^[\p{L}\p{N} ,'"_-]+$/u;

/**
 * Puts a host's theme on an element: light or dark, and the public custom properties of our elements (`--sideseat-…`).
 * What an earlier theme set and this one does not is taken away.
 * @returns whether every value was what its token takes; those that were not are left out.
 */
export function applyTheme(element: HTMLElement, { mode, tokens = {} }: HostTheme, known: readonly ThemeToken[]): boolean {
  element.style.colorScheme = mode === 'auto' ? '' : mode;
  let good = true;
  for (const token of known) {
    const value = tokens[token];
    const taken = value !== undefined && isSafe(token, value);
    if (taken) element.style.setProperty(`--sideseat-${token}`, value);
    else element.style.removeProperty(`--sideseat-${token}`);
    good &&= taken || value === undefined;
  }
  return good;
}

/** A custom property takes any text, also one that makes our own rules invalid; so each is tried first. */
function isSafe(token: ThemeToken, value: string): boolean {
  if (/url|var\(|env\(|attr\(|[;{}\\]/i.test(value)) return false;
  if (token === 'font') return FONT.test(value);
  return CSS.supports(token === 'radius' ? 'border-radius' : 'color', value);
}
