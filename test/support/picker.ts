import type { Desktop } from './desktop.ts';
import type { Person } from './people.ts';

/**
 * The browser's own picker, which no page and no test driver can reach: real keys on the real desktop. It has no window
 * of its own in X, so the keys are pressed again until the page says that the picker is gone.
 */

/** Leaves Chromium's picker without a choice. */
export async function cancelPickerByKeyboard(desktop: Desktop, person: Person): Promise<void> {
  await pressUntilClosed(desktop, person, 'Escape');
}

/** Chooses the first screen in Chromium's picker: from Cancel back to the list, its first entry, Share. */
export async function pickScreenByKeyboard(desktop: Desktop, person: Person): Promise<void> {
  await pressUntilClosed(desktop, person, 'shift+Tab', 'space', 'Return');
}

/** How often the keys are pressed again, in milliseconds. Chromium ignores keys right after its picker has opened. */
const AGAIN_AFTER_MS = 1_000;

async function pressUntilClosed(desktop: Desktop, person: Person, ...keys: string[]): Promise<void> {
  await person.seeText(CHOOSING);
  let pressedAtMs = 0;
  await person.until(async () => {
    if (!(await person.text()).includes(CHOOSING)) return true;
    if (performance.now() - pressedAtMs > AGAIN_AFTER_MS) {
      await desktop.pressKeys(...keys);
      pressedAtMs = performance.now();
    }
    return false;
  }, 'the end of the picker');
}

const CHOOSING = 'Choose the screen or window in your browser’s box';
