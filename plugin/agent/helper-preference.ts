const STORAGE_KEY = 'sideseat.keepHelper';
/** Where the browser remembers nothing, as private windows may: the choice holds for this page. */
let chosenHere = false;

/** Whether the helpers of sessions that are started from now on stay on their computers; without a choice they do not. */
export function keepsHelper(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'true';
  } catch {
    return chosenHere;
  }
}

/** Remembers the choice in this browser. */
export function rememberKeepsHelper(keeps: boolean): void {
  chosenHere = keeps;
  try {
    localStorage.setItem(STORAGE_KEY, String(keeps));
  } catch {
    // The choice holds for this page.
  }
}
