import {
  openColourWindow,
  PICKS_WHOLE_SCREEN,
  startChromium,
  startDesktop,
  type ColourWindow,
  type Desktop,
  type TestBrowser,
} from './desktop.ts';
import { mediaInJanus } from './janus-access.ts';
import { AgentPerson, CustomerPerson } from './people.ts';
import { startProduct, type Product } from './product.ts';

/** The product with two desktops: the customer's, half of which is a window of one colour, and the agent's. */
export interface Scene extends AsyncDisposable {
  readonly product: Product;
  readonly customerDesktop: Desktop;
  readonly agentDesktop: Desktop;
  readonly colourWindow: ColourWindow;
  /** The right half of the agent's desktop, where the agent shows that. */
  readonly agentColourWindow: ColourWindow | null;
  readonly agentBrowser: TestBrowser;
  readonly customerBrowser: TestBrowser;
  /** A new page of a signed-in agent, in a browser profile of its own. */
  agent(userName?: string): Promise<AgentPerson>;
  /** The join page, in a browser profile of its own. */
  customer(path?: string, browser?: TestBrowser): Promise<CustomerPerson>;
  /** A new active session: `name` has joined by PIN, the agent has pressed Start and looks at its tab. */
  meet(agent: AgentPerson, name: string, browser?: TestBrowser): Promise<CustomerPerson>;
  /** Another browser of the customer, beside the first one, with its own habits in the picker. */
  anotherCustomerBrowser(...args: string[]): Promise<TestBrowser>;
  /** Waits until Janus itself says that it holds no room and no media. */
  nothingInJanus(): Promise<void>;
}

/** The left half of the customer's desktop is the customer's browser, the right half the coloured window. */
export const HALF_PX = 640;
/** A place in the middle of the coloured window, as a fraction of the desktop. */
export const COLOUR_AT = [0.75, 0.6] as const;

/**
 * @param customerArgs - How the customer's browser behaves in its picker.
 * @param env - Settings of the product beside those that every test has.
 * @param agentShows - The agent's desktop is like the customer's: half of it is a coloured window, and the picker takes it.
 */
export async function startScene(
  customerArgs: string[] = [PICKS_WHOLE_SCREEN],
  env: Record<string, string> = {},
  agentShows = false,
): Promise<Scene> {
  const stack = new AsyncDisposableStack();
  const own = async <T extends AsyncDisposable>(starting: Promise<T>): Promise<T> => stack.use(await starting);
  const startOnHalf = (desktop: Desktop, args: string[]): Promise<TestBrowser> =>
    own(startChromium({ desktop, args, window: { x: 0, width: HALF_PX } }));

  const starting = Promise.all([
    own(startProduct(env)),
    own(startDesktop()).then(async (desktop) => ({
      desktop,
      colourWindow: await own(openColourWindow(desktop, HALF_PX, HALF_PX)),
      browser: await startOnHalf(desktop, customerArgs),
    })),
    own(startDesktop()).then(async (desktop) => ({
      desktop,
      colourWindow: agentShows ? await own(openColourWindow(desktop, HALF_PX, HALF_PX)) : null,
      browser: await (agentShows ? startOnHalf(desktop, [PICKS_WHOLE_SCREEN]) : own(startChromium({ desktop }))),
    })),
  ]);
  const [product, customerSide, agentSide] = await starting.catch(async (error: unknown) => {
    await stack.disposeAsync();
    throw error;
  });

  const agentBrowser = agentSide.browser;
  const scene: Scene = {
    product,
    agentDesktop: agentSide.desktop,
    customerDesktop: customerSide.desktop,
    colourWindow: customerSide.colourWindow,
    agentColourWindow: agentSide.colourWindow,
    agentBrowser,
    customerBrowser: customerSide.browser,
    agent: async (userName) =>
      new AgentPerson(await agentBrowser.newPerson(`${product.url}/dashboard`)).signIn(userName),
    customer: async (path = '/join', browser = customerSide.browser) =>
      new CustomerPerson(await browser.newPerson(`${product.url}${path}`)),
    async meet(agent, name, browser) {
      const pin = await agent.createSession(name);
      const customer = await scene.customer('/join', browser);
      await customer.join(pin);
      await agent.press('button', 'Start');
      await customer.seeText('You are connected with');
      return customer;
    },
    anotherCustomerBrowser: (...args) => startOnHalf(customerSide.desktop, args),
    async nothingInJanus() {
      const deadline = AbortSignal.timeout(15_000);
      for (;;) {
        const { rooms, handlesWithMedia } = await mediaInJanus(product.dataDir);
        if (rooms === 0 && handlesWithMedia === 0) return;
        if (deadline.aborted) throw new Error(`Janus still holds ${rooms} rooms, ${handlesWithMedia} handles`);
      }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  return scene;
}
