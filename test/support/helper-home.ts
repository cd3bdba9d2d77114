import { link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Desktop } from './desktop.ts';
import { HelperProgram } from './helper-program.ts';
import { until } from './media-lab.ts';

const NAME = 'sideseat-helper_7KQ2M9XWHC';
/** How the window is named, in English. */
const WINDOW = 'Sideseat helper';
/** Starting a program may take long where the machine is busy. */
export const STARTED_WITHIN_MS = 20_000;

/** All folders that a person has on a computer, empty but for one download: the helper's single executable. */
export class HelperHome implements AsyncDisposable {
  readonly name = NAME;
  readonly folder: string;
  readonly downloads: string;
  readonly file: string;
  readonly #executable: string;
  readonly #desktop: Desktop;
  readonly #running: HelperProgram[] = [];

  private constructor(folder: string, executable: string, desktop: Desktop) {
    this.folder = folder;
    this.downloads = path.join(folder, 'Downloads');
    this.file = path.join(this.downloads, NAME);
    this.#executable = executable;
    this.#desktop = desktop;
  }

  static async make(executable: string, desktop: Desktop): Promise<HelperHome> {
    // Beside the release: the same file system, so that a link is enough.
    const home = new HelperHome(await mkdtemp(path.join(path.dirname(executable), '../home-')), executable, desktop);
    const names = ['Downloads', 'tmp', 'cache', 'config', 'data', 'state', 'run'];
    for (const name of names) await mkdir(path.join(home.folder, name));
    await home.download();
    return home;
  }

  /** Puts the program back where it is gone. */
  async download(): Promise<void> {
    if ((await this.downloaded()).length === 0) await link(this.#executable, this.file);
  }

  /** @param command - Another way to the program than by its own name. */
  start(env: Record<string, string> = {}, command = this.file): HelperProgram {
    const { folder } = this;
    const all = {
      DISPLAY: this.#desktop.display,
      HOME: folder,
      TMPDIR: `${folder}/tmp`,
      XDG_CACHE_HOME: `${folder}/cache`,
      XDG_CONFIG_HOME: `${folder}/config`,
      XDG_DATA_HOME: `${folder}/data`,
      XDG_STATE_HOME: `${folder}/state`,
      XDG_RUNTIME_DIR: `${folder}/run`,
      ...env,
    };
    const helper = new HelperProgram([], all, command, this.downloads);
    this.#running.push(helper);
    return helper;
  }

  /** A program that is connected, and shows its window. */
  async connected(env: Record<string, string> = {}, command = this.file): Promise<HelperProgram> {
    const helper = this.start(env, command);
    await helper.says(/Connected\. Mia Keller/);
    await until(() => this.showsWindow(), STARTED_WITHIN_MS, 'its window');
    return helper;
  }

  /** @param title - Of what it shows; anything where it is left out. */
  async showsWindow(title = WINDOW): Promise<boolean> {
    return (await this.#desktop.findWindows(title)).length === 1;
  }

  downloaded(): Promise<string[]> {
    return readdir(this.downloads);
  }

  async isProgramGone(): Promise<boolean> {
    return (await this.downloaded()).length === 0;
  }

  /** Everything that is no folder. */
  async files(): Promise<string[]> {
    const all = await readdir(this.folder, { recursive: true, withFileTypes: true });
    return all.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  }

  /** Everything but the program, with its place. */
  async allElse(): Promise<string[]> {
    return (await readdir(this.folder, { recursive: true })).filter((name) => name !== `Downloads/${NAME}`).toSorted();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const helper of this.#running) await helper[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true });
  }
}
