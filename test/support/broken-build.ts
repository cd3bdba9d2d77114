import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One protection taken out of a copy of the product, and the test that must notice. */
export interface BrokenGate {
  name: string;
  file: string;
  /** Text that stands in the file exactly once. */
  from: string;
  to: string;
  /** The test file, and a part of the title of the test that turns red. */
  test: string;
  title: string;
}

/** Titles of the tests, and suites, that ended well and badly. */
export interface TestRun {
  passed: string[];
  failed: string[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A copy of everything that runs without a build, in which files can be broken; the product itself has no such switch. */
export class BrokenBuild implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<BrokenBuild> {
    const folder = await mkdtemp(join(tmpdir(), 'sideseat-broken-'));
    for (const part of ['gateway', 'state-machines', 'test', 'package.json', 'tsconfig.json'])
      await cp(join(root, part), join(folder, part), { recursive: true });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    return new BrokenBuild(folder);
  }

  /** Runs the tests of a file that have one of these titles, or a title that holds one, in the copy as it is. */
  run(test: string, titles: readonly string[]): Promise<TestRun> {
    const patterns = titles.map((title) => `--test-name-pattern=${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
    const args = ['--test', '--test-force-exit', '--test-reporter=tap', ...patterns, test];
    return new Promise((resolve) => {
      const { NODE_TEST_CONTEXT: _context, ...env } = process.env; // this run is nobody's subtest
      execFile(process.execPath, args, { cwd: this.#folder, env, timeout: 60_000 }, (_error, stdout) => {
        resolve({ passed: titlesIn(stdout, 'ok'), failed: titlesIn(stdout, 'not ok') });
      });
    });
  }

  /** Runs a gate's test in the broken copy, which is whole again afterwards. */
  async runWithout(gate: BrokenGate): Promise<TestRun> {
    const file = join(this.#folder, gate.file);
    const source = await readFile(file, 'utf8');
    const places = source.split(gate.from).length - 1;
    if (places !== 1) throw new Error(`${gate.name}: the text to break stands ${places} times in ${gate.file}`);
    await writeFile(file, source.replace(gate.from, () => gate.to));
    try {
      return await this.run(gate.test, [gate.title]);
    } finally {
      await writeFile(file, source);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const titlesIn = (tap: string, verdict: 'ok' | 'not ok'): string[] =>
  [...tap.matchAll(new RegExp(`^\\s*${verdict} \\d+ - (.*)$`, 'gm'))].map(([, name = '']) => name);
