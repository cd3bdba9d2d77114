import { openAppWindow, type Desktop } from './desktop.ts';

/** A browser's window on a desktop, with a text field, that writes down what mouse and keyboard do to it. */
export interface WorkWindow extends AsyncDisposable {
  /** What happened since the last call, for example `mousedown 0 at 700,300`, positions on the screen. */
  takeEvents(): Promise<string[]>;
  /** What the text field holds. */
  text(): Promise<string>;
  /** Empties the field. */
  clear(): Promise<void>;
  /** The middle of the text field, on the screen. */
  readonly fieldAt: { x: number; y: number };
}

const PAGE = `<title>work</title><style>body{margin:0;background:#fff}textarea{position:fixed;left:40px;top:120px;width:400px;height:200px;font:20px sans-serif}</style>
<textarea id="field" spellcheck="false"></textarea><script>
window.done = [];
for (const type of ['mousedown', 'mouseup', 'dblclick', 'contextmenu', 'wheel'])
  addEventListener(type, (e) => done.push(type === 'wheel' ? 'wheel ' + Math.sign(e.deltaX) + ',' + Math.sign(e.deltaY) : type + ' ' + e.button + ' at ' + e.screenX + ',' + e.screenY), true);
for (const type of ['keydown', 'keyup']) addEventListener(type, (e) => done.push(type + ' ' + e.code), true);
addEventListener('contextmenu', (e) => e.preventDefault());
</script>`;

export async function openWorkWindow(desktop: Desktop, x: number, width: number): Promise<WorkWindow> {
  const { page, close } = await openAppWindow(desktop, PAGE, { x, width });
  await page.waitForSelector('#field');
  const fieldAt = await page.evaluate(() => {
    const rect = document.querySelector('#field')!.getBoundingClientRect();
    return { x: screenX + rect.x + rect.width / 2, y: screenY + outerHeight - innerHeight + rect.y + rect.height / 2 };
  });
  return {
    fieldAt,
    takeEvents: () => page.evaluate(() => (window as unknown as { done: string[] }).done.splice(0)),
    text: () => page.evaluate(() => document.querySelector<HTMLTextAreaElement>('#field')!.value),
    clear: () => page.evaluate(() => void (document.querySelector<HTMLTextAreaElement>('#field')!.value = '')),
    [Symbol.asyncDispose]: close,
  };
}
