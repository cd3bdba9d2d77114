import { afterEach } from 'node:test';

/** Ends the run with the first failure: one is enough to notice a planted fault. For `node --test --import`. */
afterEach(({ passed, fullName }) => {
  if (passed) return;
  console.log(fullName);
  process.exit(1);
});
