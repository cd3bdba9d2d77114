/**
 * `npm run audit -- verify DIR|FILE` and `npm run audit -- export DIR SESSION > FILE`: checks the record of a data folder,
 * or of one exported session, also while a server runs on the folder.
 *
 * Exit code 0: nothing is broken. 1: something is; the first broken record is named. 2: there was nothing to check.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RECORD_FILE } from './record.ts';
import { exportSession } from './session-file.ts';
import { AuditError, openToRead, verifyFolder, verifySessionFile, type Verdict } from './verify.ts';

const USAGE = `Usage:
  npm run audit -- verify DIR|FILE [--anchors FILE] [--key FILE] [--json]
  npm run audit -- export DIR SESSION > FILE

DIR is a data folder, FILE an exported session. --anchors names the second file of the anchors (SIDESEAT_ANCHOR_FILE),
--key a copy of record.pub that was kept elsewhere.`;

process.exitCode = run(process.argv.slice(2));

function run(args: string[]): number {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, anchors: { type: 'string' }, key: { type: 'string' } },
    });
    const [command, place, sessionId] = positionals;
    if (command === 'verify' && place !== undefined && sessionId === undefined) return verify(place, values);
    if (command === 'export' && place !== undefined && sessionId !== undefined) return exportTo(place, sessionId);
  } catch (error) {
    const isExpected = error instanceof AuditError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`${isExpected ? (error as Error).message : String((error as Error).stack)}\n`);
    if (error instanceof AuditError) return 2;
  }
  process.stderr.write(`${USAGE}\n`);
  return 2;
}

function verify(place: string, { json, anchors, key }: { json?: boolean; anchors?: string; key?: string }): number {
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) throw new AuditError(`${place} is not there`);
  const anchorFile = anchors ?? (process.env['SIDESEAT_ANCHOR_FILE'] || undefined);
  const verdict = isFolder ? verifyFolder(place, { anchorFile, keyFile: key }) : verifySessionFile(place, { keyFile: key });
  process.stdout.write(json ? `${JSON.stringify(verdict)}\n` : `${inWords(verdict)}\n`);
  return verdict.broken.length === 0 ? 0 : 1;
}

function inWords({ streams, records, erased, anchors, unanchored, broken }: Verdict): string {
  const [first, ...others] = broken;
  if (first) {
    const more = others.length === 0 ? '' : ` (and ${others.length} more: see --json)`;
    return `BROKEN: ${first.streamId}: record ${first.seq} ${first.what}${more}`;
  }
  return `OK: ${streams} streams, ${records} records (${erased} erased), ${anchors} anchors, ${unanchored} records not anchored yet`;
}

function exportTo(dataDir: string, sessionId: string): number {
  const database = openToRead(join(dataDir, RECORD_FILE));
  const session = exportSession(dataDir, database, sessionId);
  database.close();
  if (!session) throw new AuditError(`${dataDir} has no session ${sessionId}`);
  process.stdout.write(`${JSON.stringify(session, null, 2)}\n`);
  return 0;
}
