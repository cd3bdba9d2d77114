import { target } from './target.mjs';

export default target('scope', {
  mutate: ['gateway/server/sockets/scope-table.ts'],
  tests: ['test/unit/scope-table.test.ts'],
});
