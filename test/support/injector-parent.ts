/**
 * A helper to be killed: it presses a key, Shift and the left button, and says so.
 * Arguments: the display, and the command that starts the injector's process.
 */
import { startInjector } from '../../gateway/helper/injector-client.ts';

const [display, command, ...args] = process.argv.slice(2) as [string, string, ...string[]];
const nothing = (): void => {};
const injector = await startInjector([command, ...args], display, { acted: nothing, pressed: nothing, killed: nothing, lost: nothing });
const surface = { x: 0, y: 0, width: 100, height: 100 };
await injector.inject({ kind: 'key', code: 'ShiftLeft', down: true }, surface);
await injector.inject({ kind: 'key', code: 'KeyA', down: true }, surface);
await injector.inject({ kind: 'button', x: 0.5, y: 0.5, button: 0, down: true }, surface);
process.stdout.write('pressed\n');
