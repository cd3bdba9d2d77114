import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The highest incarnation of a session server that this guard has obeyed; survives restarts of both. */
export class IncarnationFile {
  readonly #path: string;
  #highest: number;
  #raising: Promise<void> = Promise.resolve();

  /** @throws where the file is there and does not hold a number: a guard that does not know must not obey anybody. */
  static async load(path: string): Promise<IncarnationFile> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '0';
      throw error;
    });
    const highest = Number(text.trim() || Number.NaN);
    if (!Number.isSafeInteger(highest)) throw new Error(`${path} does not hold a number`);
    return new IncarnationFile(path, highest);
  }

  private constructor(path: string, highest: number) {
    this.#path = path;
    this.#highest = highest;
  }

  /** The highest that is on the disk. */
  get highest(): number {
    return this.#highest;
  }

  /** Resolves once the disk holds this number or a higher one. @throws It could not be written, and counts as never raised. */
  raise(incarnation: number): Promise<void> {
    const raised = this.#raising.then(() => this.#raise(incarnation));
    this.#raising = raised.catch(() => undefined);
    return raised;
  }

  async #raise(incarnation: number): Promise<void> {
    if (incarnation <= this.#highest) return;
    const temporary = `${this.#path}.new`;
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(`${incarnation}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.#path);
    const folder = await open(dirname(this.#path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
    this.#highest = incarnation;
  }
}
