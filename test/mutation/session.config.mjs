import { target } from './target.mjs';

export default target('session', {
  mutate: ['state-machines/session.machine.ts'],
  tests: ['test/unit/session.machine.test.ts'],
});
