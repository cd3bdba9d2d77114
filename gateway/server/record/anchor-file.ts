import { open, type FileHandle } from 'node:fs/promises';

/**
 * A file that only grows, by whole lines. It is opened anew for each write, so no handle outlives a failure; what a failed
 * write left is cut off before the next one.
 */
export class AnchorFile {
  readonly path: string;
  #length = 0;

  /** Call `open` before anything else. */
  constructor(path: string) {
    this.path = path;
  }

  /** Bytes of whole lines. */
  get length(): number {
    return this.#length;
  }

  /** Makes the file if it is missing. @returns Whether it ended in half a line, which is cut off by the next write. */
  async open(): Promise<boolean> {
    return this.#with('a+', async (file) => {
      const { size } = await file.stat();
      const tail = await read(file, Math.max(0, size - LONGEST_LINE_BYTES), size);
      this.#length = size === 0 ? 0 : size - tail.length + tail.lastIndexOf(0x0a) + 1;
      return this.#length < size;
    });
  }

  /** The last bytes, at most `bytes`, from the beginning of a line on. */
  async tail(bytes: number): Promise<string> {
    const from = Math.max(0, this.#length - bytes);
    const text = (await this.read(from, this.#length)).toString('utf8');
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  }

  read(from: number, to: number): Promise<Buffer> {
    return this.#with('r', (file) => read(file, from, to));
  }

  /** Resolves when it is synced. @throws {Error} The file counts as unchanged. */
  async append(data: Buffer): Promise<void> {
    await this.#with('r+', async (file) => {
      await file.truncate(this.#length);
      await file.write(data, 0, data.length, this.#length);
      await file.sync();
    });
    this.#length += data.length;
  }

  async #with<T>(flags: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
    const file = await open(this.path, flags, 0o644);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }
}

/** Far more than an anchor of all streams that can change within a minute. */
const LONGEST_LINE_BYTES = 16 * 1_048_576;

async function read(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, to - from));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}
