import { target } from './target.mjs';

export default target('viewing', {
  mutate: ['state-machines/viewing.machine.ts'],
  tests: ['test/unit/machine-slots.test.ts', 'test/unit/viewing.machine.test.ts'],
});
