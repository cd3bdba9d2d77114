import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, link, mkdir, mkdtemp, readdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { removeExecutable, type FileRemoval } from '../../gateway/helper/own-file.ts';

/** A program that only waits. */
const WAITING = '/bin/sleep';
const NOBODY = 65_534;
const isRoot = process.geteuid?.() === 0;

describe('the program’s own file', () => {
  let folder: string;
  let file: string;
  let program: ChildProcess | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sideseat-own-file-'));
    file = path.join(folder, 'helper');
    await copyFile(WAITING, file);
  });
  afterEach(async () => {
    await chmod(folder, 0o755);
    program?.kill('SIGKILL');
    if (program) await once(program, 'exit');
    program = undefined;
    await rm(folder, { recursive: true });
  });

  const start = async (command = file, identity: { uid?: number } = {}): Promise<string> => {
    program = spawn(command, ['1000'], { stdio: 'ignore', ...identity });
    await once(program, 'spawn');
    return `/proc/${program.pid}/exe`;
  };
  const left = async (): Promise<string[]> => (await readdir(folder)).toSorted();

  it('[001-33] is removed while it runs', async () => {
    assert.deepEqual(removeExecutable(await start()), { outcome: 'removed', file });
    assert.deepEqual(await left(), []);
  });

  it('[001-33] is removed where it was moved to', async () => {
    const executable = await start();
    await mkdir(path.join(folder, 'elsewhere'));
    const moved = path.join(folder, 'elsewhere', 'renamed (1)');
    await rename(file, moved);
    assert.deepEqual(removeExecutable(executable), { outcome: 'removed', file: moved });
    assert.deepEqual(await left(), ['elsewhere']);
  });

  it('[T-HELPER-SYMLINK] is removed itself where it was started by a link, and the link stays', async () => {
    const other = path.join(folder, 'link');
    await symlink(file, other);
    assert.deepEqual(removeExecutable(await start(other)), { outcome: 'removed', file });
    assert.deepEqual(await left(), ['link']);
  });

  it('[T-HELPER-SYMLINK] is left alone where a link or another file took its place, and so is what the link names', async () => {
    const executable = await start();
    const precious = path.join(folder, 'precious');
    await writeFile(precious, 'precious');
    for (const replace of [() => symlink(precious, file), () => writeFile(file, 'another'), () => mkdir(file)]) {
      await rm(file, { recursive: true });
      await replace();
      assert.deepEqual(removeExecutable(executable), { outcome: 'replaced', file });
      assert.deepEqual(await left(), ['helper', 'precious']);
    }
  });

  it('[T-HELPER-SYMLINK] is not looked for through a folder that has become a link', async () => {
    const [real, trap] = [path.join(folder, 'real'), path.join(folder, 'trap')];
    for (const name of [real, trap]) await mkdir(name);
    const inside = path.join(real, 'helper');
    await rename(file, inside);
    const executable = await start(inside);
    await writeFile(path.join(trap, 'helper'), 'precious');
    await unlink(inside);
    await rm(real, { recursive: true });
    await symlink(trap, real);
    assert.deepEqual(removeExecutable(executable), { outcome: 'gone', file: inside });
    assert.deepEqual(await readdir(trap), ['helper']);
  });

  it('loses the one name that it was started by, and keeps the others that somebody gave it', async () => {
    await link(file, path.join(folder, 'second'));
    assert.deepEqual(removeExecutable(await start()), { outcome: 'removed', file });
    assert.deepEqual(await left(), ['second']);
  });

  it('is gone where somebody removed it, or its folder', async () => {
    const executable = await start();
    await unlink(file);
    assert.deepEqual(removeExecutable(executable), { outcome: 'gone', file });
    assert.deepEqual(await left(), []);
  });

  it('says that it may not be removed from a folder that is read-only', async () => {
    if (isRoot) await chown(file, NOBODY, NOBODY);
    await chmod(folder, 0o555);
    const executable = await start(file, isRoot ? { uid: NOBODY } : {});
    assert.deepEqual(await removedBySomebody(executable), { outcome: 'hindered', file, why: 'EACCES' });
    assert.deepEqual(await left(), ['helper']);
  });

  it('[T-HELPER-SYMLINK] is left alone where it is somebody else’s', async () => {
    // What root runs in the other case belongs to another user already.
    if (isRoot) await chown(file, NOBODY, NOBODY);
    const executable = await start(isRoot ? file : WAITING);
    assert.equal(removeExecutable(executable).outcome, 'hindered');
    assert.deepEqual(await left(), ['helper']);
  });

  it('[T-HELPER-SYMLINK] stays on Windows and macOS, and where it is is said', async () => {
    const executable = await start();
    for (const platform of ['win32', 'darwin'] as const)
      assert.deepEqual(removeExecutable(executable, { platform, execPath: file }), { outcome: 'hindered', file, why: 'ENOTSUP' });
    assert.deepEqual(await left(), ['helper']);
  });

  /** By a process that is not root's, whom no permission hinders. */
  async function removedBySomebody(executable: string): Promise<FileRemoval> {
    const module = new URL('../../gateway/helper/own-file.ts', import.meta.url).href;
    const script = `import { removeExecutable } from '${module}'; console.log(JSON.stringify(removeExecutable('${executable}')));`;
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, isRoot ? { uid: NOBODY } : {});
    return JSON.parse(stdout) as FileRemoval;
  }
});
