import { mkdtemp, rm, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../gateway/server/config.ts';
import { startServer, type RunningServer, type ServerParts } from '../../gateway/server/server.ts';
import { FakeMedia } from './fake-media.ts';
import { RawClient } from './raw-client.ts';

export const PASSWORD = 'correct horse battery';

/** A real session server with a real record on disk and fake media; ends itself with `await using`. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly media: FakeMedia;
  readonly dataDir: string;
  client(): RawClient;
  /** A signed-in agent with an open socket. */
  agent(userName?: string): Promise<RawClient>;
  /** A customer who used the PIN and has an open socket. */
  customer(pin: string): Promise<RawClient>;
  /** An agent and a customer in an active session. */
  pair(agent?: string | RawClient): Promise<{ agent: RawClient; customer: RawClient; sessionId: string }>;
  /** Ends the server and starts another one on the same data folder. */
  restart(): Promise<void>;
}

/** @param prepare - Puts into the data folder what is to be there before the first start. */
export async function startTestServer(
  env: Record<string, string> = {},
  parts: Partial<ServerParts> = {},
  prepare: (dataDir: string) => Promise<void> = async () => undefined,
): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sideseat-test-'));
  const secretFile = join(dataDir, 'media.secret');
  await writeFile(secretFile, 'unused');
  await prepare(dataDir);
  const root = await mkdtemp(join(tmpdir(), 'sideseat-root-'));
  await mkdir(join(root, 'dist', 'assets'), { recursive: true });
  for (const page of ['index', 'dashboard', 'join']) await writeFile(join(root, 'dist', `${page}.html`), `<h1>${page}</h1>`);
  await mkdir(join(root, 'dist', 'cobrowse', 'v1'), { recursive: true });
  for (const frame of ['frame', 'preview']) await writeFile(join(root, 'dist', 'cobrowse', `${frame}.html`), `<h1>${frame}</h1>`);
  for (const script of ['connect', 'recorder', 'hand', 'preview', 'check']) await writeFile(join(root, 'dist', 'cobrowse', 'v1', `${script}.js`), `// ${script}`);
  const port = await freePort();
  const config = readConfig(
    {
      SIDESEAT_PORT: String(port),
      SIDESEAT_DATA: dataDir,
      SIDESEAT_DEMO_PASSWORD: PASSWORD,
      SIDESEAT_MEDIA_NODES: 'ws://127.0.0.1:1',
      SIDESEAT_MEDIA_SECRET_FILE: secretFile,
      ...env,
    },
    root,
  );
  const media = new FakeMedia();
  const start = (): Promise<RunningServer> => startServer(config, { connectMedia: async () => media, ...parts });
  let server = await start();

  const url = server.url;
  const client = (): RawClient => new RawClient(url);
  const agent = async (userName = 'agent'): Promise<RawClient> =>
    (await client().signIn(userName, PASSWORD)).connect('agent');
  const customer = async (pin: string): Promise<RawClient> => {
    const joining = client();
    await joining.call('/api/customer/join', { pin });
    return joining.connect('customer');
  };
  return {
    url,
    media,
    dataDir,
    client,
    agent,
    customer,
    async pair(who: string | RawClient = 'agent') {
      const person = typeof who === 'string' ? await agent(who) : who;
      const { sessionId = '' } = await person.done({ type: 'session.create', name: 'Ada Byron', invite: 'pin' });
      const { invite } = await person.session(sessionId, (view) => view.invite !== null);
      const other = await customer(invite?.code ?? '');
      await person.done({ type: 'session.start', sessionId });
      return { agent: person, customer: other, sessionId };
    },
    async restart() {
      await server.close();
      server = await start();
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(dataDir, { recursive: true });
      await rm(root, { recursive: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
