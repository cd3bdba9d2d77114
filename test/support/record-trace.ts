import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** One system call in a trace of `strace -f -o FILE`. Begin and end are line numbers; equal where it was not interrupted. */
export interface Call {
  readonly name: string;
  /** From the bracket on, with what it returned. */
  readonly text: string;
  readonly begin: number;
  readonly end: number;
}

/** Fails with one line where a test cannot be made on this machine: it is never passed over in silence. */
export function needsStrace(): void {
  const { status } = spawnSync('strace', ['--version']);
  assert.equal(status, 0, 'strace is missing. Install with: sudo apt-get install strace');
}

/** For the option `skip` of a suite: mounting a disk is for root alone. */
export const SKIP_UNLESS_ROOT = process.getuid?.() === 0 ? false : 'mounting a small disk needs root';

/** Puts the halves of interrupted calls together. */
export function readTrace(trace: string): Call[] {
  const calls: Call[] = [];
  const open = new Map<string, { name: string; text: string; begin: number }>();
  for (const [at, line] of trace.split('\n').entries()) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/s.exec(line) ?? [];
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/s.exec(rest);
    if (resumed) {
      const begun = open.get(thread);
      open.delete(thread);
      if (begun) calls.push({ ...begun, text: `${begun.text}${resumed[2]}`, end: at });
      continue;
    }
    const [, name, text = ''] = /^(\w+)(\(.*)$/s.exec(rest) ?? [];
    if (name === undefined) continue;
    if (text.endsWith('<unfinished ...>')) open.set(thread, { name, text: text.slice(0, -'<unfinished ...>'.length), begin: at });
    else calls.push({ name, text, begin: at, end: at });
  }
  return calls.sort((a, b) => a.begin - b.begin);
}

export interface OrderVerdict {
  readonly acknowledged: number;
  /** Acknowledgements that were sent before a sync of the log that holds their record had returned 0. */
  readonly early: readonly string[];
}

/**
 * Checks that each acknowledgement was sent after its record was synced. Commands are traced one after the other, each
 * sent after the answer to the one before, so the last write to the log before an acknowledgement is its record's.
 */
export function checkOrder(calls: readonly Call[], commandIds: readonly string[]): OrderVerdict {
  const isLog = ({ text }: Call): boolean => text.includes('record.sqlite-wal>');
  const sends = calls.filter(({ name }) => ['write', 'writev', 'sendto', 'sendmsg'].includes(name));
  const early: string[] = [];
  let acknowledged = 0;
  let from = 0;
  for (const commandId of commandIds) {
    const ack = sends.find(({ text }) => text.includes(`command.done\\",\\"commandId\\":\\"${commandId}\\"`));
    if (!ack) continue;
    acknowledged += 1;
    const between = calls.filter(({ begin }) => begin >= from && begin < ack.begin);
    const written = between.findLast((call) => call.name === 'pwrite64' && isLog(call));
    const synced = between.some(
      (call) =>
        /^f(data)?sync$/.test(call.name) &&
        isLog(call) &&
        call.text.endsWith(' = 0') &&
        call.end < ack.begin &&
        call.begin > (written?.end ?? Infinity),
    );
    if (!synced) early.push(commandId);
    from = ack.begin;
  }
  return { acknowledged, early };
}
