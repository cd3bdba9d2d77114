/** Set-up cannot go on. The message is one line for the person at the terminal: what is missing and how to get it. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}
