import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import { hashSecret } from '../ids.ts';
import type { Store } from '../store/store.ts';

/** How old a host's token may be when it is used, in seconds. */
export const HOST_TOKEN_AGE_S = 300;
/** How far the host's clock may be off, in seconds. */
export const CLOCK_TOLERANCE_S = 5;
/** Longest wait for the host's keys. */
const KEYS_TIMEOUT_MS = 4_000;
/** Keys are asked for again after this time, and at most as often for a key that is not among them: a host rotates its keys. */
const KEYS_KEPT_MS = 600_000;
const KEYS_ASKED_AGAIN_MS = 10_000;

/** What a host may sign with. No shared secrets: the server holds public keys only. */
export const HOST_ALGORITHMS = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA'] as const;
export type HostAlgorithm = (typeof HOST_ALGORITHMS)[number];

export interface HostTokenSettings {
  /** The host's JSON Web Key Set: an address, or the path of a file. */
  readonly keys: URL | string;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly HostAlgorithm[];
}

/** An agent as the host names it. */
export interface HostIdentity {
  /** `host:` and the token's `sub`, so that it is never the name of a local account. */
  readonly agentId: string;
  readonly name: string;
}

/** Begins the ids of all agents that a host vouches for. */
export const HOST_PREFIX = 'host:';
/** Begins the keys under which used tokens are kept. */
const USED = 'host-token ';

/** Something that is written, but nothing that could reorder or break the line it is shown in. */
const Printable = v.regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]*$/u);
const Claims = v.object({
  sub: v.pipe(v.string(), v.nonEmpty(), v.maxLength(128), Printable),
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80), Printable),
  jti: v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)),
  iat: v.number(),
  exp: v.number(),
});

/** A token that signs nobody in. `claim` says to the host's developers where to look; it is no secret of the server. */
export class HostTokenError extends Error {
  override readonly name = 'HostTokenError';
  readonly code: 'E_HOST_TOKEN' | 'E_HOST_KEYS';
  readonly claim: string | undefined;

  constructor(code: HostTokenError['code'], claim?: string, options?: ErrorOptions) {
    super(claim === undefined ? code : `${code} ${claim}`, options);
    this.code = code;
    this.claim = claim;
  }
}

/**
 * Tokens with which a host dashboard signs its agents in: JWTs by one of the configured algorithms and the host's keys,
 * for this audience, at most five minutes old, each good once, also across a restart.
 */
export class HostTokens {
  readonly #settings: HostTokenSettings;
  readonly #store: Pick<Store, 'kept' | 'keep'>;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #getKey: JWTVerifyGetKey;
  /** The ids of used ones, with the moment from which their age alone refuses them. */
  readonly #used = new Map<string, number>();

  /** @param askAgainMs - How soon the host is asked again for a key that it did not have. */
  constructor(
    settings: HostTokenSettings,
    store: Pick<Store, 'kept' | 'keep'>,
    clock: Pick<Clock, 'nowMs'>,
    askAgainMs = KEYS_ASKED_AGAIN_MS,
  ) {
    this.#settings = settings;
    this.#store = store;
    this.#clock = clock;
    this.#getKey = typeof settings.keys === 'string' ? keysOfFile(settings.keys) : keysOfHost(settings.keys, askAgainMs);
    for (const [key, { expiresAtMs }] of store.kept) if (key.startsWith(USED)) this.#used.set(key, expiresAtMs);
  }

  /**
   * Whom the token names. The token is used up by this.
   * @throws {HostTokenError | StoreError}
   */
  async use(token: string): Promise<HostIdentity> {
    const claims = v.safeParse(Claims, await this.#verify(token));
    if (!claims.success) throw new HostTokenError('E_HOST_TOKEN', v.getDotPath(claims.issues[0]) ?? undefined);
    const { sub, name, jti, iat } = claims.output;
    await this.#useUp(jti, iat);
    return { agentId: `${HOST_PREFIX}${sub}`, name };
  }

  async #verify(token: string): Promise<JWTPayload> {
    const { issuer, audience, algorithms } = this.#settings;
    try {
      const { payload } = await jwtVerify(token, this.#getKey, {
        issuer,
        audience,
        algorithms: [...algorithms],
        maxTokenAge: HOST_TOKEN_AGE_S,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(this.#clock.nowMs()),
        requiredClaims: ['exp', 'iat', 'jti', 'sub', 'name'],
      });
      return payload;
    } catch (cause) {
      throw problemOf(cause);
    }
  }

  async #useUp(jti: string, iatS: number): Promise<void> {
    const nowMs = this.#clock.nowMs();
    for (const [used, forgetAtMs] of this.#used) if (forgetAtMs < nowMs) this.#used.delete(used);
    const key = `${USED}${hashSecret(jti)}`;
    if (this.#used.has(key)) throw new HostTokenError('E_HOST_TOKEN', 'jti');
    const forgetAtMs = (iatS + HOST_TOKEN_AGE_S + 2 * CLOCK_TOLERANCE_S) * 1_000;
    this.#used.set(key, forgetAtMs); // before anything is awaited: of two at the same time one is refused
    await this.#store.keep(key, '', { nowMs, expiresAtMs: forgetAtMs });
  }
}

/** Read for each token: it is small, and a key that was put in or taken out counts at once. */
const keysOfFile = (file: string): JWTVerifyGetKey => async (header, token) =>
  createLocalJWKSet(JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet)(header, token);

const keysOfHost = (url: URL, askAgainMs: number): JWTVerifyGetKey =>
  createRemoteJWKSet(url, { timeoutDuration: KEYS_TIMEOUT_MS, cacheMaxAge: KEYS_KEPT_MS, cooldownDuration: askAgainMs });

/** What the library throws, as a place in the token. Anything that is not about the token is about the keys. */
function problemOf(cause: unknown): HostTokenError {
  if (cause instanceof errors.JWTClaimValidationFailed || cause instanceof errors.JWTExpired)
    return new HostTokenError('E_HOST_TOKEN', cause.claim, { cause });
  const code = cause instanceof errors.JOSEError ? cause.code : '';
  const place = PLACES[code];
  return place === undefined ? new HostTokenError('E_HOST_KEYS', undefined, { cause }) : new HostTokenError('E_HOST_TOKEN', place, { cause });
}

const PLACES: Readonly<Record<string, string>> = {
  ERR_JOSE_ALG_NOT_ALLOWED: 'alg',
  ERR_JOSE_NOT_SUPPORTED: 'alg',
  ERR_JWKS_NO_MATCHING_KEY: 'kid',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'kid',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JWS_INVALID: 'token',
  ERR_JWT_INVALID: 'token',
};
