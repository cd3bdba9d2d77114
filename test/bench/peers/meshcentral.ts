import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { step } from '../../../gateway/setup/progress.ts';
import { runCommand } from '../../../gateway/setup/run-command.ts';
import { SetupError } from '../../../gateway/setup/setup-error.ts';
import { startChromium } from '../../support/desktop.ts';
import { root } from '../../support/run-report.ts';
import { freePort } from '../../support/test-server.ts';
import { processIds } from '../processor-time.ts';
import { shownPicture } from './page-media.ts';
import { VIEWER_WINDOW, type Desktops, type Peer } from './peer.ts';

/** 450 MB with what it needs, so it is installed only where `--with-meshcentral` asks for it, beside our own packages. */
const VERSION = '1.1.55';
const HOME = path.join(root, 'node_modules/.cache/meshcentral');
const PACKAGE = path.join(HOME, 'node_modules/meshcentral');
/** Its first start signs its programs and makes its certificates. */
const READY_WITHIN_MS = 120_000;
const [USER, PASSWORD] = ['bench', 'Bench-1234-pass'];

/**
 * MeshCentral with its own settings (JPEG at 40 %, full size, 50 ms a frame): its server, its agent on the owner's display,
 * its page in the viewer's browser. Nobody is asked: its device belongs to the one who looks.
 */
export async function openMeshCentral({ owner, viewer }: Desktops): Promise<Peer> {
  await install();
  const stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'sideseat-meshcentral-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const url = await startServer(stack, folder);
  const agent = await startAgent(stack, folder, url, owner.display);
  return {
    name: 'MeshCentral',
    async connect() {
      const viewers = await startChromium({ desktop: viewer, args: [...VIEWER_WINDOW, '--ignore-certificate-errors'] });
      const page = await viewers.newPerson('about:blank');
      await countMessages(page);
      await look(page, url);
      return {
        receivedBytes: () => page.evaluate('receivedBytes') as Promise<number>,
        parts: { capture: processIds(agent.pid), viewer: processIds(viewers.browser.process()?.pid) },
        picture: () => shownPicture(page),
        [Symbol.asyncDispose]: () => viewers[Symbol.asyncDispose](),
      };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function install(): Promise<void> {
  if (existsSync(PACKAGE)) return;
  await step('Installing MeshCentral', async () => {
    await mkdir(HOME, { recursive: true });
    await writeFile(path.join(HOME, 'package.json'), '{}\n');
    const args = ['install', '--save-exact', '--no-audit', '--no-fund', `meshcentral@${VERSION}`];
    const { exitCode, output } = await runCommand('npm', args, { cwd: HOME });
    if (exitCode !== 0) throw new SetupError(`MeshCentral could not be installed:\n${output}`);
  });
}

/** @returns its address, once it listens and has an account and a group of devices. */
async function startServer(stack: AsyncDisposableStack, folder: string): Promise<string> {
  const port = await freePort();
  const settings = { cert: '127.0.0.1', WANonly: true, port, portBind: '127.0.0.1', redirPort: 0, mpsPort: 0, selfUpdate: false, autoBackup: false };
  await mkdir(path.join(folder, 'data'));
  await writeFile(path.join(folder, 'data/config.json'), JSON.stringify({ settings, domains: { '': { newAccounts: false } } }));
  const places = ['data', 'files'].map((name) => `--${name}path=${path.join(folder, name)}`);
  const args = [path.join(PACKAGE, 'meshcentral.js'), ...places];
  for (const action of [['--createaccount', USER, '--pass', PASSWORD], ['--adminaccount', USER]])
    await runCommand(process.execPath, [...args, ...action], { cwd: folder });
  await untilListening(startProgram(stack, process.execPath, args, { cwd: folder }));
  const url = `https://127.0.0.1:${port}`;
  await control(url, 'adddevicegroup', '--name', 'bench');
  return url;
}

/** The owner's part. It shows the display that it is started on. */
async function startAgent(stack: AsyncDisposableStack, folder: string, url: string, display: string): Promise<ChildProcess> {
  const groups = JSON.parse(await control(url, 'listdevicegroups', '--json')) as { _id: string }[];
  const groupId = groups[0]?._id.split('/').at(-1) ?? '';
  const program = path.join(folder, 'meshagent');
  await copyFile(path.join(PACKAGE, 'agents/meshagent_x86-64'), program);
  await chmod(program, 0o700);
  await writeFile(`${program}.msh`, await read(`${url}/meshsettings?id=${groupId}`));
  const env = { ...process.env, DISPLAY: display };
  return startProgram(stack, program, ['run'], { cwd: folder, env });
}

/** Starts a program that has children, and ends all of them with the stack. */
function startProgram(
  stack: AsyncDisposableStack,
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): ChildProcess {
  const program = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(program, 'exit');
  stack.defer(async () => {
    if (program.pid !== undefined && program.exitCode === null) process.kill(-program.pid);
    await exited;
  });
  return program;
}

/** Until the server listens. */
function untilListening(server: ChildProcess): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error(`MeshCentral did not start: ${output}`));
    const timer = setTimeout(fail, READY_WITHIN_MS);
    server.once('exit', fail);
    server.stdout?.on('data', (data: Buffer) => {
      output += String(data);
      if (!output.includes('HTTPS server running')) return;
      clearTimeout(timer);
      server.off('exit', fail);
      resolve();
    });
  });
}

async function control(url: string, ...command: string[]): Promise<string> {
  const account = ['--url', url.replace('https', 'wss'), '--loginuser', USER, '--loginpass', PASSWORD];
  const args = [path.join(PACKAGE, 'meshctrl.js'), ...command, ...account];
  const { exitCode, output } = await runCommand(process.execPath, args);
  if (exitCode !== 0) throw new Error(`MeshCentral refused ${command[0]}: ${output}`);
  return output;
}

/** Its certificate is its own. */
async function read(url: string): Promise<string> {
  const [response] = await once(get(url, { rejectUnauthorized: false }), 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

/** Signs in, connects to the only device, and lets its picture fill the window. */
async function look(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('#username').fill(USER);
  await page.locator('#password').fill(PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.waitForFunction('globalThis.nodes?.[0]?.conn === 1', { timeout: 60_000 });
  await page.evaluate('gotoDevice(nodes[0]._id, 11)');
  await page.evaluate('connectDesktop(null, 1)');
  await page.waitForFunction("document.querySelector('#deskstatus')?.textContent === 'Connected'", { timeout: 60_000 });
  await page.addStyleTag({
    content: '#Desk { position: fixed !important; inset: 0; z-index: 9999; width: 100vw !important; height: 100vh !important }',
  });
}

/** Before the page loads: counts what its sockets receive. */
async function countMessages(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const counts = globalThis as unknown as { receivedBytes: number };
    counts.receivedBytes = 0;
    const Native = WebSocket;
    globalThis.WebSocket = class extends Native {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        this.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer | Blob>) => {
          counts.receivedBytes += typeof data === 'string' ? data.length : data instanceof Blob ? data.size : data.byteLength;
        });
      }
    };
  });
}
