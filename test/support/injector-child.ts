/** The injector's process as the tests start it. Argument: a file to write its process id to. */
import { writeFileSync } from 'node:fs';
import { runInjector } from '../../gateway/helper/injector-process.ts';

writeFileSync(process.argv[2]!, String(process.pid));
await runInjector();
