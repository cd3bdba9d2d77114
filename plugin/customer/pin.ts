/** What is wrong with a code before anybody is asked. The server alone knows whether it is right. */
export type PinMistake = 'pinEmpty' | 'pinLength';

/**
 * Looks at a code as people type it: spaces, dashes and full-width digits are fine, and letters that look like digits
 * are left to the server.
 * @param pinLength - Characters of a code; `null` while that is not known.
 */
export function pinMistake(typed: string, pinLength: number | null): PinMistake | null {
  const code = typed.normalize('NFKC').replace(/[\s\p{Dash}\p{Cf}・.]/gu, '');
  if (code === '') return 'pinEmpty';
  return pinLength !== null && code.length !== pinLength ? 'pinLength' : null;
}
