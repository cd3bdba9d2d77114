import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { KnownDevices, type Page } from 'puppeteer-core';
import { accessible, fitsItsWindow } from '../support/page-checks.ts';
import { AgentPerson, CustomerPerson, type Person } from '../support/people.ts';
import { DEMO_PASSWORD, startProduct } from '../support/product.ts';
import { COLOUR_AT, startScene, type Scene } from '../support/scene.ts';

const NAVY: [number, number, number] = [30, 50, 110];

/**
 * Where and how the pages are used: on devices that cannot show a screen, by keyboard alone, in another language, in
 * light, dark and forced colours, and under the strict Content Security Policy, of which nothing may be violated on the
 * way.
 */
describe('the pages where they are used', () => {
  let scene: Scene;
  before(async () => {
    scene = await startScene();
    await scene.colourWindow.paint(`rgb(${NAVY.join()})`);
  });
  after(() => scene?.[Symbol.asyncDispose]());

  describe('on devices that cannot show a screen', () => {
    let agent: AgentPerson;
    before(async () => {
      agent = await scene.agent();
    });

    it('[D-10] tells a customer on a phone, before joining, what will work', async () => {
      const phone = await visit(scene, '/join', async (page) => {
        await page.emulate(KnownDevices['iPhone 15']);
        await page.evaluateOnNewDocument(() => {
          Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia');
        });
      });
      const customer = new CustomerPerson(phone);
      await customer.seeText('Phones and tablets cannot show their screen.');
      await customer.seeText(/To show your screen, open \S+\s*\/join on a computer and enter the code there\./);
      await customer.seeText('A code or link works only once.');
      await fitsItsWindow(customer);
      await customer.join(await agent.createSession('Phone'));
      await fitsItsWindow(customer);
      await agent.press('button', 'Start');
      await agent.requestView();
      await customer.ok();
      await agent.seeText('Phone’s browser or computer does not allow screen sharing.');
      await customer.seeText('Phones and tablets cannot show their screen. Nothing is shared at this moment.');
      await phone.close();
    });

    it('[D-10] tells a customer in an insecure context, before joining, what will work', async () => {
      const page = await visit(scene, '/join', async (fresh) => {
        await fresh.evaluateOnNewDocument(() => {
          Object.defineProperty(globalThis, 'isSecureContext', { value: false });
          Object.defineProperty(Navigator.prototype, 'mediaDevices', { value: undefined });
        });
      });
      const customer = new CustomerPerson(page);
      await customer.seeText('Your screen cannot be shown from this address, because the connection is not secure.');
      await customer.seeText('use an address that begins with https://');
      await customer.join(await agent.createSession('Insecure'));
      await agent.seeText('Waiting');
      await page.close();
    });

    it('[000-14] is not served without TLS away from this machine', async () => {
      await assert.rejects(startProduct({ SIDESEAT_HOST: '0.0.0.0' }), /SIDESEAT_TLS_CERT|https/i);
      await agent.page.close();
    });
  });

  /** The main job once more. Every page on the way is looked at by axe, and nothing may complain in the console. */
  describe('in the main job', () => {
    const complaints: string[] = [];
    let agent: AgentPerson;
    let customer: CustomerPerson;

    const open = (path: string): Promise<Page> =>
      visit(scene, path, async (page) => listenForComplaints(page, path, complaints));

    it('[B-44] is accessible at sign-in and in an empty dashboard, in light and dark', async () => {
      agent = new AgentPerson(await open('/dashboard'));
      await agent.see('button', 'Sign in');
      await accessible(agent, 'sign-in');
      await agent.type('User name', 'agent2');
      await agent.type('Password', DEMO_PASSWORD);
      await agent.press('button', 'Sign in');
      await agent.seeText('No active sessions');
      await accessible(agent, 'empty dashboard');
    });

    it('[B-44] lets a customer join with the keyboard alone, accessible before and after', async () => {
      const pin = await agent.createSession('Ada Byron');
      customer = new CustomerPerson(await open('/join'));
      await customer.see('textbox', 'PIN code');
      await accessible(customer, 'join');
      await customer.page.bringToFront();
      await tabTo(customer, 'PIN code');
      await customer.page.keyboard.type(pin);
      await customer.page.keyboard.press('Enter');
      await customer.seeText('Waiting');
      await accessible(customer, 'waiting');
      await agent.page.bringToFront();
      await agent.press('button', 'Start');
      await agent.seeText('Nothing is shared');
      await accessible(agent, 'session active');
    });

    it('[B-44] asks in the language that the customer chose, which a reload remembers', async () => {
      const menu = await customer.find('combobox', 'Language');
      await menu.select('de');
      await customer.seeText('Sie sind verbunden mit Ken Mori');
      await customer.page.reload();
      await customer.seeText('Sie sind verbunden mit Ken Mori');
      assert.equal(await customer.page.evaluate(() => document.documentElement.lang), 'de');
      await agent.requestView();
      await customer.see('button', 'Jetzt nicht');
      await customer.see('button', 'Mehr Zeit');
      await customer.seeText('Ken Mori');
      assert.match(await customer.page.title(), /Ken Mori möchte/);
      await accessible(customer, 'question in German');
      await (await customer.find('combobox', 'Sprache')).select('en');
      await customer.see('alertdialog', 'Ken Mori asks to see your desktop');
    });

    it('[B-44] [002-03] lets a customer answer OK with the keyboard alone', async () => {
      await accessible(agent, 'asking');
      await accessible(customer, 'question');
      await customer.page.bringToFront();
      await tabTo(customer, 'OK');
      await customer.waitUntilOkCounts();
      await customer.page.keyboard.press('Enter');
      await agent.page.bringToFront();
      await agent.seeColour(NAVY, ...COLOUR_AT);
      await customer.see('region', 'Desktop view');
      await accessible(agent, 'live');
      await accessible(customer, 'sharing');
    });

    it('[001-12] [B-44] lets a customer stop with the keyboard alone', async () => {
      await customer.page.bringToFront();
      await tabTo(customer, 'Stop screen sharing');
      await customer.page.keyboard.press('Enter');
      await agent.page.bringToFront();
      await agent.seeNoPicture();
      await customer.seeText('You stopped sharing.');
      await accessible(agent, 'stopped');
      await accessible(customer, 'stopped');
    });

    it('[I10] violates no Content Security Policy and leaves no error in the console on the way', () => {
      assert.deepEqual(complaints, []);
    });
  });
});

/** A page in a browser profile of its own, prepared before anything of it is loaded. */
async function visit(scene: Scene, path: string, prepare: (page: Page) => Promise<void>): Promise<Page> {
  const browser = path === '/dashboard' ? scene.agentBrowser : scene.customerBrowser;
  const page = await browser.newPerson('about:blank');
  await prepare(page);
  await page.goto(`${scene.product.url}${path}`);
  return page;
}

/** Everything that a developer would see in red: errors, warnings, violations, failed requests. */
async function listenForComplaints(page: Page, path: string, complaints: string[]): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`violates ${violatedDirective}: ${blockedURI} in ${sourceFile}`),
    );
  });
  page.on('pageerror', (error) => complaints.push(`${path}: ${String(error)}`));
  page.on('console', (message) => {
    if (!['error', 'warn'].includes(message.type())) return;
    const { url = '' } = message.location();
    // Chromium looks at the camera's policy too whenever a screen is captured, by whatever page.
    if (message.text().startsWith('Permissions policy violation: camera')) return;
    complaints.push(`${path}: ${message.text()} ${url}`);
  });
}

/** Presses Tab until the focus is on something with this name, as somebody without a mouse does. */
async function tabTo(person: Person, name: string): Promise<void> {
  const focused = (): Promise<string> =>
    person.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : element;
      return label?.textContent?.trim() ?? '';
    });
  for (let presses = 0; (await focused()) !== name; presses++) {
    assert.ok(presses < 20, `Tab does not lead to “${name}”`);
    await person.page.keyboard.press('Tab');
  }
}
