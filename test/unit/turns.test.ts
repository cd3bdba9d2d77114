import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Turns } from '../../gateway/server/accounts/turns.ts';
import { Refusal } from '../../gateway/server/refusal.ts';

/** Work that ends when it is told to. */
class Work {
  readonly begun: string[] = [];
  readonly refused: string[] = [];
  readonly #turns = new Turns();
  readonly #ends: (() => void)[] = [];

  ask(network: string): Promise<void> {
    return this.#turns
      .take(network, () => {
        this.begun.push(network);
        return new Promise<void>((resolve) => this.#ends.push(resolve));
      })
      .catch((error: unknown) => {
        assert.ok(error instanceof Refusal && error.code === 'E_TOO_MANY_ATTEMPTS' && (error.retryInMs ?? 0) > 0);
        this.refused.push(network);
      });
  }

  async endFirst(): Promise<void> {
    this.#ends.shift()?.();
    await new Promise(setImmediate);
  }
}

describe('turns at checking passwords', () => {
  it('are two at once for one network, and four in all', async () => {
    const work = new Work();
    for (const network of ['a', 'a', 'a', 'b', 'c', 'd']) void work.ask(network);
    assert.deepEqual(work.begun, ['a', 'a', 'b', 'c']);
    await work.endFirst();
    assert.deepEqual(work.begun, ['a', 'a', 'b', 'c', 'a'], 'who asked first is next');
    await work.endFirst();
    assert.deepEqual(work.begun, ['a', 'a', 'b', 'c', 'a', 'd']);
  });

  it('are refused where too many of one network wait, while others are served', () => {
    const work = new Work();
    const asked = Array.from({ length: 40 }, () => work.ask('a'));
    void work.ask('b');
    assert.deepEqual(work.begun, ['a', 'a', 'b']);
    return Promise.all(asked.slice(27)).then(() => assert.equal(work.refused.length, 13));
  });

  it('are free again after work that failed', async () => {
    const turns = new Turns();
    const failing = () => turns.take('a', () => Promise.reject(new Error('no')));
    for (let n = 0; n < 5; n++) await assert.rejects(failing(), /no/);
    assert.equal(await turns.take('a', async () => 1), 1);
  });
});
