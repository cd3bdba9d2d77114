import { createInterface } from 'node:readline';
import type { Locale } from '../protocol/vocabulary.ts';
import type { ServerToHelper } from '../protocol/helper-messages.ts';
import { CodeEntry } from './code-entry.ts';
import { Helper } from './helper.ts';
import { startInjector, type Desk, type InjectorCommand } from './injector-client.ts';
import { joinByPin, type JoinFailure } from './join.ts';
import type { LinkTrouble } from './link-trouble.ts';
import { openBrowser } from './open-browser.ts';
import { hasKillChord } from './open-injector.ts';
import type { FileRemoval } from './own-file.ts';
import { ServerLink, type LinkEnd, type ServerPlace } from './server-link.ts';
import { ServerTrust } from './server-trust.ts';
import type { LineKey, Words } from './texts/texts.ts';
import type { EndedReason, EntryProblem, Removal, WindowView } from './window/window.ts';

export interface ProgramParts {
  place: ServerPlace;
  /** From the page; good once. Without it the owner is asked. */
  code: string | undefined;
  /** Whether the owner may type another code where this one is not good. */
  asksForCode: boolean;
  display: string;
  desk: InjectorCommand;
  /** Whether a window can be drawn. */
  hasWindow: boolean;
  locale: Locale;
  words: Words;
  /** Writes a line where the owner may read it. */
  say(line: string): void;
  /** Writes why nothing was begun to where errors go. */
  sayFailure(line: string): void;
  /** Whether there is a terminal, so that somebody may read what is said. */
  hasTerminal: boolean;
  /** Only the single executable removes itself. */
  removeExecutable: (() => FileRemoval) | undefined;
}

/** What a process ends with: it ended as it should; its arguments; this desktop; the server. */
export type ExitCode = 0 | 2 | 3 | 4;

type End = LinkEnd | 'forgotten' | 'closed' | 'displayLost' | 'cannotAsk';

/** For so long, in milliseconds, the window says what came of it all, unless its owner closes it. */
const END_SHOWN_MS = 10_000;
/** The server's names for two reasons that a helper has words for. */
const REFUSALS: Readonly<Record<string, LineKey>> = { E_HELPER_CODE: 'codeUsed', E_VERSION: 'otherVersion' };

/** One life of the helper: from the code to the end of the session, or of its desktop, or until its owner closes it. */
export class Program {
  readonly #parts: ProgramParts;
  readonly #host: string;
  readonly #trust = new ServerTrust();
  readonly #helper: Helper;
  readonly #entry: CodeEntry;
  readonly #ended = Promise.withResolvers<End>();
  readonly #closed = Promise.withResolvers<void>();
  #desk: Desk | undefined;
  #link: ServerLink | undefined;
  #hasWindow = false;
  /** Once it was connected: whether the server wants this program to be gone at the end, as it said last. */
  #removesItself: boolean | undefined;
  /** A page that the owner's browser did not open. */
  #pageUrl: string | undefined;
  #shown: WindowView | undefined;
  #terminal: ReturnType<typeof createInterface> | undefined;
  #isInputOver = false;
  #saidTrouble: LinkTrouble | undefined;
  #isOver = false;

  constructor(parts: ProgramParts) {
    this.#parts = parts;
    this.#host = new URL(parts.place.origins[0] ?? '').host;
    this.#helper = new Helper({
      send: (message) => this.#link?.send(message),
      words: parts.words,
      hasKillChord,
      say: parts.say,
      show: (view) => this.#show(view),
      displayLost: () => this.#end('displayLost'),
      openInjector: async (events) => (this.#desk = await startInjector(parts.desk, parts.display, events)),
    });
    this.#entry = new CodeEntry({
      ask: (problem) => this.#ask(problem),
      looking: () => this.#show({ state: 'connecting', host: this.#host }),
      join: (pin) => this.#join(pin),
      joined: (pageUrl) => void this.#openPage(pageUrl),
    });
  }

  async run(): Promise<ExitCode> {
    if (!(await this.#helper.open())) {
      this.#say('nothingConnected');
      return 3;
    }
    if (!(await this.#openWindow())) {
      await this.#helper.close();
      return 3;
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => this.#close());
    void this.#connect(this.#parts.code);
    const end = await this.#ended.promise;
    this.#link?.close();
    await this.#helper.rest();
    for (const line of this.#farewell(end)) this.#parts.say(line);
    await this.#showEnd(end, this.#remove());
    await this.#helper.close();
    this.#terminal?.close();
    return exitCodeOf(end);
  }

  /** @returns Whether its owner can learn that somebody controls: in the window, or in a terminal instead. */
  async #openWindow(): Promise<boolean> {
    const { hasWindow, hasTerminal, words, sayFailure } = this.#parts;
    if (!hasWindow) return true;
    try {
      await this.#desk?.openWindow(this.#parts.locale, {
        stopControl: () => this.#helper.stopControl(),
        endSession: () => this.#helper.endSession(),
        covered: (isCovered) => this.#helper.covered(isCovered),
        entered: (text) => this.#entry.entered(text),
        quit: () => this.#close(),
      });
      this.#hasWindow = true;
    } catch (error) {
      const why = (error as Error).message;
      if (hasTerminal) this.#say('noWindow', { why });
      else sayFailure(words('noTerminal', { why }));
    }
    return this.#hasWindow || hasTerminal;
  }

  async #connect(known: string | undefined, problem?: EntryProblem): Promise<void> {
    const code = known ?? (await this.#entry.code(problem));
    this.#say('connecting', { host: this.#host });
    this.#show({ state: 'connecting', host: this.#host });
    this.#link = new ServerLink(this.#parts.place, code, {
      received: (message) => this.#received(message),
      lost: (trouble) => this.#lost(trouble),
      over: (end) => this.#over(end),
    });
  }

  #received(message: Exclude<ServerToHelper, { type: 'ping' | 'bye' }>): void {
    if (message.type === 'welcome') this.#saidTrouble = undefined;
    if (message.type === 'welcome' || message.type === 'removal') {
      this.#removesItself = message.removesItself;
      if (this.#parts.removeExecutable) this.#desk?.removeAtEnd(message.removesItself);
    }
    if (message.type !== 'removal') void this.#helper.received(message);
  }

  #lost(trouble: LinkTrouble): void {
    if (trouble === 'silent' || this.#removesItself !== undefined) this.#helper.linkLost(this.#host);
    if (trouble !== 'silent' && trouble !== this.#saidTrouble) this.#say(trouble, { host: this.#host });
    this.#saidTrouble = trouble;
  }

  #over(end: LinkEnd): void {
    if (!isRefusedAs(end, 'E_HELPER_CODE')) return this.#end(end);
    if (this.#removesItself !== undefined) this.#end('forgotten');
    else if (this.#parts.asksForCode) void this.#connect(undefined, 'invalid');
    else this.#end(end);
  }

  #ask(problem: EntryProblem | undefined): void {
    this.#show({ state: 'enterCode', ...(problem && { problem }) });
    if (this.#hasWindow) return;
    if (problem === 'invalid') this.#say('codeInvalid');
    if (problem === 'tooManyAttempts') this.#say('tooManyAttempts');
    if (problem === undefined || problem === 'invalid') this.#say('askCode');
    if (this.#isInputOver) return this.#end('cannotAsk');
    this.#terminal ??= createInterface({ input: process.stdin })
      .on('line', (line) => this.#entry.entered(line))
      .on('close', () => {
        this.#isInputOver = true;
        if (this.#entry.isAsking) this.#end('cannotAsk');
      });
  }

  async #join(pin: string): ReturnType<typeof joinByPin> {
    const answer = await joinByPin(this.#parts.place.origins, pin, this.#trust);
    if (isOffline(answer)) this.#lost(answer.trouble);
    return answer;
  }

  async #openPage(url: string): Promise<void> {
    if (await openBrowser(url)) return this.#say('pageOpened');
    this.#say('openPage', { url });
    this.#pageUrl = url;
    if (this.#shown) this.#show(this.#shown);
  }

  #show(view: WindowView): void {
    if (this.#isOver) return;
    this.#shown = view;
    const isWaiting = view.state === 'connecting' || view.state === 'connected';
    if (!isWaiting && view.state !== 'lost') this.#pageUrl = undefined;
    this.#desk?.show(isWaiting && this.#pageUrl !== undefined ? { state: 'openPage', url: this.#pageUrl } : view);
  }

  #close(): void {
    this.#closed.resolve();
    this.#end('closed');
  }

  #end(end: End): void {
    this.#isOver = true;
    if (end === 'displayLost') this.#closed.resolve();
    this.#ended.resolve(end);
  }

  async #showEnd(end: End, removal: Removal): Promise<void> {
    const reason = endedReasonOf(end);
    if (!this.#hasWindow || reason === undefined) return;
    this.#desk?.show({ state: 'ended', reason, removal });
    const enough = setTimeout(() => this.#closed.resolve(), END_SHOWN_MS);
    await this.#closed.promise;
    clearTimeout(enough);
  }

  /** Of a program that was never connected nothing is removed: it was not of any use yet. */
  #remove(): Removal {
    const { removeExecutable } = this.#parts;
    if (!removeExecutable || this.#removesItself === undefined) return 'kept';
    if (!this.#removesItself) {
      this.#say('kept');
      return 'kept';
    }
    const { outcome, file, ...why } = removeExecutable();
    const line = { removed: 'removed', gone: 'fileGone', replaced: 'fileReplaced', hindered: 'fileHindered' } as const;
    this.#say(line[outcome], { file, ...why });
    return outcome === 'removed' || outcome === 'gone' ? 'removed' : 'failed';
  }

  #farewell(end: End): string[] {
    const { words } = this.#parts;
    if (typeof end === 'object') {
      const [, code = '', text = ''] = /^(E_[A-Z_]+)?\s*(.*)/s.exec(end.refused) ?? [];
      const known = REFUSALS[code];
      return [words('refused', { why: known ? words(known) : text || code })];
    }
    if (end === 'closed' || end === 'displayLost') return [];
    return [words(end === 'refused' ? 'notUnderstood' : end, { host: this.#host })];
  }

  #say(key: LineKey, values?: Readonly<Record<string, string>>): void {
    this.#parts.say(this.#parts.words(key, values));
  }
}

const isOffline = (answer: object): answer is Extract<JoinFailure, { problem: 'offline' }> =>
  'problem' in answer && answer.problem === 'offline';

const isRefusedAs = (end: End, code: string): boolean => typeof end === 'object' && end.refused.startsWith(code);

/** What the window says at the end; nothing where the owner closed it, or where it is gone itself. */
function endedReasonOf(end: End): EndedReason | undefined {
  if (typeof end === 'object') return isRefusedAs(end, 'E_VERSION') ? 'otherVersion' : 'refused';
  return end === 'closed' || end === 'displayLost' || end === 'cannotAsk' ? undefined : end;
}

function exitCodeOf(end: End): ExitCode {
  if (end === 'cannotAsk') return 2;
  if (end === 'displayLost') return 3;
  return typeof end === 'object' || end === 'refused' || end === 'ownProofWrong' ? 4 : 0;
}
