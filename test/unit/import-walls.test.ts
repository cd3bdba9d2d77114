import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

interface Sample {
  readonly title: string;
  readonly file: string;
  readonly code: string;
  /** What the linter's message has to say; absent where the import is allowed. */
  readonly says?: RegExp;
}

const refused: readonly Sample[] = [
  {
    title: 'a machine importing the server',
    file: 'state-machines/request.machine.ts',
    code: `import { openStore } from '../gateway/server/store.ts'; openStore();`,
    says: /state-machines may not import gateway\/server\. It may import no other room\. A machine names an actor slot/,
  },
  {
    title: 'a machine importing a value of the protocol',
    file: 'state-machines/session.machine.ts',
    code: `import { reasons } from '../gateway/protocol/vocabulary.ts'; reasons();`,
    says: /Only `import type` of it is free everywhere/,
  },
  {
    title: 'a machine using Node',
    file: 'state-machines/clock.ts',
    code: `import { setTimeout } from 'node:timers/promises'; setTimeout(1);`,
    says: /state-machines may not import node:timers\/promises: it does not run on Node alone/,
  },
  {
    title: 'the protocol using Node, also without the node: prefix',
    file: 'gateway/protocol/hash.ts',
    code: `import { createHash } from 'crypto'; createHash('sha256');`,
    says: /gateway\/protocol may not import crypto/,
  },
  {
    title: 'the protocol importing a machine, even only its type',
    file: 'gateway/protocol/state.ts',
    code: `import type { SessionState } from '../../state-machines/session.ts'; export type S = SessionState;`,
    says: /gateway\/protocol may not import state-machines/,
  },
  {
    title: "the browser's end importing the server from a deeper folder",
    file: 'gateway/client/media/publisher.ts',
    code: `import { ids } from '../../server/ids.ts'; ids();`,
    says: /gateway\/client may not import gateway\/server/,
  },
  {
    title: 'the server importing the media node',
    file: 'gateway/server/main.ts',
    code: `import { startMediaNode } from '../media-node/launcher.ts'; startMediaNode();`,
    says: /Speak to the media guard and to pages over the wire/,
  },
  {
    title: 'the server importing Janus',
    file: 'gateway/server/media/janus.ts',
    code: `import Janus from 'janus-gateway-js'; Janus();`,
    says: /Only gateway\/media-node may import janus-gateway-js/,
  },
  {
    title: 'a page loading Janus later',
    file: 'plugin/agent/video.ts',
    code: `export const load = () => import('janus-gateway-js');`,
    says: /Only gateway\/media-node may import janus-gateway-js/,
  },
  {
    title: 'the agent importing the customer',
    file: 'plugin/agent/panel.ts',
    code: `export { Toolbar } from '../customer/toolbar.ts';`,
    says: /plugin\/agent may not import plugin\/customer. It may import plugin\/shared, gateway\/client/,
  },
  {
    title: 'the customer importing values of the protocol',
    file: 'plugin/customer/join.ts',
    code: `import { decode } from '../../gateway/protocol/codec.ts'; decode();`,
    says: /plugin\/customer may not import gateway\/protocol/,
  },
  {
    title: 'an inline type import, which stays an import at run time',
    file: 'plugin/customer/inline.ts',
    code: `import { type View } from '../../gateway/protocol/views.ts'; export type V = View;`,
    says: /plugin\/customer may not import gateway\/protocol/,
  },
  {
    title: 'a shared part importing one of the people',
    file: 'plugin/shared/tokens.ts',
    code: `export * from '../agent/tokens.ts';`,
    says: /plugin\/shared may not import plugin\/agent/,
  },
  {
    title: 'a host reaching past the agent',
    file: 'plugin/hosts/standalone/main.ts',
    code: `import { link } from '../../../gateway/client/link.ts'; link();`,
    says: /plugin\/hosts may not import gateway\/client. It may import plugin\/agent/,
  },
  {
    title: 'product code importing mocks',
    file: 'gateway/server/fake.ts',
    code: `import { fakeJanus } from '../../mocks/janus.ts'; fakeJanus();`,
    says: /gateway\/server may not import mocks/,
  },
  {
    title: 'product code importing tests',
    file: 'mocks/customer.ts',
    code: `import { wait } from '../test/support/wait.ts'; wait();`,
    says: /mocks may not import test/,
  },
  {
    title: 'a decorator outside the plugin',
    file: 'gateway/server/routes.ts',
    code: `const logged = (target: unknown) => target;\nexport @logged class Routes {}`,
    says: /Decorators live in plugin\/ only/,
  },
];

const allowed: readonly Sample[] = [
  {
    title: 'a type of the protocol',
    file: 'plugin/customer/view.ts',
    code: `import type { View } from '../../gateway/protocol/views.ts'; export type V = View;`,
  },
  {
    title: "a type of the protocol by TypeScript's import()",
    file: 'state-machines/types.ts',
    code: `export type V = import('../gateway/protocol/views.ts').View;`,
  },
  {
    title: 'the server on machines, protocol and Node',
    file: 'gateway/server/session.ts',
    code: [
      `import { readFileSync } from 'node:fs';`,
      `import { machine } from '../../state-machines/session.ts';`,
      `import { decode } from '../protocol/codec.ts';`,
      `import { store } from './store/store.ts';`,
      `export { readFileSync, machine, decode, store };`,
    ].join('\n'),
  },
  {
    title: 'the agent on its parts',
    file: 'plugin/agent/entry.ts',
    code: [
      `import { button } from '../shared/button.ts';`,
      `import { link } from '../../gateway/client/link.ts';`,
      `import { viewer } from '../../state-machines/viewer.ts';`,
      `const sealed = (target: unknown) => target;`,
      `@sealed class Panel {}`,
      `export { button, link, viewer, Panel };`,
    ].join('\n'),
  },
  {
    title: 'the media node on Janus',
    file: 'gateway/media-node/signalling.ts',
    code: `import Janus from 'janus-gateway-js'; export { Janus };`,
  },
  {
    title: 'a test on everything',
    file: 'test/unit/any.test.ts',
    code: `import { a } from '../../gateway/server/a.ts'; import { b } from '../../plugin/agent/b.ts'; export { a, b };`,
  },
];

describe('import walls', () => {
  let house: string;
  let findings: { filename: string; message: string }[];

  before(() => {
    house = mkdtempSync(path.join(tmpdir(), 'sideseat-walls-'));
    for (const { file, code } of [...refused, ...allowed]) {
      mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
      writeFileSync(path.join(house, file), `${code}\n`);
    }
    findings = lint(house);
  });

  after(() => rmSync(house, { recursive: true, force: true }));

  for (const { title, file, says } of refused) {
    it(`[import walls] the linter refuses ${title} and says which way to go`, () => {
      const messages = findings.filter(({ filename }) => filename === file).map(({ message }) => message);
      assert.equal(messages.length, 1, `one finding expected in ${file}, got: ${messages.join(' | ')}`);
      assert.match(messages[0] ?? '', says ?? /./);
    });
  }

  for (const { title, file } of allowed) {
    it(`[import walls] the linter allows ${title}`, () => {
      assert.deepEqual(
        findings.filter(({ filename }) => filename === file),
        [],
      );
    });
  }
});

/** Lints a folder laid out like the repository with the repository's own configuration; findings of the walls only. */
function lint(folder: string): { filename: string; message: string }[] {
  const linter = path.join(repository, 'node_modules/oxlint/bin/oxlint');
  const configuration = path.join(repository, '.oxlintrc.json');
  const { stdout, stderr } = spawnSync(process.execPath, [linter, '-c', configuration, '-f', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.ok(stdout.startsWith('{'), `the linter answered: ${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string; message: string }[] };
  return diagnostics
    .filter(({ code }) => code === 'rooms(walls)')
    .map(({ filename, message }) => ({ filename, message }));
}
