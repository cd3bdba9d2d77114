/** Holds values back until the other end can take them, then passes them on in order. */
export class Gate<T> {
  #held: T[] | null = [];
  readonly #pass: (value: T) => void;

  constructor(pass: (value: T) => void) {
    this.#pass = pass;
  }

  push(value: T): void {
    if (this.#held) this.#held.push(value);
    else this.#pass(value);
  }

  open(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const value of held) this.#pass(value);
  }
}

/**
 * Passes the connection's own candidates to `send` as the wire wants them, `null` at the end, but not before the gate
 * was opened: the description must arrive first.
 */
export function localCandidates(
  connection: RTCPeerConnection,
  send: (candidate: string | null) => void,
): Gate<string | null> {
  const gate = new Gate(send);
  connection.addEventListener('icecandidate', ({ candidate }) => {
    // An empty string ends one generation of candidates; `null` ends them all.
    if (candidate?.candidate !== '') gate.push(candidate?.candidate ?? null);
  });
  return gate;
}
