/**
 * The first steps of `npm start` and `npm test`, on whatever Node ≥ 20 the machine has: bring the npm packages, find
 * the Node 24 among them, hand over to it. Plain JavaScript without dependencies, since nothing is installed yet; all
 * further set-up is TypeScript and runs on the Node 24 found here.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const oldestNode = 20;
const pinnedNode = 24;

/** Signals that end the product; npm passes only the first two on. */
const passedOnSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Installs what the lock file says and leaves the lock file as it is. Not `npm ci`: that refuses a lock file without
 * the binaries of other platforms (tools bring some 20 each), which npm leaves out where its registry does not offer them.
 */
const installCommand = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Brings the npm packages where they are missing and runs a script of this repository on Node 24 in this process's
 * group until it ends; then ends with its exit code. What cannot be brought is said in one line, exit code 1.
 * @param {string} root the repository's folder
 * @param {string} script the TypeScript file to run, relative to `root`
 * @param {readonly string[]} args its arguments
 */
export async function runOnPinnedNode(root, script, args) {
  if (!isNodeAtLeast(oldestNode, process.versions.node)) {
    return giveUp(`Node ${process.versions.node} is too old: Sideseat's set-up needs Node ${oldestNode} or newer.`);
  }
  const installed = await bringPackages(root);
  if (!installed) return;
  const node = findPinnedNode(root, process);
  if (node === undefined) {
    return giveUp(
      `Node ${pinnedNode} did not come with the npm packages for ${process.platform}-${process.arch}. ` +
        'Try "npm install --no-save --include=optional", or run this command with ' +
        `Node ${pinnedNode} from https://nodejs.org/.`,
    );
  }
  handOver(node, [path.join(root, script), ...args], root);
}

/**
 * @param {number} major
 * @param {string} version such as `20.11.1`
 */
export function isNodeAtLeast(major, version) {
  return Number.parseInt(version, 10) >= major;
}

/**
 * Compares what the lock file asks for with what npm noted as installed (its own copy inside `node_modules`, written
 * as the last act of an install). Optional packages count only where they are installed in another version.
 * @param {Lock} wanted `package-lock.json`
 * @param {Lock | undefined} installed `node_modules/.package-lock.json`, where there is one
 * @returns {string[]} names of the packages that are missing or differ
 *
 * @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock
 */
export function packagesToInstall(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([place]) => place !== '')
    .filter(([place, { version, optional }]) => {
      const present = installed?.packages[place];
      return present === undefined ? optional !== true : present.version !== version;
    })
    .map(([place]) => place.replace(/^.*node_modules\//, ''));
}

/**
 * Where Node 24 is: in the npm package for this platform, or the running Node itself where that is new enough.
 * @param {string} root
 * @param {{ platform: string, arch: string, execPath: string, versions: { node: string } }} machine
 * @param {(file: string) => boolean} exists
 * @returns {string | undefined} path of the executable
 */
export function findPinnedNode(root, machine, exists = existsSync) {
  const { platform, arch, execPath, versions } = machine;
  const executable = platform === 'win32' ? 'node.exe' : 'bin/node';
  const system = platform === 'win32' ? 'win' : platform;
  const pinned = [`node-${system}-${arch}`, `node-bin-${system}-${arch}`]
    .map((name) => path.join(root, 'node_modules', name, executable))
    .find((file) => exists(file));
  return pinned ?? (isNodeAtLeast(pinnedNode, versions.node) ? execPath : undefined);
}

/** @returns {Promise<boolean>} whether the packages are there now; if not, the reason has been said */
async function bringPackages(root) {
  const wanted = readLock(path.join(root, 'package-lock.json'));
  if (wanted === undefined) {
    giveUp(`package-lock.json is missing or unreadable in ${root}. Clone the repository again.`);
    return false;
  }
  const stale = packagesToInstall(wanted, readLock(path.join(root, 'node_modules/.package-lock.json')));
  if (stale.length === 0) return true;

  const startedMs = performance.now();
  process.stdout.write('Installing npm packages … ');
  const { code, signal, output } = await npm(root, installCommand);
  if (code === 0) {
    process.stdout.write(`${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
    return true;
  }
  process.stdout.write(signal === null ? 'failed\n' : 'stopped\n');
  if (signal !== null) return false;
  const lines = output.trim().split('\n');
  const reason = lines.find((line) => /^npm error (?!code)/.test(line)) ?? lines.at(-1);
  giveUp(
    `The npm packages could not be installed: ${reason?.replace(/^npm error /, '') || 'npm said nothing'} ` +
      '(check the connection to the npm registry; "npm install --no-save" shows everything that npm says).',
  );
  return false;
}

/** @returns {Lock | undefined} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs npm with the Node that npm itself came with, not with the one that it is about to replace. */
function npm(root, args) {
  const own = path.join(root, 'node_modules', '.bin');
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.resolve(folder) !== own);
  const child = spawn('npm', args, {
    cwd: root,
    env: { ...process.env, PATH: folders.join(path.delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const release = passSignalsOn(child);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, signal: null, output: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  }).finally(release);
}

/**
 * Runs Node 24 with this process's terminal and passes signals on. The IPC channel tells the child when this process
 * is gone, however it ended.
 */
function handOver(node, args, root) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  passSignalsOn(child);
  child.once('error', (error) => giveUp(`Node ${pinnedNode} could not be started (${node}): ${error.message}`));
  child.once('exit', (code) => process.exit(code ?? 1));
}

/** @returns {() => void} ends it */
function passSignalsOn(child) {
  const listeners = passedOnSignals.map((signal) => /** @type {const} */ ([signal, () => child.kill(signal)]));
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => listeners.forEach(([signal, listener]) => process.off(signal, listener));
}

function giveUp(line) {
  process.exitCode = 1;
  process.stderr.write(`${line}\n`);
}
