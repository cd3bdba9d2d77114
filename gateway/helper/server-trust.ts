import tls from 'node:tls';
import { troubleOf, type LinkTrouble } from './link-trouble.ts';

export interface TrustOptions {
  rejectUnauthorized: true;
  secureContext?: tls.SecureContext;
}

/**
 * Whose certificates are believed: those of the authorities that Node knows, and of this computer's own, which its browser
 * believes too, where one of those is needed.
 */
export class ServerTrust {
  #ofThisComputer: tls.SecureContext | undefined;

  /** Whatever the environment says, a certificate is looked at. */
  get options(): TrustOptions {
    return { rejectUnauthorized: true, ...(this.#ofThisComputer && { secureContext: this.#ofThisComputer }) };
  }

  /** @param error - What a connection failed with. @returns What to say of it; the next try may go better. */
  failed(error: unknown): LinkTrouble {
    const trouble = troubleOf(error);
    // Reading them takes a second or more, and few servers need it. Node 22 can since 22.15.
    if (trouble === 'unknownIssuer' && typeof tls.getCACertificates === 'function')
      this.#ofThisComputer ??= tls.createSecureContext({
        ca: [...tls.getCACertificates('default'), ...tls.getCACertificates('system')],
      });
    return trouble;
  }
}
