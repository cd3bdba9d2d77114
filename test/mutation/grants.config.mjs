import { target } from './target.mjs';

const code = [
  'sessions/session-actor',
  'sessions/unrecorded-ends',
  'sessions/share',
  'sessions/seat',
  'sessions/live-session',
  'sockets/gate',
  'sockets/share-messages',
];
const tests = [
  'seat',
  'share*',
  'scope-table',
  'session-actor*',
  'live-session*',
  'control-hand',
  'visitors',
  'sessions',
  'abuse-reports',
];

export default target('grants', {
  mutate: code.map((name) => `gateway/server/${name}.ts`),
  tests: tests.map((name) => `test/unit/${name}.test.ts`),
});
