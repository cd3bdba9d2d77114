import { delay, http, HttpResponse, type RequestHandler } from 'msw';
import type { Join, Problem, SignIn, Site, Ticket } from '../gateway/protocol/http.ts';
import type { ErrorCode } from '../gateway/protocol/vocabulary.ts';
import { sampleAccount } from './agent.ts';

/** How the mock of the HTTP API behaves. */
export interface ApiBehaviour {
  /** Before every answer. */
  delayMs: number;
  /** `usual`; `offline`: nothing answers; or the code with which signing in and joining are refused. */
  answer: 'usual' | 'offline' | ErrorCode;
}

/** The PIN that lets a customer in; every other one is refused. */
export const GOOD_PIN = '482915';
/** The password that is refused; every other one is taken. */
export const BAD_PASSWORD = 'wrong';

const STATUS: Partial<Record<ErrorCode, number>> = {
  E_SIGN_IN: 401,
  E_NOT_SIGNED_IN: 401,
  E_NOT_JOINED: 401,
  E_PIN_INVALID: 404,
  E_LINK_INVALID: 404,
  E_TOO_MANY_ATTEMPTS: 429,
};

/** The session server's HTTP API for pages without one. Each call of this function is a server of its own. */
export function createApiHandlers({ delayMs, answer }: ApiBehaviour): RequestHandler[] {
  let signedIn = false;
  let joined = false;

  const reply = async (body: object): Promise<Response> => {
    await delay(delayMs);
    return answer === 'offline' ? HttpResponse.error() : HttpResponse.json(body);
  };
  const refuse = async (code: ErrorCode): Promise<Response> => {
    await delay(delayMs);
    const retryInMs = code === 'E_TOO_MANY_ATTEMPTS' ? 30_000 : undefined;
    const problem: Problem = { code, message: 'Refused by the mock.', ...(retryInMs && { retryInMs }) };
    return HttpResponse.json(problem, { status: STATUS[code] ?? 400 });
  };
  /** Signing in and joining: what a person did, and what may come of it. */
  const attempt = (mistake: ErrorCode | null, onSuccess: () => object): Promise<Response> => {
    const code = answer === 'usual' || answer === 'offline' ? mistake : answer;
    if (code !== null && answer !== 'offline') return refuse(code);
    return reply(answer === 'offline' ? {} : onSuccess());
  };
  const ticket = (isKnown: boolean, code: ErrorCode): Promise<Response> =>
    isKnown ? reply({ ticket: 'mock' } satisfies Ticket) : refuse(code);

  return [
    http.get('/api/site', () =>
      reply({ company: sampleAccount.company, joinUrls: sampleAccount.joinUrls, pinLength: 6, joined, helperPlatforms: ['linux-x64'] } satisfies Site),
    ),
    http.get('/api/agent/me', () => reply({ account: signedIn ? sampleAccount : null })),
    http.post('/api/agent/sign-in', async ({ request }) => {
      const { password } = (await request.json()) as SignIn;
      return attempt(password === BAD_PASSWORD ? 'E_SIGN_IN' : null, () => {
        signedIn = true;
        return sampleAccount;
      });
    }),
    http.post('/api/agent/sign-out', () => {
      signedIn = false;
      return reply({});
    }),
    http.post('/api/agent/ticket', () => ticket(signedIn, 'E_NOT_SIGNED_IN')),
    http.post('/api/customer/join', async ({ request }) => {
      const code = (await request.json()) as Join;
      const isGood = 'link' in code || code.pin.replace(/\D/g, '') === GOOD_PIN;
      return attempt(isGood ? null : 'E_PIN_INVALID', () => {
        joined = true;
        return {};
      });
    }),
    http.post('/api/customer/ticket', () => ticket(joined, 'E_NOT_JOINED')),
  ];
}
