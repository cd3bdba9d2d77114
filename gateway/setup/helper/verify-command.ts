/**
 * `npm run helper:verify -- FOLDER|ADDRESS`: checks the helper's release in a folder, or as a server offers it, and says what
 * it checked. Exit code 0 when all of it is right.
 */
import { readFileSync } from 'node:fs';
import { HELPER_PROTOCOL_VERSION } from '../../protocol/helper-messages.ts';
import { readFromServer } from './offered.ts';
import { readFrom, verifyRelease } from './verify.ts';

const [place] = process.argv.slice(2);
if (place === undefined) {
  process.stderr.write('Usage: npm run helper:verify -- FOLDER, or a server\'s address, for example https://support.example\n');
  process.exit(1);
}
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
const read = /^https?:\/\//.test(place) ? readFromServer(place) : readFrom(place);
const { checked, wrong } = await verifyRelease(read, { version, protocol: HELPER_PROTOCOL_VERSION });
for (const line of checked) process.stdout.write(`right  ${line}\n`);
for (const line of wrong) process.stdout.write(`WRONG  ${line}\n`);
process.exit(wrong.length === 0 ? 0 : 1);
