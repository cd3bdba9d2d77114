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

  /** @returns Titles of the tests that failed in the broken copy. The copy is whole again afterwards. */
  async failuresWithout(gate: BrokenGate): Promise<string[]> {
    const file = join(this.#folder, gate.file);
    const source = await readFile(file, 'utf8');
    const places = source.split(gate.from).length - 1;
    if (places !== 1) throw new Error(`${gate.name}: the text to break stands ${places} times in ${gate.file}`);
    await writeFile(file, source.replace(gate.from, () => gate.to));
    try {
      return await this.#failures(gate);
    } finally {
      await writeFile(file, source);
    }
  }

  #failures({ test, title }: BrokenGate): Promise<string[]> {
    const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const args = ['--test', '--test-force-exit', '--test-reporter=tap', `--test-name-pattern=${pattern}`, test];
    return new Promise((resolve) => {
      const { NODE_TEST_CONTEXT: _context, ...env } = process.env; // this run is nobody's subtest
      execFile(process.execPath, args, { cwd: this.#folder, env, timeout: 60_000 }, (_error, stdout) => {
        resolve([...stdout.matchAll(/^\s*not ok \d+ - (.*)$/gm)].map(([, name = '']) => name));
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
