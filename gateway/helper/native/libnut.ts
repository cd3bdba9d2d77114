/** Systems for which the addon is used; Linux has an injector of its own. */
export type NativePlatform = 'win32' | 'darwin';

export type LibNutButton = 'left' | 'right' | 'middle';
export type UpOrDown = 'up' | 'down';

/**
 * What is used of the addon of `@nut-tree-fork/libnut-win32` and `-darwin` 2.7.5. Its packages come with types for more.
 * All of it is synchronous; positions are pixels from the upper left corner of the primary screen.
 */
export interface LibNut {
  /** Milliseconds that every call about the mouse blocks afterwards; 10 unless told otherwise. */
  setMouseDelay(delayMs: number): void;
  /** The same for calls about keys. */
  setKeyboardDelay(delayMs: number): void;
  /** Of the primary screen alone. */
  getScreenSize(): { width: number; height: number };
  getMousePos(): { x: number; y: number };
  /** Reaches the primary screen alone on Windows. macOS moves the pointer some time after it returns. */
  moveMouse(x: number, y: number): void;
  /** Where the pointer is. */
  mouseToggle(direction: UpOrDown, button: LibNutButton): void;
  /** 120 are one step on Windows, on macOS they are pixels; positive ones go left and up. */
  scrollMouse(left: number, up: number): void;
  /** A name of one character means the key that types it in the owner's layout. Throws where the system has no such key. */
  keyToggle(key: string, direction: UpOrDown): void;
  /**
   * On macOS it types what it is given. On Windows it looks a character's lowest byte up in the program's own layout, which
   * may be another than that of the window, and minds no dead keys.
   */
  typeString(text: string): void;
}
