import { readFileSync } from 'node:fs';
import type { Product } from '../support/product.ts';
import { processTree } from '../support/run-product.ts';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** A process and those below it, at this moment. */
export const processIds = (id: number | undefined): number[] => processTree(id).map((each) => each.id);

/** The processes of the product that a share needs. */
export function productParts({ processId }: Product): Record<'session server' | 'guard' | 'Janus', readonly number[]> {
  const all = processTree(processId);
  const idsOf = (part: RegExp): number[] => all.filter(({ command }) => part.test(command)).map(({ id }) => id);
  return {
    'session server': idsOf(/server\/main\.ts/),
    guard: idsOf(/guard\/main\.ts/),
    Janus: idsOf(/^\S*janus /),
  };
}

/** Milliseconds of a processor that these processes have used so far, user and system. */
export function processorMs(ids: readonly number[]): number {
  return ids.reduce((total, id) => {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return total + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }, 0);
}
