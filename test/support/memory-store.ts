import { StoreError, type KeptRecord, type NewFact, type Store, type StoredFact } from '../../gateway/server/store/store.ts';
import { macrotask } from './machines.ts';

/** A record without a disk, that outlives the server of a test and can be made to fail. */
export class MemoryRecord {
  readonly streams = new Map<string, StoredFact[]>();
  readonly kept = new Map<string, KeptRecord>();
  failing = false;
  /** How many turns of the event loop it takes until something is written, and as many again until that is told. */
  slow: () => number = () => 0;
  #incarnation = 0;
  #tail: Promise<void> = Promise.resolve();

  /** As a server that starts opens it. */
  open(): Pick<Store, 'append' | 'loaded' | 'incarnation' | 'kept' | 'keep'> {
    const incarnation = ++this.#incarnation;
    return {
      incarnation,
      loaded: new Map([...this.streams].map(([streamId, facts]) => [streamId, [...facts]])),
      kept: new Map(this.kept),
      keep: async (key, value, { expiresAtMs }) => {
        if (this.failing) throw new StoreError('the disk is full');
        this.kept.set(key, { value, expiresAtMs });
      },
      append: async (streamId, facts: readonly NewFact[]) => {
        await this.#takeTurn();
        if (this.failing) throw new StoreError('the disk is full');
        if (incarnation !== this.#incarnation) throw new StoreError('a newer server has the record');
        const stream = this.streams.get(streamId) ?? [];
        // Through JSON, as a real record: nothing but data survives.
        const stored = facts.map((fact, index) => ({
          ...(JSON.parse(JSON.stringify(fact)) as NewFact),
          seq: stream.length + index + 1,
        }));
        this.streams.set(streamId, [...stream, ...stored]);
        await this.#takeTurn();
        return stored;
      },
    };
  }

  /** One after the other, as the one writer of a real record: what is written first is told first. */
  #takeTurn(): Promise<void> {
    this.#tail = this.#tail.then(async () => {
      for (let turns = this.slow(); turns > 0; turns -= 1) await macrotask();
    });
    return this.#tail;
  }
}
