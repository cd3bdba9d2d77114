import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { newId } from '../../gateway/server/ids.ts';

/** What the host signs with; `kid` is told in the token's header. */
export interface HostKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** A host dashboard's identity provider: keys at an address, and tokens that its agents are signed in with. */
export interface TokenHost extends AsyncDisposable {
  readonly settings: Readonly<Record<string, string>>;
  /** What its address answers; a test changes it as a rotation would, or takes it away. */
  published: { keys: JWK[] } | null;
  /** How often the keys were asked for. */
  readonly asked: number;
  readonly key: HostKey;
  newKey(algorithm?: string): Promise<HostKey>;
  publish(...keys: HostKey[]): Promise<void>;
  /** A good token for Zoë Adams, but for what is given: claims, header fields, another key. A claim that is `undefined` is left out. */
  token(claims?: Record<string, unknown>, header?: Record<string, string>, key?: HostKey): Promise<string>;
}

export const HOST_ISSUER = 'https://desk.example';
export const HOST_AUDIENCE = 'sideseat';

export async function startTokenHost(): Promise<TokenHost> {
  let published: TokenHost['published'] = null;
  let asked = 0;
  const server: Server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(published ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(published ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const newKey = async (algorithm = 'ES256'): Promise<HostKey> => ({
    kid: newId(),
    algorithm,
    ...(await generateKeyPair(algorithm, { extractable: true })),
  });
  const key = await newKey();

  const host: TokenHost = {
    settings: {
      SIDESEAT_HOST_JWKS: `http://127.0.0.1:${port}/keys`,
      SIDESEAT_HOST_ISSUER: HOST_ISSUER,
      SIDESEAT_HOST_AUDIENCE: HOST_AUDIENCE,
    },
    get published() {
      return published;
    },
    set published(next) {
      published = next;
    },
    get asked() {
      return asked;
    },
    key,
    newKey,
    async publish(...keys) {
      published = {
        keys: await Promise.all(
          keys.map(async ({ kid, algorithm, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' })),
        ),
      };
    },
    async token(claims = {}, header = {}, signWith = key) {
      const nowS = Math.floor(Date.now() / 1_000);
      const all = {
        iss: HOST_ISSUER,
        aud: HOST_AUDIENCE,
        sub: '42',
        name: 'Zoë Adams',
        iat: nowS,
        exp: nowS + 120,
        jti: newId(),
        ...claims,
      };
      return new SignJWT(all)
        .setProtectedHeader({ alg: signWith.algorithm, kid: signWith.kid, typ: 'JWT', ...header })
        .sign(signWith.privateKey);
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  await host.publish(key);
  return host;
}
