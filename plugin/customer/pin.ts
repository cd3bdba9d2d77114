/** What is wrong with a code before anybody is asked. The server alone knows whether it is right. */
export type PinMistake = 'pinEmpty' | 'pinLength';

/**
 * Looks at a code as people type it: spaces, dashes and full-width digits are fine, and letters that look like digits
 * are left to the server.
 */
export function pinMistake(typed: string): PinMistake | null {
  const code = typed.normalize('NFKC').replace(/[\s\p{Dash}\p{Cf}・.]/gu, '');
  if (code === '') return 'pinEmpty';
  return code.length < 6 || code.length > 9 ? 'pinLength' : null;
}
