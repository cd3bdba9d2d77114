/** Why a server's certificate is not believed, by the names that OpenSSL and Node have for it. */
const CERTIFICATE_TROUBLES = {
  CERT_NOT_YET_VALID: 'notYetValid',
  CERT_HAS_EXPIRED: 'expired',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownIssuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownIssuer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknownIssuer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'otherName',
} as const;

/**
 * Why there is no link to the server at this moment. It is sought again whatever it is: a network comes back, and a clock is
 * put right.
 * - `silent`: it was there, and was lost
 * - `unreachable`: no network, no such name, nobody answers
 * - `busy`: the server wants us to wait
 * - `otherServer`: an answer that is none of Sideseat's, of a hotel's sign-in page for example
 */
export type LinkTrouble =
  | 'silent'
  | 'unreachable'
  | 'busy'
  | 'otherServer'
  | (typeof CERTIFICATE_TROUBLES)[keyof typeof CERTIFICATE_TROUBLES];

/** @param error - What a connection failed with. */
export function troubleOf(error: unknown): LinkTrouble {
  const { code } = error as NodeJS.ErrnoException;
  const isKnown = code !== undefined && Object.hasOwn(CERTIFICATE_TROUBLES, code);
  return isKnown ? CERTIFICATE_TROUBLES[code as keyof typeof CERTIFICATE_TROUBLES] : 'unreachable';
}

/** @param status - Of an HTTP answer that is not the one that was hoped for. */
export function troubleOfStatus(status: number): LinkTrouble {
  if (status === 429) return 'busy';
  return status >= 500 ? 'unreachable' : 'otherServer';
}
