import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as macrotask } from 'node:timers/promises';
import { fromCallback, fromPromise } from 'xstate';
import type { AnyEventObject, AnyStateMachine, EventObject, InspectionEvent, NonReducibleUnknown } from 'xstate';
import { getStateNodes } from 'xstate/graph';

export { macrotask };

/** One time that a scripted actor was started. */
export interface Run<TInput = unknown> {
  readonly name: string;
  readonly input: TInput;
  status: 'running' | 'done' | 'failed' | 'stopped';
}

interface LiveRun {
  run: Run;
  resolve(output: unknown): void;
  reject(error: unknown): void;
  sendBack(event: AnyEventObject): void;
}

/**
 * Actors that a test settles by hand: `machine.provide({ actors: { open: scripted.promise('open') } })`, then
 * `scripted.resolve('open')`. `runs` and `journal` tell what was started and stopped, in order.
 */
export class ScriptedActors {
  readonly runs: Run[] = [];
  /** `start open`, `done open`, `failed open`, `stop open`; tests may add lines of their own. */
  readonly journal: string[] = [];
  readonly #live = new Map<string, LiveRun>();

  /** A promise actor. Stopping the machine's state shows in `runs` as `stopped`. */
  promise<TOutput, TInput extends NonReducibleUnknown = NonReducibleUnknown>(name: string) {
    return fromPromise<TOutput, TInput>(
      ({ input, signal }) =>
        new Promise<TOutput>((resolve, reject) => {
          const run = this.#start(name, input, { resolve: resolve as (output: unknown) => void, reject });
          signal.addEventListener('abort', () => this.#stop(run));
        }),
    );
  }

  /** A callback actor, which sends events back with `emit`; what it is sent is in the journal as `order open …`. */
  callback<TEvent extends EventObject, TInput extends NonReducibleUnknown = NonReducibleUnknown>(name: string) {
    return fromCallback<TEvent, TInput>(({ input, sendBack, receive }) => {
      const run = this.#start(name, input, { sendBack });
      receive(({ type }) => this.journal.push(`order ${name} ${type}`));
      return () => this.#stop(run);
    });
  }

  isRunning(name: string): boolean {
    return this.#live.has(name);
  }

  /** Settles the running promise actor; await `macrotask()` before looking at the machine. */
  resolve(name: string, output?: unknown): void {
    this.#end(name, 'done').resolve(output);
  }

  reject(name: string, error: unknown = new Error(`scripted failure of ${name}`)): void {
    this.#end(name, 'failed').reject(error);
  }

  /** Sends an event from the running callback actor to its machine. */
  emit(name: string, event: AnyEventObject): void {
    this.#find(name).sendBack(event);
  }

  #start(name: string, input: unknown, hands: Partial<LiveRun>): Run {
    const run: Run = { name, input, status: 'running' };
    const unable = (): never => assert.fail(`"${name}" is not an actor of that kind`);
    this.#live.set(name, { run, resolve: unable, reject: unable, sendBack: unable, ...hands });
    this.runs.push(run);
    this.journal.push(`start ${name}`);
    return run;
  }

  #find(name: string): LiveRun {
    return this.#live.get(name) ?? assert.fail(`"${name}" is not running`);
  }

  #end(name: string, status: 'done' | 'failed'): LiveRun {
    const live = this.#find(name);
    live.run.status = status;
    this.#live.delete(name);
    this.journal.push(`${status} ${name}`);
    return live;
  }

  #stop(run: Run): void {
    if (run.status !== 'running') return;
    run.status = 'stopped';
    if (this.#live.get(run.name)?.run === run) this.#live.delete(run.name);
    this.journal.push(`stop ${run.name}`);
  }
}

const ACTOR_RESULT = /^xstate\.(done|error)\.actor\.(.+)$/;

/** Brings about what an event of a generated path stands for: an actor's result, a timer, or an event from outside. */
export async function perform(
  event: AnyEventObject,
  world: { send(event: AnyEventObject): void; scripted: ScriptedActors; advance(timer: string): void },
): Promise<void> {
  const [, outcome, name] = ACTOR_RESULT.exec(event.type) ?? [];
  if (name && outcome === 'done') world.scripted.resolve(name, event['output']);
  else if (name) world.scripted.reject(name, event['error']);
  else if (event.type.startsWith('xstate.after.')) world.advance(event.type);
  else world.send(event);
  await macrotask();
}

/** `stateId|event|candidateIndex` of every transition the machine declares. */
export function declaredTransitions(machine: AnyStateMachine): Set<string> {
  return new Set(
    allNodes(machine).flatMap((node) =>
      [...node.transitions].flatMap(([event, candidates]) =>
        candidates.map((_, index) => `${node.id}|${event}|${index}`),
      ),
    ),
  );
}

/** Collects the same ids from a running actor: pass it as `inspect`. */
export function recordTransitions(into: Set<string>): (event: InspectionEvent) => void {
  return (event) => {
    if (event.type !== '@xstate.microstep') return;
    for (const taken of event._transitions) {
      const index = taken.source.transitions.get(taken.eventType)?.indexOf(taken) ?? -1;
      into.add(`${taken.source.id}|${taken.eventType}|${index}`);
    }
  };
}

/**
 * The machine's id (facts on the record name its timers with it), then one line per state with its tags, invoked actors, entry and exit actions, then one per declared transition,
 * `source: event [guard] -> target / actions`; sorted. Kept as a golden file, so that every change of a machine shows.
 */
export function transitionTable(machine: AnyStateMachine): string[] {
  const nodes = allNodes(machine);
  const transitions = nodes.flatMap((node) =>
    [...node.transitions].flatMap(([event, candidates]) =>
      candidates.map(({ guard, target, actions, reenter }) =>
        [
          `${pathOf(node.id, machine.id)}: ${eventName(event)}`,
          guard ? ` [${nameOf(guard)}]` : '',
          ` -> ${target?.map((to) => pathOf(to.id, machine.id)).join(', ') ?? '(stay)'}`,
          reenter ? ' (again)' : '',
          actions.length > 0 ? ` / ${actions.map(nameOf).join(', ')}` : '',
        ].join(''),
      ),
    ),
  );
  const states = nodes.map((node) => {
    const parts = [
      ...node.tags.map((tag) => `#${tag}`),
      ...node.invoke.map(({ src }) => `invoke ${nameOf(src)}`),
      ...node.entry.map((action) => `entry ${nameOf(action)}`),
      ...node.exit.map((action) => `exit ${nameOf(action)}`),
      ...(node.type === 'final' ? ['final'] : []),
    ];
    return `${pathOf(node.id, machine.id)}${parts.length > 0 ? ` = ${parts.join(', ')}` : ''}`;
  });
  return [`machine ${machine.id}`, ...states.sort(), ...transitions.sort()];
}

/** The root is not among `getStateNodes`. */
const allNodes = (machine: AnyStateMachine) => [machine.root, ...getStateNodes(machine)];

const pathOf = (id: string, machineId: string): string => id.slice(machineId.length + 1) || '(any)';

const eventName = (event: string): string =>
  event.replace(/^xstate\.(done|error)\.actor\./, '$1 ').replace(/^xstate\.after\.(\w+)\..*/, 'after $1');

/** Parameters that are computed have no value of their own to show. */
function nameOf(named: unknown): string {
  if (typeof named === 'function') return named.name || '(inline)';
  if (typeof named !== 'object' || named === null || !('type' in named)) return String(named);
  const params = 'params' in named && named.params ? named.params : undefined;
  if (params === undefined) return String(named.type);
  return `${String(named.type)}${typeof params === 'function' ? '(…)' : JSON.stringify(params)}`;
}

/**
 * Compares lines with the golden file `test/unit/golden/<name>.txt`. With `UPDATE_GOLDEN=1` it writes the file instead;
 * review the difference before you commit it.
 */
export function assertGolden(name: string, lines: readonly string[]): void {
  const folder = new URL('../unit/golden/', import.meta.url);
  const file = new URL(`${name}.txt`, folder);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${lines.join('\n')}\n`);
  }
  assert.ok(existsSync(file), `no golden file ${name}.txt: run with UPDATE_GOLDEN=1 and review it`);
  assert.deepEqual(lines, readFileSync(file, 'utf8').trimEnd().split('\n'));
}
