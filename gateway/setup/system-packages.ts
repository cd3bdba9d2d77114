import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findExecutable } from '../media-node/janus-install.ts';
import { step } from './progress.ts';
import type { RunCommand } from './run-command.ts';
import { runCommand } from './run-command.ts';
import { SetupError } from './setup-error.ts';

/** A program or file of the operating system that the product or its tests cannot do without. */
export interface SystemNeed {
  /** As people call it. */
  readonly name: string;
  /** Debian's package that brings it. */
  readonly debianPackage: string;
  /** Any one of these executables, looked up on the path, satisfies the need … */
  readonly executables?: readonly string[];
  /** … or any one of these files. */
  readonly files?: readonly string[];
  /** An environment variable with the path of the program, where somebody keeps it elsewhere. */
  readonly variable?: string;
}

const janus: SystemNeed = {
  name: 'Janus',
  debianPackage: 'janus',
  executables: ['janus'],
  files: ['/opt/janus/bin/janus', '/opt/homebrew/bin/janus'],
};

const testTools: readonly SystemNeed[] = [
  {
    name: 'Chromium',
    debianPackage: 'chromium',
    executables: ['chromium', 'chromium-browser', 'google-chrome'],
    variable: 'CHROME_PATH',
  },
  { name: 'Firefox', debianPackage: 'firefox-esr', executables: ['firefox-esr', 'firefox'] },
  { name: 'Xvfb', debianPackage: 'xvfb', executables: ['Xvfb'] },
  { name: 'xdotool', debianPackage: 'xdotool', executables: ['xdotool'] },
  { name: 'strace', debianPackage: 'strace', executables: ['strace'] },
  { name: 'faketime', debianPackage: 'faketime', executables: ['faketime'] },
  {
    name: 'a Japanese font',
    debianPackage: 'fonts-noto-cjk',
    files: ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', '/usr/share/fonts/opentype/ipafont-gothic'],
  },
];

/** What the product is compared with. */
const benchPeers: readonly SystemNeed[] = [{ name: 'x11vnc', debianPackage: 'x11vnc', executables: ['x11vnc'] }];

/** What a machine must have for a purpose. `start` needs no Janus where the media nodes run elsewhere. */
export function systemNeeds(purpose: 'start' | 'test' | 'bench', env: NodeJS.ProcessEnv): readonly SystemNeed[] {
  if (purpose === 'test') return [janus, ...testTools];
  if (purpose === 'bench') return [janus, ...testTools, ...benchPeers];
  return env['SIDESEAT_MEDIA_NODES'] ? [] : [janus];
}

/** What set-up may know of the machine and do to it; tests pass another. */
export interface System {
  readonly env: NodeJS.ProcessEnv;
  /** Whether packages may be installed here without asking anybody. */
  readonly isRoot: boolean;
  hasExecutable(name: string): boolean;
  hasFile(file: string): boolean;
  run: RunCommand;
  /**
   * Keeps the services of packages from being started while `install` runs, and Janus's own for good: Debian's package
   * starts it with default secrets, which nobody needs, since the product runs a Janus of its own.
   */
  withoutServices<Result>(install: () => Promise<Result>): Promise<Result>;
}

export const thisSystem: System = {
  env: process.env,
  isRoot: process.getuid?.() === 0,
  hasExecutable: (name) => findExecutable(name) !== undefined,
  hasFile: existsSync,
  run: runCommand,
  withoutServices,
};

export function missingNeeds(needs: readonly SystemNeed[], system: System): readonly SystemNeed[] {
  return needs.filter(({ executables = [], files = [], variable }) => {
    const elsewhere = variable === undefined ? undefined : system.env[variable];
    if (elsewhere) return !system.hasFile(elsewhere);
    return !executables.some((name) => system.hasExecutable(name)) && !files.some((file) => system.hasFile(file));
  });
}

/**
 * Brings what is missing, where this process may: as root on a system with apt-get.
 * @throws {SetupError} one line that says what is missing and how to get it
 */
export async function ensureSystemPackages(needs: readonly SystemNeed[], system: System = thisSystem): Promise<void> {
  const missing = missingNeeds(needs, system);
  if (missing.length === 0) return;
  if (!system.hasExecutable('apt-get') || !system.isRoot) throw new SetupError(missingLine(missing, system));

  await step(`Installing ${listNames(missing)}`, async () => {
    const reason = await system.withoutServices(() => installDebianPackages(missing, system));
    const left = missingNeeds(missing, system);
    if (left.length > 0) throw new SetupError(missingLine(left, system, reason));
  });
}

/** @returns apt's own reason when it failed */
async function installDebianPackages(needs: readonly SystemNeed[], system: System): Promise<string | undefined> {
  const names = needs.map(({ debianPackage }) => debianPackage);
  const apt = (...args: string[]) =>
    system.run('apt-get', ['-y', '-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...system.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const install = () => apt('install', '--no-install-recommends', ...names);

  // The package lists of a fresh machine are empty, those of an old one name versions that are gone.
  let result = await install();
  if (result.exitCode !== 0) {
    await apt('update');
    result = await install();
  }
  return result.exitCode === 0 ? undefined : (/^E: (.*)$/m.exec(result.output)?.[1] ?? 'apt-get failed');
}

function missingLine(missing: readonly SystemNeed[], system: System, reason?: string): string {
  const why = reason === undefined ? '' : ` and could not be installed (${reason.trim()})`;
  const what = `${listNames(missing)} ${missing.length === 1 ? 'is' : 'are'} missing${why}.`;
  const variables = missing.flatMap(({ variable }) => (variable === undefined ? [] : [variable]));
  const elsewhere = variables.length === 0 ? '' : ` Installed elsewhere? Set ${variables.join(', ')}.`;
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
  if (system.hasExecutable('apt-get')) return `${what} Install with: sudo apt-get install ${packages}.${elsewhere}`;
  return `${what} Install with this system's package manager (Debian's names: ${packages}).${elsewhere}`;
}

function listNames(needs: readonly SystemNeed[]): string {
  return new Intl.ListFormat('en').format(needs.map(({ name }) => name));
}

async function withoutServices<Result>(install: () => Promise<Result>): Promise<Result> {
  const units = '/etc/systemd/system';
  const mask = path.join(units, 'janus.service');
  if (lstatSync(mask, { throwIfNoEntry: false }) === undefined) {
    mkdirSync(units, { recursive: true });
    symlinkSync('/dev/null', mask);
  }
  // Debian asks this program before a package starts a service; 101 is "no". It also covers systems without systemd.
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return install();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await install();
  } finally {
    rmSync(policy, { force: true });
  }
}
