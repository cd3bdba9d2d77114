import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Desktop } from './desktop.ts';
import type { Person } from './people.ts';

const LOOK_EVERY_MS = 20;
const DOWNLOADED_WITHIN_MS = 30_000;

/** A person's computer as far as a downloaded program touches it: an empty home, and in it the folder of downloads. */
export class HomeFolder implements AsyncDisposable {
  readonly #root: string;
  readonly downloads: string;

  private constructor(root: string) {
    this.#root = root;
    this.downloads = join(root, 'Downloads');
  }

  static async make(): Promise<HomeFolder> {
    const home = new HomeFolder(await mkdtemp(join(tmpdir(), 'sideseat-home-')));
    for (const name of ['Downloads', 'tmp', 'run', '.cache', '.config']) await mkdir(join(home.#root, name));
    return home;
  }

  /** Every file and folder in it. */
  async files(): Promise<string[]> {
    return (await readdir(this.#root, { recursive: true })).sort();
  }

  /** What a program that is started in it is told. */
  env(desktop: Desktop): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      LANG: 'en_US.UTF-8',
      DISPLAY: desktop.display,
      HOME: this.#root,
      TMPDIR: join(this.#root, 'tmp'),
      XDG_RUNTIME_DIR: join(this.#root, 'run'),
      XDG_CACHE_HOME: join(this.#root, '.cache'),
      XDG_CONFIG_HOME: join(this.#root, '.config'),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }
}

/** Presses the link of the helper's card, and waits until the browser has the whole file. @returns Where it lies. */
export async function downloadHelper(owner: Person, home: HomeFolder): Promise<string> {
  const before = new Set(await readdir(home.downloads));
  const browser = await owner.page.browser().target().createCDPSession();
  const { id } = owner.page.browserContext();
  await browser.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: home.downloads,
    ...(id !== undefined && { browserContextId: id }),
  });
  const link = await owner.page.waitForSelector('>>> sideseat-helper-card >>> a[download]');
  await link?.click();
  const untilMs = Date.now() + DOWNLOADED_WITHIN_MS;
  for (;;) {
    const [name] = (await readdir(home.downloads)).filter((each) => !before.has(each) && !each.endsWith('.crdownload') && !each.startsWith('.'));
    if (name !== undefined) return join(home.downloads, name);
    if (Date.now() > untilMs) throw new Error(`nothing was downloaded; the page shows ${await owner.text()}`);
    await wait(LOOK_EVERY_MS);
  }
}

/** The downloaded program, started as a person does who has allowed it to run. */
export class DownloadedHelper implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly exited: Promise<number | NodeJS.Signals>;
  output = '';

  private constructor(file: string, home: HomeFolder, desktop: Desktop) {
    this.process = spawn(file, [], { cwd: home.downloads, env: home.env(desktop), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const hear = (text: Buffer): void => void (this.output += String(text));
    this.process.stdout?.on('data', hear);
    this.process.stderr?.on('data', hear);
    this.exited = once(this.process, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  }

  static async start(file: string, home: HomeFolder, desktop: Desktop): Promise<DownloadedHelper> {
    await chmod(file, 0o755);
    return new DownloadedHelper(file, home, desktop);
  }

  /** The process that alone holds the display, and the window. */
  async deskProcess(): Promise<number> {
    const { pid } = this.process;
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
    if (children.length !== 1 || children[0] === '') throw new Error(`one process was expected below ${pid}: ${children.join(' ')}`);
    return Number(children[0]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null && this.process.pid !== undefined) {
      process.kill(-this.process.pid, 'SIGKILL');
    }
    await this.exited;
  }
}
