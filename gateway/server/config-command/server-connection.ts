import * as v from 'valibot';
import { AdminProblem } from '../../protocol/admin.ts';

/** What the command could not do, in a sentence. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** The server refused a call: what it said. */
export class ServerRefusal extends CommandError {
  readonly problem: AdminProblem;

  constructor(problem: AdminProblem) {
    super(`${problem.message} (${problem.code})`);
    this.problem = problem;
  }
}

export interface ConnectionSettings {
  /** Where the server is, for example `https://help.example`. */
  readonly server: URL;
  readonly userName: string;
  readonly password: string;
}

/** Longest wait for an answer, in milliseconds. */
const CALL_MS = 30_000;

/** A sign-in at a running server, as the administrator's page has one; ends itself with `await using`. */
export class ServerConnection implements AsyncDisposable {
  readonly #origin: string;
  #cookie = '';

  private constructor(server: URL) {
    this.#origin = server.origin;
  }

  /** @throws {CommandError} */
  static async open({ server, userName, password }: ConnectionSettings): Promise<ServerConnection> {
    const connection = new ServerConnection(server);
    await connection.call(v.unknown(), 'POST', 'sign-in', { userName, password });
    return connection;
  }

  /** @throws {CommandError} */
  async call<T>(schema: v.GenericSchema<unknown, T>, method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.#origin}/api/admin/${path}`, {
      method,
      headers: {
        origin: this.#origin,
        cookie: this.#cookie,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(CALL_MS),
    }).catch((cause: unknown) => {
      throw new CommandError(`${this.#origin} cannot be reached: start the server, or name it with --server`, { cause });
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      const problem = v.safeParse(AdminProblem, answer);
      throw problem.success ? new ServerRefusal(problem.output) : new CommandError(`${this.#origin} answered ${response.status}`);
    }
    const parsed = v.safeParse(schema, answer);
    if (!parsed.success) throw new CommandError(`${this.#origin} is no Sideseat server of this version`);
    return parsed.output;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.call(v.unknown(), 'POST', 'sign-out', {}).catch(() => undefined); // it is over by itself soon
  }
}
