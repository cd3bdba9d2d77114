import { target } from './target.mjs';

const code = ['sessions/session-actor', 'sessions/share', 'sessions/seat', 'sessions/live-session', 'sockets/gate'];
const tests = [
  'seat',
  'share',
  'share-viewer',
  'scope-table',
  'session-actor',
  'session-actor-media',
  'session-actor-record',
  'live-session',
];

export default target('grants', {
  mutate: code.map((name) => `gateway/server/${name}.ts`),
  tests: tests.map((name) => `test/unit/${name}.test.ts`),
});
