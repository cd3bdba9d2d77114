import { target } from './target.mjs';

export default target('sharing', {
  mutate: ['state-machines/sharing.machine.ts'],
  tests: ['test/unit/machine-slots.test.ts', 'test/unit/sharing-continue.machine.test.ts', 'test/unit/sharing.machine.test.ts'],
});
