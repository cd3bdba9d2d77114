import process from 'node:process';
import { codeInName } from './own-name.ts';
import { Program, type ExitCode, type ProgramParts } from './program.ts';
import type { Release } from './release.ts';
import { hasNeedlessRights, originOf, whyNoDesktop } from './start-checks.ts';
import { wordsOf } from './texts/texts.ts';
import { chooseLocale } from './window/choose-locale.ts';
import { withoutInvisible } from './window/clean-text.ts';

/** What only the single executable has. */
export interface SingleExecutable extends Pick<ProgramParts, 'hasWindow' | 'removeExecutable'> {
  release: Release;
  /** Its name has the code. */
  file: string;
}

type Start = Pick<ProgramParts, 'place' | 'code' | 'asksForCode' | 'hasWindow' | 'removeExecutable'>;

const CODE = /^[0-9A-Za-z]{6,20}$/;

/** Names come from the network: nothing of them may speak to the terminal, or turn the words around them. */
const say = (line: string): void => void process.stdout.write(`${withoutInvisible(line)}\n`);
const sayFailure = (line: string): void => void process.stderr.write(`${withoutInvisible(line)}\n`);

/** What goes wrong before anything was connected. */
function fail(line: string, exitCode: ExitCode): ExitCode {
  process.stderr.write(`${line}\n`);
  return exitCode;
}

/**
 * The helper from its start to its end: looks first at how it was started, and then at this desktop.
 * @param args - Of the command line.
 * @param single - Where this is the single executable.
 * @param desk - How to start the injector's process.
 */
export async function startUp(
  args: readonly string[],
  single: SingleExecutable | undefined,
  desk: ProgramParts['desk'],
): Promise<ExitCode> {
  const { env, platform } = process;
  const locale = chooseLocale(env);
  const words = wordsOf(locale);
  const start = single ? startOfExecutable(single, args) : startOfLine(args);
  if (!start) return fail(words(single ? 'usagePinned' : 'usage'), 2);
  const obstacle = whyNoDesktop({ platform, env, isSingle: single !== undefined });
  if (obstacle) return fail(words(obstacle), 3);
  if (hasNeedlessRights(env, process)) say(words('needlessRights'));
  // Whoever reads may have closed a terminal.
  process.stdout.on('error', () => {});
  const hasTerminal = process.stdout.isTTY || process.stdin.isTTY;
  return new Program({ ...start, locale, words, say, sayFailure, hasTerminal, desk, display: env['DISPLAY'] ?? '' }).run();
}

/** Its server is inside it: no name, argument or answer makes it speak to another one. */
function startOfExecutable({ release, file, ...rest }: SingleExecutable, args: readonly string[]): Start | undefined {
  return args.length > 0 ? undefined : { ...rest, place: release, code: codeInName(file), asksForCode: true };
}

/** A line in a terminal: server and code are its arguments. */
function startOfLine([address = '', code = '']: readonly string[]): Start | undefined {
  const origin = originOf(address);
  if (!origin || !CODE.test(code)) return undefined;
  return { place: { origins: [origin] }, code, asksForCode: false, hasWindow: false, removeExecutable: undefined };
}
