/**
 * Import walls: an oxlint plugin with one rule, `rooms/walls`.
 *
 * The repository is a house of rooms (README, "Development"). Each room may import itself and the rooms named in its
 * row below, nothing else of ours. Relative imports are resolved before they are judged, so it does not matter how
 * many `../` they have. `import type` of `gateway/protocol` is free everywhere: it is the shared vocabulary and leaves
 * nothing behind at run time. (An inline `import { type X }` is not: `verbatimModuleSyntax` keeps that import.)
 *
 * Plain JavaScript, because the linter loads it with whatever Node runs the linter.
 */
import { isBuiltin } from 'node:module';
import path from 'node:path';

const pluginParts = ['plugin/shared', 'gateway/client', 'gateway/cobrowse', 'state-machines', 'plugin/shared/control'];
const elementsHint = 'Elements send events and render views; the entry of the room wires them to the gateway.';

/**
 * One row per room: what it may import (`*` is everything), whether it may use Node's own modules, and which way to
 * go instead where the wall stands.
 * @type {Record<string, { may: string[] | '*', node: boolean, hint: string }>}
 */
export const rooms = {
  'state-machines': {
    may: [],
    node: false,
    hint: 'A machine names an actor slot, action or guard and its caller provides it.',
  },
  'gateway/protocol': { may: [], node: false, hint: 'The wire depends on nothing; move what both ends need into it.' },
  'gateway/client': {
    may: ['gateway/protocol'],
    node: false,
    hint: 'What the server knows comes over the wire; what a page needs from it is passed in.',
  },
  'gateway/server': {
    may: ['gateway/protocol', 'state-machines'],
    node: true,
    hint: 'Speak to the media guard and to pages over the wire of gateway/protocol.',
  },
  'gateway/media-node': {
    may: ['gateway/protocol'],
    node: true,
    hint: 'The guard obeys commands of gateway/protocol and decides nothing about sessions.',
  },
  'gateway/cobrowse': { may: ['gateway/protocol'], node: false, hint: 'Pass in what the recorder needs.' },
  'gateway/helper': {
    may: ['gateway/protocol'],
    node: true,
    hint: 'The helper is a program of its own; it hears of sessions over the wire.',
  },
  'gateway/setup': {
    may: ['gateway/protocol', 'gateway/media-node'],
    node: true,
    hint: 'The session server is started as a process of its own.',
  },
  'plugin/agent': { may: pluginParts, node: false, hint: elementsHint },
  'plugin/customer': { may: pluginParts, node: false, hint: elementsHint },
  'plugin/admin': { may: pluginParts, node: false, hint: elementsHint },
  'plugin/snippet': {
    may: ['plugin/shared', 'gateway/cobrowse'],
    node: false,
    hint: 'It runs in pages that are not ours, and asks nobody: what it needs, the frame tells it.',
  },
  'plugin/hosts': { may: ['plugin/agent'], node: false, hint: 'A host only adapts; re-export it from plugin/agent.' },
  // Controlling a desktop is sending mouse and keyboard: both sides do it alike.
  'plugin/shared/control': { may: ['plugin/shared', 'gateway/client'], node: false, hint: elementsHint },
  'plugin/shared': { may: [], node: false, hint: 'Move it out of plugin/shared, or pass it in.' },
  // Puts everything together, as the tests do; nothing of the product imports it.
  'mocks/pages': { may: '*', node: true, hint: '' },
  mocks: { may: ['gateway/protocol', 'state-machines'], node: true, hint: 'A mock speaks the wire, not our code.' },
  test: { may: '*', node: true, hint: '' },
};

/** Packages that only one room (and the tests) may import, and why. */
const packageOwners = {
  'janus-gateway-js': {
    room: 'gateway/media-node',
    hint: 'It replaces RTCPeerConnection of the page that imports it; browsers and the server never speak to Janus.',
  },
};

/**
 * Says why an import is not allowed.
 * @param {string} file importing file, relative to the repository
 * @param {string} source what stands in the import
 * @param {boolean} typeOnly `import type`, `export type` or a type's `import('…')`
 * @returns {string | undefined} the message, or nothing where the import is allowed
 */
export function refusal(file, source, typeOnly) {
  const room = roomOf(file);
  if (room === undefined) return undefined;
  if (!source.startsWith('.')) return packageRefusal(room, source);

  const target = roomOf(path.posix.join(path.posix.dirname(file), source));
  if (target === undefined || target === room) return undefined;
  if (typeOnly && target === 'gateway/protocol') return undefined;
  const { may, hint } = rooms[room];
  if (may === '*' || may.includes(target)) return undefined;

  const allowed = may.length === 0 ? 'no other room' : may.join(', ');
  const way = target === 'gateway/protocol' ? 'Only `import type` of it is free everywhere.' : hint;
  return `${room} may not import ${target}. It may import ${allowed}. ${way}`;
}

function packageRefusal(room, source) {
  const owner = Object.hasOwn(packageOwners, source) ? packageOwners[source] : undefined;
  if (owner !== undefined && room !== owner.room && room !== 'test') {
    return `Only ${owner.room} may import ${source}. ${owner.hint}`;
  }
  if (!rooms[room].node && isBuiltin(source)) {
    return `${room} may not import ${source}: it does not run on Node alone. Pass in what is needed from there.`;
  }
  return undefined;
}

function roomOf(file) {
  return Object.keys(rooms).find((room) => file.startsWith(`${room}/`));
}

function relativeToRepository(context) {
  return path.relative(context.cwd ?? process.cwd(), context.filename).split(path.sep).join('/');
}

const walls = {
  meta: { docs: { description: 'Each room of the repository imports only what its row allows.' } },
  create(context) {
    const file = relativeToRepository(context);
    const check = (node, source, typeOnly) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = refusal(file, source.value, typeOnly);
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source, node.importKind === 'type'),
      ImportExpression: (node) => check(node, node.source, false),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      TSImportType: (node) => check(node, node.source ?? node.argument, true),
      Decorator(node) {
        if (roomOf(file) === undefined || file.startsWith('plugin/')) return;
        const message = 'Decorators live in plugin/ only: the rest runs on Node as it is, which cannot strip them.';
        context.report({ node, message });
      },
    };
  },
};

export default { meta: { name: 'rooms' }, rules: { walls } };
