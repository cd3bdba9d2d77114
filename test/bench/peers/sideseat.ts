import { PICKS_WHOLE_SCREEN, startChromium } from '../../support/desktop.ts';
import { AgentPerson, CustomerPerson } from '../../support/people.ts';
import { HelperLine } from '../../support/helper-line.ts';
import { RemotePicture } from '../../support/remote-picture.ts';
import { startProduct } from '../../support/product.ts';
import { processIds, productParts } from '../processor-time.ts';
import { receivedBytes, rememberConnections, shownPicture } from './page-media.ts';
import { VIEWER_WINDOW, type Desktops, type Peer } from './peer.ts';

/** A place of the owner's desktop without a window. */
const EMPTY_AT = { x: 1_200, y: 650 };

/** The product: an agent who views a customer's desktop, through guard and Janus. */
export const openSideseat = (desktops: Desktops): Promise<Peer> => open(desktops, false);

/** The same, and the agent controls it too, through server and helper. */
export const openControlledSideseat = (desktops: Desktops): Promise<Peer> => open(desktops, true);

async function open({ owner, viewer, link }: Desktops, controls: boolean): Promise<Peer> {
  const stack = new AsyncDisposableStack();
  const product = stack.use(await startProduct());
  const customers = stack.use(
    await startChromium({ desktop: owner, args: [PICKS_WHOLE_SCREEN], window: { x: 0, width: 640 } }),
  );
  let meetings = 0;
  return {
    name: 'Sideseat',
    async connect() {
      const browser = await startChromium({ desktop: viewer, args: VIEWER_WINDOW });
      const page = await browser.newPerson('about:blank');
      await rememberConnections(page);
      await page.goto(`${product.url}/dashboard`);
      const agent = await new AgentPerson(page).signIn();
      const pin = await agent.createSession(`Customer ${(meetings += 1)}`);
      const customerPage = await customers.newPerson('about:blank');
      await link?.install(customerPage);
      await customerPage.goto(`${product.url}/join`);
      const customer = await new CustomerPerson(customerPage).join(pin);
      await agent.press('button', 'Start');
      await customer.seeText('You are connected with');
      if (controls) await agent.requestControl();
      else await agent.requestView();
      await customer.ok();
      await agent.seeText('Picture current');
      const helper = controls ? await HelperLine.start(customer, owner) : null;
      if (helper) {
        await agent.seeText('click into the picture to start');
        await new RemotePicture(agent).click(EMPTY_AT.x, EMPTY_AT.y);
        await agent.seeText('You are in control.');
      }
      return {
        receivedBytes: () => receivedBytes(page),
        parts: {
          capture: processIds(customers.browser.process()?.pid),
          ...productParts(product),
          viewer: processIds(browser.browser.process()?.pid),
        },
        picture: () => shownPicture(page),
        async [Symbol.asyncDispose]() {
          await helper?.[Symbol.asyncDispose]();
          await browser[Symbol.asyncDispose]();
          await customer.page.browserContext().close();
        },
      };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
