/** One whole WebSocket frame as it came over the wire. */
export interface WebSocketFrame {
  readonly kind: 'frame';
  /** Header and payload, masked or not. */
  readonly bytes: Buffer;
  /** What a text frame says; empty for any other. */
  readonly text: string;
  /** The `type` of one of our messages; empty where it is none. */
  readonly type: string;
}

type Part = { readonly kind: 'bytes'; readonly bytes: Buffer } | WebSocketFrame;

const TEXT = 1;

/**
 * Takes the bytes of one direction of a connection apart: first its HTTP head, then, where that is a WebSocket's
 * handshake, its frames. Everything else stays plain bytes.
 */
export class WebSocketFrames {
  #mode: 'head' | 'plain' | 'frames' = 'head';
  #rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): Part[] {
    if (this.#mode === 'plain') return [{ kind: 'bytes', bytes: chunk }];
    this.#rest = Buffer.concat([this.#rest, chunk]);
    return this.#mode === 'head' ? this.#head() : this.#whole();
  }

  #head(): Part[] {
    const end = this.#rest.indexOf('\r\n\r\n');
    if (end < 0) return [];
    const head = this.#rest.subarray(0, end + 4);
    this.#mode = /^upgrade: *websocket/im.test(String(head)) ? 'frames' : 'plain';
    if (this.#mode === 'plain') return [{ kind: 'bytes', bytes: this.#rest }];
    this.#rest = this.#rest.subarray(end + 4);
    return [{ kind: 'bytes', bytes: head }, ...this.#whole()];
  }

  #whole(): Part[] {
    const frames: Part[] = [];
    for (;;) {
      const frame = readFrame(this.#rest);
      if (!frame) return frames;
      this.#rest = this.#rest.subarray(frame.bytes.length);
      frames.push(frame);
    }
  }
}

/** @returns the frame at the beginning, or nothing while it is not whole */
function readFrame(bytes: Buffer): WebSocketFrame | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const isMasked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const payloadAt = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (bytes.length < payloadAt) return undefined;
  const length =
    lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < payloadAt + length) return undefined;
  const payload = Buffer.from(bytes.subarray(payloadAt, payloadAt + length));
  if (isMasked) payload.forEach((byte, index) => (payload[index] = byte ^ (bytes[payloadAt - 4 + (index % 4)] ?? 0)));
  const text = (first & 0x0f) === TEXT ? String(payload) : '';
  const type = /"type":"([\w.]+)"/.exec(text)?.[1] ?? '';
  return { kind: 'frame', bytes: Buffer.from(bytes.subarray(0, payloadAt + length)), text, type };
}
