import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt with 32 MiB and about 60 ms on one core of 2026: OWASP's second-strongest choice, kind to small machines. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1_024 * 1_024 };
const KEY_BYTES = 32;

/** `scrypt$<N>$<salt>$<key>`, the parts in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `scrypt$${COST.N}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** Takes the same time whether or not `stored` is given, so that an unknown user name is not told by timing. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, cost, salt, key] = (stored ?? '').split('$');
  const known = cost === String(COST.N) && salt !== undefined && key !== undefined;
  const derived = await derive(password, known ? Buffer.from(salt, 'base64url') : Buffer.alloc(16));
  const expected = known ? Buffer.from(key, 'base64url') : Buffer.alloc(KEY_BYTES);
  return timingSafeEqual(derived, expected) && known;
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
