import { createHash, randomBytes } from 'node:crypto';

/** 128 random bits in base64url (22 characters), as the protocol's `Id`. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** 256 random bits in base64url, for cookies, tickets and links. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** How secrets with enough entropy of their own are kept. Short ones (PINs) need a keyed hash. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
