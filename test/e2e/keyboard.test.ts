import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { KeyboardPerson } from '../support/keyboard-person.ts';
import { CustomerPerson } from '../support/people.ts';
import { pickScreenByKeyboard } from '../support/picker.ts';
import { DEMO_PASSWORD } from '../support/product.ts';
import { startScene, type Scene } from '../support/scene.ts';

/**
 * The main job by two people without a mouse, as a script of keys, of where the focus is by role and name, and of what
 * screen readers are told: all by the browser's own accessibility tree. Each step leans on the one before.
 */
describe('the main job by keyboard alone', () => {
  let scene: Scene;
  let agent: KeyboardPerson;
  let customer: KeyboardPerson;
  let pin: string;
  before(async () => {
    scene = await startScene([]);
    agent = new KeyboardPerson(await scene.agentBrowser.newPerson(`${scene.product.url}/dashboard`));
    customer = new KeyboardPerson(await scene.customerBrowser.newPerson(`${scene.product.url}/join`));
  });
  after(() => scene?.[Symbol.asyncDispose]());

  it('[B-44] signs the agent in', async () => {
    await agent.reads('button', 'Sign in');
    await agent.tabTo('textbox', 'User name');
    await agent.write('agent');
    await agent.keys('Tab');
    await agent.hasFocus('textbox', 'Password');
    await agent.write(DEMO_PASSWORD);
    await agent.keys('Enter');
    await agent.reads('button', 'New session');
  });

  it('[B-44] [004-03] [004-05] makes a session with a PIN', async () => {
    await agent.tabTo('button', 'New session');
    await agent.keys('Enter');
    await agent.reads('dialog', 'Create new session');
    await agent.hasFocus('textbox', 'Name');
    await agent.write('Ada Byron');
    await agent.tabTo('button', 'Create PIN code');
    await agent.keys('Enter');
    pin = (await agent.reads('status', 'PIN code')).text.replace(/\D/g, '');
    assert.match(pin, /^\d{6}$/);
    await agent.tabTo('button', 'Open session');
    await agent.keys('Enter');
    await agent.reads('tab', 'Sharing');
  });

  it('[B-44] [004-08] lets the customer in, who hears what the page is about', async () => {
    const { description } = await customer.hasFocus('textbox', 'PIN code');
    assert.match(description, /Nobody sees your screen just because you connect/);
    await customer.write(otherThan(pin));
    await customer.keys('Enter');
    await customer.hears('That code is not valid or has expired. Ask for a new one.');
    await customer.hasFocus('textbox', 'PIN code');
  });

  it('[B-44] [004-12] [004-14] tells both sides that they are connected', async () => {
    await customer.keys(...Array<'Backspace'>(pin.length).fill('Backspace'));
    await customer.write(pin);
    await customer.keys('Enter');
    await customer.hears('You are connected. An agent will be with you shortly.');
    await agent.tabTo('button', 'Start');
    await agent.keys('Enter');
    await customer.hears('You are connected with Mia Keller of Acme Support.');
  });

  it('[B-44] [002-02] [002-04] sends the request, and gives the focus back to the command', async () => {
    await agent.tabTo('button', 'Request view');
    await agent.keys('Enter');
    await agent.reads('dialog', 'Request sent');
    await agent.hasFocus('button', 'OK');
    await agent.keys('Enter');
    await agent.hasFocus('button', 'Request view');
  });

  it('[B-44] [002-03] reads the question to the customer, on Not now, with OK one key away', async () => {
    await customer.hasFocus('button', 'Not now');
    const { description } = await customer.reads('alertdialog', 'Mia Keller asks to see your desktop');
    assert.match(description, /Mia Keller · Acme Support/);
    assert.match(description, /Only looking: no clicking, no typing\./);
    assert.match(description, /Did somebody call you unexpectedly and ask for this\?/);
    await customer.keys('Tab');
    await customer.hasFocus('button', 'OK');
    await new CustomerPerson(customer.page).waitUntilOkCounts();
    await customer.keys('Enter');
  });

  it('[B-44] [D-9] chooses the screen in the browser’s picker, and hears who sees it', async () => {
    await customer.hears('Choose the screen or window in your browser’s box');
    await pickScreenByKeyboard(scene.customerDesktop, customer);
    await customer.hears('Your whole screen is being shared. Mia Keller sees it now. Nobody else does.');
    await customer.reads('region', 'Desktop view');
    assert.notEqual((await customer.focus()).role, 'RootWebArea', 'the focus is not lost');
    await agent.reads('region', 'Shared desktop');
    assert.notEqual((await agent.focus()).role, 'RootWebArea', 'the focus is not lost');
  });

  it('[B-44] [001-12] [D-3] stops by the toolbar, where the focus stays and the reason is read', async () => {
    await customer.tabTo('button', 'Stop screen sharing');
    await customer.keys('Enter');
    await customer.hears('You stopped sharing. Nobody sees your screen any more.');
    const { description } = await customer.hasFocus('button', 'Stop screen sharing');
    assert.match(description, /^Sharing stopped at \d?\d:\d\d(\s[AP]M)?\.$/);
    await agent.hears('Ada Byron stopped sharing.');
    assert.notEqual((await agent.focus()).role, 'RootWebArea', 'the focus is not lost');
  });

  it('[B-44] [001-30] ends the session after a question, and is told that nothing is shared', async () => {
    await customer.keys('ArrowRight');
    await customer.hasFocus('button', 'End session');
    await customer.keys('Enter');
    await customer.hasFocus('button', 'No');
    await customer.keys('Escape');
    await customer.hasFocus('button', 'End session');
    await customer.keys('Enter');
    await customer.tabTo('button', 'Yes');
    await customer.keys('Enter');
    await customer.hears('You have ended the connection. Thank you. Nothing is shared any more.');
    await customer.tabTo('button', 'Enter a new code');
  });
});

/** A code that is certainly wrong. */
const otherThan = (pin: string): string => String((Number(pin) + 1) % 1_000_000).padStart(6, '0');
