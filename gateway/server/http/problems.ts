import type { FastifyReply } from 'fastify';
import type { Problem } from '../../protocol/http.ts';
import type { ErrorCode } from '../../protocol/vocabulary.ts';

/** Status and one plain sentence for each code that HTTP can answer with. Pages translate the code. */
const PROBLEMS: Partial<Record<ErrorCode, { status: number; message: string }>> = {
  E_BAD_MESSAGE: { status: 400, message: 'The request was not understood.' },
  E_ORIGIN: { status: 403, message: 'This page may not use this server. Open it from its own address.' },
  E_PAGE_FORBIDDEN: { status: 403, message: 'The site does not allow this page to be shared.' },
  E_NOT_ALLOWED: { status: 403, message: 'Your account may not do this.' },
  E_SIGN_IN: { status: 401, message: 'User name or password is not right.' },
  E_HOST_TOKEN: { status: 401, message: 'The host\'s token signs nobody in.' },
  E_HOST_KEYS: { status: 503, message: 'The keys of the host cannot be read at the moment, so nobody can be signed in.' },
  E_NOT_SIGNED_IN: { status: 401, message: 'Please sign in.' },
  E_TOO_MANY_ATTEMPTS: { status: 429, message: 'Too many attempts. Please wait a moment.' },
  E_SLOW_DOWN: { status: 429, message: 'Too many calls. Please wait a moment.' },
  E_PIN_INVALID: { status: 404, message: 'That code is not valid or has expired. Ask for a new one.' },
  E_LINK_INVALID: { status: 404, message: 'That link is not valid or has expired. Ask for a new one.' },
  E_HELPER_CODE: { status: 410, message: 'This code is used or too old. Take the one on the page.' },
  E_NOT_JOINED: { status: 401, message: 'This browser is not connected to anybody. Enter a code.' },
  E_RECORD: { status: 503, message: 'This cannot be recorded at the moment, so it is refused.' },
  E_NOT_FOUND: { status: 404, message: 'There is nothing at this address.' },
  E_INTERNAL: { status: 500, message: 'Something went wrong at the server. Please try again.' },
};

/** What a code is answered with where it has no entry. */
const OTHER = { status: 409, message: 'This is not possible at the moment.' };

export const statusOf = (code: ErrorCode): number => (PROBLEMS[code] ?? OTHER).status;

export function problem(
  reply: FastifyReply,
  code: ErrorCode,
  extra: { field?: string | undefined; retryInMs?: number | undefined } = {},
): FastifyReply {
  const { status, message } = PROBLEMS[code] ?? OTHER;
  const body: Problem = { code, message };
  if (extra.field !== undefined) body.field = extra.field;
  if (extra.retryInMs !== undefined) {
    body.retryInMs = extra.retryInMs;
    void reply.header('Retry-After', Math.ceil(extra.retryInMs / 1_000));
  }
  return reply.code(status).type('application/problem+json').send(body);
}
