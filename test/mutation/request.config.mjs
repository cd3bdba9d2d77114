import { target } from './target.mjs';

export default target('request', {
  mutate: ['state-machines/request.machine.ts'],
  tests: ['test/unit/request.machine.test.ts', 'test/unit/control.test.ts'],
});
