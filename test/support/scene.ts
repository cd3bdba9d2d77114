import {
  openColourWindow,
  PICKS_WHOLE_SCREEN,
  startChromium,
  startDesktop,
  type ColourWindow,
  type Desktop,
  type TestBrowser,
} from './desktop.ts';
import { AgentPerson, CustomerPerson } from './people.ts';
import { startProduct, type Product } from './product.ts';

/** The product with two desktops: the customer's, half of which is a window of one colour, and the agent's. */
export interface Scene extends AsyncDisposable {
  readonly product: Product;
  readonly customerDesktop: Desktop;
  readonly colourWindow: ColourWindow;
  readonly agentBrowser: TestBrowser;
  readonly customerBrowser: TestBrowser;
  /** A new page of a signed-in agent, in a browser profile of its own. */
  agent(userName?: string): Promise<AgentPerson>;
  /** The join page, in a browser profile of its own. */
  customer(path?: string): Promise<CustomerPerson>;
}

/** The left half of the customer's desktop is the customer's browser, the right half the coloured window. */
export const HALF_PX = 640;
/** A place in the middle of the coloured window, as a fraction of the desktop. */
export const COLOUR_AT = [0.75, 0.6] as const;

export async function startScene(customerArgs: string[] = [PICKS_WHOLE_SCREEN]): Promise<Scene> {
  const stack = new AsyncDisposableStack();
  const product = stack.use(await startProduct());
  const customerDesktop = stack.use(await startDesktop());
  const agentDesktop = stack.use(await startDesktop());
  const colourWindow = stack.use(await openColourWindow(customerDesktop, HALF_PX, HALF_PX));
  const customerBrowser = stack.use(
    await startChromium({ desktop: customerDesktop, args: customerArgs, window: { x: 0, width: HALF_PX } }),
  );
  const agentBrowser = stack.use(await startChromium({ desktop: agentDesktop }));

  const open = async ({ browser }: TestBrowser, url: string) => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(url);
    return page;
  };
  return {
    product,
    customerDesktop,
    colourWindow,
    agentBrowser,
    customerBrowser,
    agent: async (userName) => new AgentPerson(await open(agentBrowser, `${product.url}/dashboard`)).signIn(userName),
    customer: async (path = '/join') => new CustomerPerson(await open(customerBrowser, `${product.url}${path}`)),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
