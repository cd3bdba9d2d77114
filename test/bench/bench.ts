import type { Figure } from './figures.ts';

/** One benchmark: real product, real browsers, real displays. */
export interface Bench {
  /** To choose it by: `npm run bench -- glass-to-glass`. */
  readonly name: string;
  run(context: BenchContext): Promise<Figure[]>;
}

export interface BenchContext {
  /** How many samples: as many as a claim takes, or few with `--quick`. */
  samples(full: number, quick: number): number;
  /** MeshCentral is among the peers. */
  readonly withMeshCentral: boolean;
}
