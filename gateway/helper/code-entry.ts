import type { HelperJoined } from '../protocol/http.ts';
import type { JoinFailure } from './join.ts';
import { readEntered } from './own-name.ts';
import type { EntryProblem } from './window/window.ts';

export interface CodeEntryDeps {
  /** Asks the owner, in the window or in the terminal; what came of the text before is said. */
  ask(problem: EntryProblem | undefined): void;
  /** What was typed is looked at. */
  looking(): void;
  join(pin: string): Promise<HelperJoined | JoinFailure>;
  /** The PIN was good: this page is the owner's. */
  joined(pageUrl: string): void;
}

/** The way to a helper's code where the file's name has none that is good: by what the owner types. */
export class CodeEntry {
  readonly #deps: CodeEntryDeps;
  #answer: ((text: string) => void) | undefined;

  constructor(deps: CodeEntryDeps) {
    this.#deps = deps;
  }

  /** Whether the owner is asked at this moment. */
  get isAsking(): boolean {
    return this.#answer !== undefined;
  }

  /** The owner typed something; where nothing was asked it is nothing. */
  entered(text: string): void {
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer) this.#deps.looking();
    answer?.(text);
  }

  /** @returns The first code that was typed, or that a PIN was good for. It takes as long as the owner does. */
  async code(problem?: EntryProblem): Promise<string> {
    let text = await this.#asked(problem);
    for (;;) {
      const entered = readEntered(text);
      if (entered && 'code' in entered) return entered.code;
      const answer = entered ? await this.#deps.join(entered.pin) : ({ problem: 'invalid' } as const);
      if ('pageUrl' in answer) {
        this.#deps.joined(answer.pageUrl);
        return answer.code;
      }
      text = await this.#asked(answer.problem, text, answer.problem === 'invalid' ? undefined : answer.retryInMs);
    }
  }

  /** What was not refused is tried again by itself, unless something else is typed before. */
  #asked(problem?: EntryProblem, before = '', retryInMs?: number): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    const retry = retryInMs === undefined ? undefined : setTimeout(() => resolve(before), retryInMs);
    this.#answer = (text) => {
      clearTimeout(retry);
      resolve(text);
    };
    this.#deps.ask(problem);
    return promise;
  }
}
