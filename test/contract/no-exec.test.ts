import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serverPermissions } from '../../gateway/setup/server-permissions.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const data = join(tmpdir(), 'sideseat-no-exec');

/** Runs a line of JavaScript with the session server's own permissions. @returns What it printed. */
const allowed = (code: string): Promise<string> =>
  new Promise((resolve) => {
    const flags = serverPermissions(root, { SIDESEAT_DATA: data });
    const script = `try { ${code}; console.log('allowed') } catch (error) { console.log(error.code) }`;
    execFile(process.execPath, [...flags, '--eval', script], (_error, stdout) => resolve(stdout.trim()));
  });

describe('[T-NOEXEC] the session server', () => {
  it('imports nothing that starts a process or evaluates text', async () => {
    const folder = join(root, 'gateway/server');
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
    assert.ok(files.length > 30);
    for (const name of files)
      assert.doesNotMatch(await readFile(join(folder, name), 'utf8'), /child_process|node:vm|node:cluster|\beval\(|new Function/, name);
  });

  it('may start no process, and reads and writes nothing but its own', async () => {
    assert.equal(await allowed("require('node:child_process').execFileSync('true')"), 'ERR_ACCESS_DENIED');
    assert.equal(await allowed("require('node:fs').readFileSync('/etc/passwd')"), 'ERR_ACCESS_DENIED');
    assert.equal(await allowed(`require('node:fs').writeFileSync(${JSON.stringify(join(root, 'x'))}, '')`), 'ERR_ACCESS_DENIED');
    assert.equal(await allowed(`require('node:fs').readFileSync(${JSON.stringify(join(root, 'package.json'))})`), 'allowed');
    assert.equal(await allowed(`require('node:fs').mkdirSync(${JSON.stringify(data)}, { recursive: true })`), 'allowed');
  });
});
