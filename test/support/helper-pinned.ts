/** The helper from its sources, with what is pinned in the single executable: `release.json`, and the file's name. */
import { fileURLToPath } from 'node:url';
import { readRelease } from '../../gateway/helper/release.ts';
import { startUp } from '../../gateway/helper/start-up.ts';

const [release = '', file = '', ...args] = process.argv.slice(2);
const main = fileURLToPath(new URL('../../gateway/helper/main.ts', import.meta.url));
const single = { release: readRelease(release), file, hasWindow: false, removeExecutable: undefined };
process.exit(await startUp(args, single, [process.execPath, '--disable-warning=ExperimentalWarning', main, '--injector']));
