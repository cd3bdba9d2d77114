import { createHash, randomBytes } from 'node:crypto';

/** 128 random bits in base64url (22 characters), as the protocol's `Id`; never with a leading `-`, which a command line takes for an option. */
export function newId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newId() : id;
}

/** 256 random bits in base64url, for cookies, tickets and links. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** How secrets with enough entropy of their own are kept. Short ones (PINs) need a keyed hash. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
