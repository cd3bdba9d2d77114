import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AgentPerson, CustomerPerson } from '../support/people.ts';
import { DEMO_PASSWORD } from '../support/product.ts';
import { COLOUR_AT, startScene, type Scene } from '../support/scene.ts';

const OLIVE: [number, number, number] = [120, 130, 30];
const PIN_REFUSED = 'That code is not valid or has expired. Ask for a new one.';

/** Signing in, sessions beside each other, and the ways into a session, right and wrong. */
describe('sessions', () => {
  let scene: Scene;
  let agent: AgentPerson;
  before(async () => {
    scene = await startScene();
    await scene.colourWindow.paint(`rgb(${OLIVE.join()})`);
    agent = await scene.agent();
  });
  after(() => scene?.[Symbol.asyncDispose]());

  /** A page of its own for what is typed wrong. */
  const visitor = async (path: string): Promise<CustomerPerson> => scene.customer(path);
  const otherPin = (pin: string): string => String((Number(pin) + 1) % 1_000_000).padStart(6, '0');

  describe('of agents', () => {
    it('[004-01] says beside the form that name or password is wrong, and keeps the name', async () => {
      const page = await scene.agentBrowser.newPerson(`${scene.product.url}/dashboard`);
      const stranger = new AgentPerson(page);
      await stranger.type('User name', 'agent2');
      await stranger.type('Password', 'not this one');
      await stranger.press('button', 'Sign in');
      await stranger.seeDescription('textbox', 'Password', 'The user name or the password is not right.');
      assert.equal(await stranger.valueOf('textbox', 'User name'), 'agent2');
      assert.equal(await stranger.valueOf('textbox', 'Password'), '');
      await stranger.type('Password', DEMO_PASSWORD);
      await stranger.press('button', 'Sign in');
      await stranger.seeText('Signed in as Ken Mori');
      await stranger.press('button', 'Sign out');
      await stranger.see('button', 'Sign in');
      await page.reload();
      await stranger.see('button', 'Sign in');
    });

    it('[004-02] says to a supervisor without that right why there are no PIN codes; a link is possible', async () => {
      const supervisor = await scene.agent('supervisor');
      await supervisor.press('button', 'New session');
      await supervisor.press('tab', 'PIN code');
      await supervisor.seeDescription('button', 'Create PIN code', 'Your group may not use PIN codes.');
      assert.equal(await supervisor.isEnabled('button', 'Create PIN code'), false);
      await supervisor.press('tab', 'Link');
      assert.equal(await supervisor.isEnabled('button', 'Create link'), true);
      await supervisor.page.close();
    });

    it('[004-01] says to an administrator without that right why no session is possible', async () => {
      const admin = await scene.agent('admin');
      assert.equal(await admin.isEnabled('button', 'New session'), false);
      await admin.seeText('Your group may not start sessions. Ask your administrator.');
      await admin.page.close();
    });

    it('[004-04] says beside the field that a name is missing or too long, and keeps what was typed', async () => {
      await agent.press('button', 'New session');
      await agent.press('button', 'Create PIN code');
      await agent.seeDescription('textbox', 'Name', 'Please enter a name.');
      const name = 'N'.repeat(65);
      await agent.type('Name', name);
      await agent.press('button', 'Create PIN code');
      await agent.seeDescription('textbox', 'Name', 'The name is too long. Use at most 64 characters.');
      assert.equal(await agent.valueOf('textbox', 'Name'), name);
      await agent.press('button', 'Cancel');
    });
  });

  describe('of customers', () => {
    let pin: string;
    let customer: CustomerPerson;

    it('[004-08] [I4] says the same beside the field for a wrong and a used PIN, and keeps the text', async () => {
      pin = await agent.createSession('Ada Byron');
      customer = await visitor('/join');
      await customer.type('PIN code', otherPin(pin));
      await customer.press('button', 'Connect to agent');
      await customer.seeDescription('textbox', 'PIN code', PIN_REFUSED);
      assert.equal(await customer.valueOf('textbox', 'PIN code'), otherPin(pin));
      await customer.join(pin);
      await agent.seeText('Waiting');

      const late = await visitor('/join');
      await late.type('PIN code', pin);
      await late.press('button', 'Connect to agent');
      await late.seeDescription('textbox', 'PIN code', PIN_REFUSED);
      assert.equal(await late.valueOf('textbox', 'PIN code'), pin);
      await late.page.close();
    });

    it('[D-8] lets the newest tab of a customer go on; the older one says so and can take over', async () => {
      const second = new CustomerPerson(await customer.secondTab('/join'));
      await second.see('toolbar', 'Customer toolbar');
      await customer.page.bringToFront();
      await customer.seeText('This page was opened in another tab.');
      await customer.seeText('Nothing is shared from this one.');
      await customer.press('button', 'Go on here');
      await customer.see('toolbar', 'Customer toolbar');
      await second.page.bringToFront();
      await second.seeText('This page was opened in another tab.');
      await second.page.close();
      await agent.seeText('Waiting');
    });

    it('[004-03] [I4] lets a customer in by a link that works once; its token leaves the address bar', async () => {
      const link = await agent.createLinkSession('Grace Hopper');
      const { pathname } = new URL(link);
      assert.match(pathname, /^\/s\/[\w-]{20,}$/);
      const linked = await visitor(pathname);
      await linked.seeText('Nobody sees your screen just because you connect.');
      assert.equal(new URL(linked.page.url()).pathname, '/join');
      await linked.page.reload();
      await agent.seeText('Connecting');
      await linked.press('button', 'Connect to agent');
      await linked.see('toolbar', 'Customer toolbar');
      await agent.seeText('Waiting');
      assert.equal(await linked.page.evaluate(() => history.state), null);

      const late = await visitor(pathname);
      await late.press('button', 'Connect to agent');
      await late.seeText('That link is not valid or has expired. Ask for a new one.');
      assert.equal(new URL(late.page.url()).pathname, '/join');
      await late.page.close();
    });

    it('[I4] tells a guesser how long to wait, and lets the right PIN in after that', async () => {
      const right = await agent.createSession('Alan Turing');
      const guesser = await visitor('/join');
      await guesser.until(async () => {
        await guesser.type('PIN code', otherPin(right));
        await guesser.press('button', 'Connect to agent');
        await guesser.seeDescription('textbox', 'PIN code', /That code is not valid|Too many attempts/);
        return (await guesser.describe('textbox', 'PIN code')).includes('Too many attempts');
      }, 'the limit');
      assert.match(await guesser.describe('textbox', 'PIN code'), /Too many attempts\. Try again in \d+ seconds?\./);
      await guesser.until(async () => {
        await guesser.type('PIN code', right);
        await guesser.press('button', 'Connect to agent');
        await guesser.seeText(/Too many attempts|You can try again now|You are connected/);
        return (await guesser.text()).includes('You are connected');
      }, 'the end of the wait');
    });
  });

  describe('beside each other', () => {
    let first: CustomerPerson;
    let second: CustomerPerson;
    let otherAgent: AgentPerson;

    it('[004-04] finds sessions by name in the list of active ones', async () => {
      await agent.press('tab', 'Active sessions');
      await agent.see('rowheader', 'Grace Hopper');
      await agent.type('Search by name', 'hopper', 'searchbox');
      await agent.seeNo('rowheader', 'Alan Turing');
      await agent.see('rowheader', 'Grace Hopper');
      await agent.type('Search by name', 'nobody', 'searchbox');
      await agent.seeText('No session matches “nobody”.');
      await agent.press('button', 'Show all');
      await agent.see('rowheader', 'Alan Turing');
    });

    it('[I18] shows each agent only the own sessions', async () => {
      otherAgent = await scene.agent('agent2');
      await otherAgent.seeText('No active sessions');
      const third = await scene.meet(otherAgent, 'Katherine Johnson');
      await third.seeText('You are connected with Ken Mori');
      await otherAgent.press('tab', 'Active sessions');
      await otherAgent.see('rowheader', 'Katherine Johnson');
      assert.doesNotMatch(await otherAgent.text(), /Grace Hopper|Alan Turing|Ada Byron/);
      await agent.page.bringToFront();
      assert.doesNotMatch(await agent.text(), /Katherine Johnson/);
    });

    it('[002-02] shows one agent two live pictures, each in the tab of its own customer', async () => {
      first = await scene.meet(agent, 'Mary Jackson');
      await agent.requestView();
      await first.ok();
      await agent.seeColour(OLIVE, ...COLOUR_AT);
      second = await scene.meet(agent, 'Dorothy Vaughan');
      assert.equal(await agent.picture(0, 0), null);
      await agent.requestView();
      await second.ok();
      await agent.seeColour(OLIVE, ...COLOUR_AT);
      await agent.press('tab', 'Mary Jackson');
      await agent.seeColour(OLIVE, ...COLOUR_AT);
      await first.press('button', 'Stop screen sharing');
      await agent.seeText('Mary Jackson stopped sharing.');
      await agent.seeNoPicture();
      await agent.press('tab', 'Dorothy Vaughan');
      await agent.seeColour(OLIVE, ...COLOUR_AT);
      await second.seeText('Mia Keller sees it now');
    });

    it('[I13] lets the newest tab of an agent go on, with nothing to see; the older one says so', async () => {
      const newest = new AgentPerson(await agent.secondTab('/dashboard'));
      await newest.see('tab', 'Dorothy Vaughan');
      await second.see('button', 'Continue sharing');
      await scene.nothingInJanus();
      await agent.page.bringToFront();
      await agent.seeText('The dashboard was opened in another tab');
      assert.equal(await agent.picture(0, 0), null);
      await agent.press('button', 'Use this tab instead');
      await agent.see('tab', 'Dorothy Vaughan');
      await newest.page.bringToFront();
      await newest.seeText('The dashboard was opened in another tab');
      await newest.page.close();
    });

    it('[004-13] brings an agent back signed in, with the sessions, after a reload', async () => {
      await agent.page.reload();
      await agent.seeText('Signed in as Mia Keller');
      await agent.press('tab', 'Mary Jackson');
      await agent.seeText('Active');
      assert.equal(await agent.isEnabled('button', 'Request view'), true);
    });
  });
});
