import { target } from './target.mjs';

export default target('fold', {
  mutate: ['state-machines/support-session.ts', 'state-machines/continuable.ts'],
  tests: ['test/unit/support-session.test.ts', 'test/unit/control.test.ts', 'test/unit/support-session-table.test.ts'],
});
