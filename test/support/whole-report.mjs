/**
 * Loaded into the process of each test file. `--test-force-exit` ends it as soon as its tests are over, and what it has not
 * yet told the runner by then would be lost: so each line is told before the next thing happens.
 */
process.stdout._handle?.setBlocking?.(true);
