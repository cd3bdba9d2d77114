import { startInjector } from './injector-client.ts';
import { runInjector } from './injector-process.ts';
import { Helper } from './helper.ts';
import { ServerLink } from './server-link.ts';

const USAGE = `Usage: node sideseat-helper.mjs ADDRESS CODE

ADDRESS is the address of the page that shows the code, for example https://support.example`;

/** Started by `startInjector`, from this same file. */
const INJECTOR_FLAG = '--injector';

/** Names come from the network: nothing of them may speak to the terminal. */
const say = (line: string): void => void process.stdout.write(`${line.replaceAll(/\p{Cc}/gu, '')}\n`);

/** What goes wrong before anything was connected. Exit code 2: the arguments; 3: this desktop. */
function fail(line: string, exitCode: 2 | 3): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = exitCode;
}

/** `http` only to this machine itself: everywhere else somebody on the way could type. */
function originOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:') return url.origin;
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) ? url.origin : undefined;
}

async function run([address = '', code = '']: readonly string[]): Promise<void> {
  const origin = originOf(address);
  if (!origin || !/^[0-9A-Za-z]{6,20}$/.test(code)) return fail(USAGE, 2);
  if (process.platform !== 'linux' || !process.env['DISPLAY'])
    return fail('This helper works on Linux desktops with X11. There is no X display here (DISPLAY is not set).', 3);
  if (process.env['XDG_SESSION_TYPE'] === 'wayland')
    return fail('This desktop runs Wayland, which lets no program move the mouse. Sign in with an X11 session, or let the agent only look.', 3);
  const display = process.env['DISPLAY'];
  const file = process.argv[1] ?? '';
  const ended = Promise.withResolvers<void>();
  const helper: Helper = new Helper({
    send: (message) => link?.send(message),
    say,
    displayLost: () => ended.resolve(),
    openInjector: (events) => startInjector([process.execPath, file, INJECTOR_FLAG], display, events),
  });
  if (!(await helper.open())) return fail('Nothing was connected.', 3);
  const link = new ServerLink(origin, code, {
    received: (message) => void helper.received(message),
    lost: () => helper.linkLost(),
    over: (reason) => {
      say(farewell(reason));
      ended.resolve();
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.resolve());
  await ended.promise;
  link.close();
  await helper.close();
}

function farewell(reason: Parameters<ConstructorParameters<typeof ServerLink>[2]['over']>[0]): string {
  if (typeof reason === 'object') return `The server refused this helper: ${reason.refused}`;
  return {
    sessionEnded: 'The session has ended. The helper is closed.',
    replaced: 'Another helper was started for this session. This one is closed.',
    refused: 'The server did not understand this helper. Get the present one from the page.',
  }[reason];
}

if (process.argv[2] === INJECTOR_FLAG) {
  await runInjector();
  process.exit(); // whatever is still open: nobody is there any more
}
await run(process.argv.slice(2));
