import { SECRET_KINDS } from './cobrowse-secrets.ts';
import { ECHOES } from './leak-echoes.ts';
import { carryOut, isWatched, plant, renew, WAYS, type Planted } from './leak-page.ts';

/** What a test calls in a page of `leak-site.ts`. Each call gives all secrets that it made. */
export interface LeakDriver {
  readonly ways: readonly string[];
  readonly echoes: readonly string[];
  /** Before anything is shared. */
  plantAll(): string[];
  /** What this way does, in the page that is shared. */
  drive(way: string): string[];
  /** Gives private fields other values, and tells those in another place. */
  echo(name: string): string[];
}

const planted = new Map<string, Planted[]>();
const secretsOf = (all: readonly Planted[]): string[] => all.flatMap(({ secrets }) => secrets);
const wayOf = (name: string) => WAYS.find((way) => way.name === name) ?? WAYS[0]!;
const echoed = plant(document, SECRET_KINDS.filter(isWatched).slice(0, 12), wayOf('there at first'));

const driver: LeakDriver = {
  ways: WAYS.map(({ name }) => name),
  echoes: Object.keys(ECHOES),
  plantAll() {
    for (const way of WAYS) if (!way.isLate) planted.set(way.name, plant(document, SECRET_KINDS, way));
    return secretsOf([...planted.values()].flat());
  },
  drive(name) {
    const way = wayOf(name);
    const all = planted.get(name) ?? plant(document, SECRET_KINDS, way);
    carryOut(way, all, document);
    return secretsOf(all);
  },
  echo(name) {
    for (const one of echoed) {
      const element = one.box.querySelector<HTMLInputElement>('.it');
      if (element) renew(element, one, document);
      ECHOES[name as keyof typeof ECHOES](document, one.secrets.at(-1) ?? '');
    }
    return secretsOf(echoed);
  },
};
(globalThis as unknown as { leakDriver: LeakDriver }).leakDriver = driver;
