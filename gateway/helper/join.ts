import http from 'node:http';
import https from 'node:https';
import * as v from 'valibot';
import { HELPER_JOIN_PATH, HelperJoined, Problem, type HelperJoin } from '../protocol/http.ts';
import { troubleOfStatus, type LinkTrouble } from './link-trouble.ts';
import type { ServerTrust } from './server-trust.ts';

/** A server that takes longer counts as not reached. */
const ANSWER_WITHIN_MS = 10_000;
/** An answer is a few hundred bytes. */
const ANSWER_MAX_BYTES = 16_384;

/** A server that was not reached, or that does not say when, is asked again after this. */
const RETRY_IN_MS = 3_000;

/**
 * - `invalid`: the PIN is not good, or not any more
 * - `tooManyAttempts`: it may be tried again after `retryInMs`
 * - `offline`: the server was not reached, for this reason
 */
export type JoinFailure =
  | { problem: 'invalid' }
  | { problem: 'tooManyAttempts'; retryInMs: number }
  | { problem: 'offline'; trouble: LinkTrouble; retryInMs: number };

/** Uses a PIN up: for the page that puts the owner's browser into the session, and for this helper's code. */
export async function joinByPin(
  origins: readonly string[],
  pin: string,
  trust: ServerTrust,
): Promise<HelperJoined | JoinFailure> {
  let failure: LinkTrouble = 'unreachable';
  for (const origin of origins) {
    try {
      return readAnswer(await post(`${origin}${HELPER_JOIN_PATH}`, { pin }, trust), origins);
    } catch (error) {
      failure = trust.failed(error);
    }
  }
  return offline(failure);
}

const offline = (trouble: LinkTrouble): JoinFailure => ({ problem: 'offline', trouble, retryInMs: RETRY_IN_MS });

interface Answer {
  status: number;
  text: string;
}

function readAnswer({ status, text }: Answer, origins: readonly string[]): HelperJoined | JoinFailure {
  const json = parse(text);
  const joined = v.safeParse(HelperJoined, json);
  // Its page is opened in the owner's browser: it has to be one of this server's.
  if (status === 200 && joined.success && origins.includes(originOf(joined.output.pageUrl))) return joined.output;
  const problem = v.safeParse(Problem, json);
  if (status === 429 && problem.success)
    return { problem: 'tooManyAttempts', retryInMs: problem.output.retryInMs ?? RETRY_IN_MS };
  if (problem.success && problem.output.code === 'E_PIN_INVALID') return { problem: 'invalid' };
  return offline(troubleOfStatus(status));
}

/** @throws where there is no whole answer */
function post(url: string, body: HelperJoin, trust: ServerTrust): Promise<Answer> {
  const { request } = url.startsWith('https:') ? https : http;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const call = request(url, { ...trust.options, method: 'POST', signal, headers: { 'content-type': 'application/json' } });
  call.on('error', reject);
  call.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('error', reject);
    response.on('data', (part: string) => {
      text += part;
      if (text.length > ANSWER_MAX_BYTES) response.destroy(new Error('this answer is none of ours'));
    });
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
  });
  call.end(JSON.stringify(body));
  return promise;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');
