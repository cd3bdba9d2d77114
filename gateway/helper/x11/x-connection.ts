import x11, { type Reply, type XClient, type XDisplay, type XExtensions } from 'x11';
import { InjectorError } from '../injector.ts';

/** Reads a field of a reply's body, which begins at the reply's 8th byte. */
export type ParseBody<Result> = (body: Buffer) => Result;

/** Longest time for a display to let us in; a local one takes some milliseconds. */
const OPEN_WITHIN_MS = 5_000;

/**
 * A connection to an X display with the extensions that the injector needs. Requests take effect in the order in which
 * they are sent, and an answer comes after the effects of, and the events before, everything sent earlier.
 */
export class XConnection {
  readonly client: XClient;
  readonly root: number;
  readonly firstKeycode: number;
  readonly lastKeycode: number;
  readonly xtest: XExtensions['xtest'];
  readonly xinput: XExtensions['xinput'];
  readonly xkb: XExtensions['xkb'];
  readonly #lost = Promise.withResolvers<never>();

  private constructor(
    display: XDisplay,
    extensions: Pick<XExtensions, 'xtest' | 'xinput' | 'xkb'>,
    onLost: () => void,
  ) {
    const [screen] = display.screen;
    if (screen === undefined) throw new InjectorError('unsupported', 'the display has no screen');
    this.client = display.client;
    this.root = screen.root;
    this.firstKeycode = display.min_keycode;
    this.lastKeycode = display.max_keycode;
    this.xtest = extensions.xtest;
    this.xinput = extensions.xinput;
    this.xkb = extensions.xkb;
    this.#lost.promise.catch(() => {});
    this.client.stream.on('close', () => {
      this.#lost.reject(new InjectorError('lost', 'the display is gone'));
      onLost();
    });
  }

  /** @throws InjectorError `unreachable` or `unsupported` */
  static async open(name: string, onLost: () => void): Promise<XConnection> {
    const display = await openDisplay(name);
    const { client } = display;
    try {
      const [xtest, xinput, xkb] = await Promise.all([
        extension(client, 'xtest'),
        extension(client, 'xinput'),
        extension(client, 'xkb'),
      ]);
      if (xinput.xi2 === null) throw new InjectorError('unsupported', 'the display lacks XInput 2');
      return new XConnection(display, { xtest, xinput, xkb }, onLost);
    } catch (error) {
      client.terminate();
      throw error;
    }
  }

  /** @throws InjectorError `lost`, or the display's own error where it refuses the request */
  ask<Result>(issue: (reply: Reply<Result>) => void): Promise<Result> {
    return Promise.race([answered(issue), this.#lost.promise]);
  }

  /** A request that the package lacks. `bytes` without its length, which is filled in. */
  request<Result>(bytes: Buffer, parse: ParseBody<Result>): Promise<Result> {
    return this.ask((reply) => {
      const { client } = this;
      bytes.writeUInt16LE(bytes.length / 4, 2);
      client.seq_num += 1;
      client.pack_stream.put(bytes);
      client.replies[client.seq_num] = [parse, reply];
      client.pack_stream.submit(true);
    });
  }

  /** Resolves when everything sent before has taken effect. */
  async settled(): Promise<void> {
    await this.ask((reply) => this.client.GetInputFocus(reply));
  }

  key(keycode: number, down: boolean): void {
    this.#fake(down ? this.xtest.KeyPress : this.xtest.KeyRelease, keycode);
  }

  button(button: number, down: boolean): void {
    this.#fake(down ? this.xtest.ButtonPress : this.xtest.ButtonRelease, button);
  }

  moveTo({ x, y }: { x: number; y: number }): void {
    this.#fake(this.xtest.MotionNotify, 0, x, y);
  }

  #fake(type: number, detail: number, x = 0, y = 0): void {
    this.xtest.FakeInput(type, detail, 0, this.root, x, y);
  }

  close(): void {
    this.client.terminate();
  }
}

/** The package's callbacks as promises. */
function answered<Result>(issue: (reply: Reply<Result>) => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    issue((error, result) => {
      if (error) reject(error);
      else resolve(result);
      return true;
    });
  });
}

function openDisplay(display: string): Promise<XDisplay> {
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown): void =>
      reject(new InjectorError('unreachable', `the display ${display} cannot be opened`, { cause }));
    const giveUp = setTimeout(fail, OPEN_WITHIN_MS);
    const client = x11.createClient({ display, disableBigRequests: true, shm: false }, (error, opened) => {
      clearTimeout(giveUp);
      if (error) fail(error);
      else resolve(opened);
      return true;
    });
    // A refused request had no effect, so there is nothing to undo; trouble with the connection ends in its `close`.
    client.on('error', fail);
  });
}

async function extension<Name extends keyof XExtensions>(client: XClient, name: Name): Promise<XExtensions[Name]> {
  try {
    return await answered<XExtensions[Name]>((reply) => client.require(name, reply));
  } catch (cause) {
    throw new InjectorError('unsupported', `the display lacks the extension ${name}`, { cause });
  }
}
