import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMediaNode } from '../../gateway/media-node/launcher.ts';
import { PICKS_WHOLE_SCREEN, type TestBrowser } from './desktop.ts';
import { notesOf, openNotingPage, shownAt } from './fault-page.ts';
import { signal, type Part } from './fault-processes.ts';
import { FaultProxy } from './fault-proxy.ts';
import { mediaInJanus } from './janus-access.ts';
import { AgentPerson, CustomerPerson } from './people.ts';
import { startScene, type Scene } from './scene.ts';
import { freePort } from './test-server.ts';

/** The whole product with an agent who looks at a moving desktop, and every means to break it. */
export interface FaultScene extends AsyncDisposable {
  readonly scene: Scene;
  /** A new page of a signed-in agent that notes what arrives. */
  openAgent(from?: { browser?: TestBrowser; userName?: string }): Promise<AgentPerson>;
  /** A new active session, in which nothing is shared yet; its tab is in front of the agent. */
  meet(agent: AgentPerson, from?: { browser?: TestBrowser; way?: FaultProxy }): Promise<CustomerPerson>;
  /** Asked, answered and chosen; resolves when frames flow at the agent. */
  share(agent: AgentPerson, customer: CustomerPerson): Promise<void>;
  /** Of the session that was made last. */
  readonly lastName: string;
  signal(part: Part, name: NodeJS.Signals): number;
  /** Waits until Janus itself says that it holds no room and no media. */
  nothingInJanus(): Promise<void>;
}

/** The same, with a proxy in each stretch of network. */
export interface NetworkScene extends FaultScene {
  readonly ways: Readonly<Record<'agent' | 'customer' | 'otherCustomer' | 'guard', FaultProxy>>;
}

/** Something always moves on the customer's desktop, so that a picture that stops is seen to stop. */
const MOVING = `url("data:image/svg+xml,${encodeURIComponent(
  [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 9"><rect width="8" height="9" fill="#147"/>',
    '<rect width="2" height="2" y="2" fill="#fa0">',
    '<animate attributeName="x" values="0;6;0" dur="1s" repeatCount="indefinite"/></rect></svg>',
  ].join(''),
)}")`;

export async function startFaultScene(): Promise<FaultScene> {
  const scene = await startScene();
  const { url, dataDir } = scene.product;
  return faultScene({ scene, dataDir: { product: dataDir, media: dataDir }, agentUrl: url, customerUrl: url });
}

/** The media node is run by the test, with a proxy between it and the session server. */
export async function startNetworkScene(): Promise<NetworkScene> {
  const stack = new AsyncDisposableStack();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'sideseat-faults-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const node = await startMediaNode({ dataDir: folder });
    stack.defer(() => node.stop());
    const port = await freePort();
    const guard = stack.use(await FaultProxy.start(Number(new URL(node.guardUrl).port)));
    const agent = stack.use(await FaultProxy.start(port));
    const customer = stack.use(await FaultProxy.start(port));
    const otherCustomer = stack.use(await FaultProxy.start(port));
    const scene = await startScene([PICKS_WHOLE_SCREEN], {
      SIDESEAT_PORT: String(port),
      SIDESEAT_ORIGINS: [agent, customer, otherCustomer].map(urlOf).join(),
      SIDESEAT_MEDIA_NODES: `ws://127.0.0.1:${guard.port}`,
      SIDESEAT_MEDIA_SECRET_FILE: node.secretFile,
    });
    const made = faultScene({
      scene,
      dataDir: { product: scene.product.dataDir, media: folder },
      agentUrl: urlOf(agent),
      customerUrl: urlOf(customer),
    });
    return {
      ...made,
      ways: { agent, customer, otherCustomer, guard },
      async [Symbol.asyncDispose]() {
        await made[Symbol.asyncDispose]();
        await stack.disposeAsync();
      },
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

const urlOf = (way: FaultProxy): string => `http://127.0.0.1:${way.port}`;

interface Parts {
  scene: Scene;
  dataDir: { product: string; media: string };
  agentUrl: string;
  customerUrl: string;
}

async function startMoving(scene: Scene): Promise<void> {
  await scene.colourWindow.paint(MOVING);
}

function faultScene({ scene, dataDir, agentUrl, customerUrl }: Parts): FaultScene {
  let sessions = 0;
  const moving = startMoving(scene);
  return {
    scene,
    async openAgent({ browser = scene.agentBrowser, userName } = {}) {
      const page = await openNotingPage(await browser.newPerson('about:blank'), `${agentUrl}/dashboard`);
      return new AgentPerson(page).signIn(userName);
    },
    get lastName() {
      return `Customer ${sessions}`;
    },
    async meet(agent, { browser = scene.customerBrowser, way } = {}) {
      await moving;
      const pin = await agent.createSession(`Customer ${(sessions += 1)}`);
      const url = way ? urlOf(way) : customerUrl;
      const page = await openNotingPage(await browser.newPerson('about:blank'), `${url}/join`);
      const customer = await new CustomerPerson(page).join(pin);
      await agent.press('button', 'Start');
      await customer.seeText('You are connected with');
      return customer;
    },
    async share(agent, customer) {
      await agent.requestView();
      await customer.ok();
      await framesFlow(agent);
    },
    signal: (part, name) => signal(part, part === 'server' ? dataDir.product : dataDir.media, name),
    async nothingInJanus() {
      await until(async () => {
        const { rooms, handlesWithMedia } = await mediaInJanus(dataDir.media).catch(() => NOT_ANSWERING);
        return rooms === 0 && handlesWithMedia === 0;
      }, 'an empty Janus');
    },
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
}

/** A Janus that is being started again. */
const NOT_ANSWERING = { rooms: -1, handlesWithMedia: -1 };

/** Resolves with the Unix milliseconds at which frames arrive at this agent and go on arriving. */
export async function framesFlow(agent: AgentPerson): Promise<number> {
  const { frames } = await notesOf(agent.page);
  let firstAtMs = 0;
  await until(async () => {
    const now = (await notesOf(agent.page)).frames;
    if (now.decoded > frames.decoded && firstAtMs === 0) firstAtMs = now.lastDecodedAtMs;
    return now.decoded > frames.decoded + 10;
  }, 'a running picture');
  return firstAtMs;
}

/** A picture that was not heard of for so long has stopped. */
const QUIET_MS = 700;

/** Resolves once nothing arrives any more, with when the last frame was decoded and the last packet came. */
export async function lastFrame(agent: AgentPerson): Promise<{ frameAtMs: number; packetAtMs: number }> {
  let last = { frameAtMs: 0, packetAtMs: 0 };
  await until(async () => {
    const { lastDecodedAtMs, lastPacketAtMs } = (await notesOf(agent.page)).frames;
    last = { frameAtMs: lastDecodedAtMs, packetAtMs: lastPacketAtMs };
    return Date.now() - Math.max(lastDecodedAtMs, lastPacketAtMs) > QUIET_MS;
  }, 'the end of the picture');
  return last;
}

/** The customer's own click on Continue sharing, as soon as it is offered and counts. @returns when it was clicked */
export async function goOn(customer: CustomerPerson): Promise<number> {
  await shownAt(customer.page, /Continue sharing your desktop with/);
  // In a small window it is below the text, and nobody can continue by accident: it counts half a second after it was in view.
  await (await customer.find('button', 'Continue sharing')).scrollIntoView();
  await customer.waitUntilOkCounts();
  await customer.press('button', 'Continue sharing');
  return Date.now();
}

/** Looks again and again until something holds. */
export async function until(holds: () => Promise<boolean>, what: string, withinMs = 20_000): Promise<void> {
  const deadline = AbortSignal.timeout(withinMs);
  while (!(await holds())) {
    if (deadline.aborted) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
  }
}
