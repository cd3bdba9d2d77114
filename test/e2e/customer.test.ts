import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { LOCALES } from '../../gateway/protocol/vocabulary.ts';
import { accessible, fitsItsWindow } from '../support/page-checks.ts';
import type { AgentPerson, CustomerPerson } from '../support/people.ts';
import { startScene, type Scene } from '../support/scene.ts';

/** The customer's page from the first look to the end: large text, small windows, hidden tabs, and what goes wrong. */
describe('the customer’s page', () => {
  let scene: Scene;
  let agent: AgentPerson;
  before(async () => {
    scene = await startScene();
    agent = await scene.agent();
  });
  after(() => scene?.[Symbol.asyncDispose]());

  describe('in a small window with large text', () => {
    let customer: CustomerPerson;

    /** 320 × 256 px is what is left of 1,280 × 1,024 at 400 %. */
    const fitsInEveryLanguage = async (state: string): Promise<void> => {
      const menu = await customer.page.waitForSelector('>>> select');
      for (const size of [{ width: 320, height: 256 }, { width: 320, height: 640 }]) {
        await customer.page.setViewport(size);
        for (const locale of LOCALES) {
          await menu?.select(locale);
          await customer.page.waitForFunction((lang) => document.documentElement.lang === lang, {}, locale);
          await fitsItsWindow(customer, `${state}, ${locale}, ${size.height} px high`);
        }
      }
      await menu?.select('en');
      await customer.page.waitForFunction(() => document.documentElement.lang === 'en');
      await customer.page.setViewport(null);
    };

    it('[B-44] takes the text size that the customer chose, which a reload remembers', async () => {
      customer = await scene.customer();
      await customer.see('radiogroup', 'Text size');
      const sizePx = (): Promise<number> =>
        customer.page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
      const usualPx = await sizePx();
      await customer.press('radio', 'Very large text');
      assert.equal(await sizePx(), usualPx * 1.5);
      await customer.page.reload();
      await customer.see('textbox', 'PIN code');
      assert.equal(await sizePx(), usualPx * 1.5);
    });

    it('[B-44] cuts nothing off while joining', () => fitsInEveryLanguage('join'));

    it('[B-44] cuts nothing off while connected', async () => {
      await customer.join(await agent.createSession('Ada Byron'));
      await fitsInEveryLanguage('waiting');
      await agent.press('button', 'Start');
      await customer.seeText('You are connected with Mia Keller');
      await fitsInEveryLanguage('active');
    });

    it('[B-44] cuts nothing off a question', async () => {
      await agent.requestView();
      await customer.see('button', 'Not now');
      await customer.press('button', 'More time');
      await fitsInEveryLanguage('question');
    });

    it('[B-44] cuts nothing off while sharing', async () => {
      await customer.ok();
      await customer.see('region', 'Desktop view');
      await fitsInEveryLanguage('sharing');
      await customer.press('button', 'Stop screen sharing');
      await customer.seeText('You stopped sharing.');
      await fitsInEveryLanguage('stopped');
      await customer.page.close();
    });
  });

  describe('behind another tab', () => {
    it('[002-07] [I6] says in title and icon what is asked and shared, also after the agent has stopped', async () => {
      const customer = await scene.meet(agent, 'Grace Hopper');
      const sign = (): Promise<unknown> =>
        customer.page.evaluate(() => {
          const { href } = document.querySelector<HTMLLinkElement>('link[rel=icon]')!;
          return { title: document.title, icon: /(\w+)-[^/]*\.svg$/.exec(href)?.[1], isHidden: document.hidden };
        });
      // A hidden page draws no frames, so nothing here may wait for one.
      const sees = async (title: string, icon: string): Promise<void> => {
        const expected = { title, icon, isHidden: true };
        for (const deadline = AbortSignal.timeout(10_000); ; ) {
          const now = await sign();
          if (isDeepStrictEqual(now, expected)) return;
          if (deadline.aborted) assert.deepEqual(now, expected);
        }
      };
      const other = await customer.secondTab('/');
      await sees('Acme Support: help', 'idle');
      await agent.requestView();
      await sees('Mia Keller asks to see your desktop – Acme Support', 'asking');

      await customer.page.bringToFront();
      await customer.ok();
      await customer.see('region', 'Desktop view');
      await other.bringToFront();
      await sees('Your screen is shared – Acme Support', 'sharing');
      await agent.press('button', 'Sharing');
      await agent.press('menuitem', 'Stop sharing');
      await sees('Acme Support: help', 'idle');
      await other.close();
      await customer.page.close();
    });
  });

  describe('when something goes wrong', () => {
    let customer: CustomerPerson;

    it('keeps the code while the service cannot be reached, and connects when it can', async () => {
      const pin = await agent.createSession('Alan Turing');
      customer = await scene.customer();
      await customer.type('PIN code', pin);
      await customer.page.setOfflineMode(true);
      await customer.press('button', 'Connect to agent');
      await customer.seeText('The service cannot be reached. Check the connection and try again.');
      await accessible(customer, 'service away at joining');
      assert.equal(await customer.valueOf('textbox', 'PIN code'), pin);
      await customer.page.setOfflineMode(false);
      await customer.press('button', 'Connect to agent');
      await customer.seeText('You are connected. An agent will be with you shortly.');
      await customer.seeText('Nobody sees your screen.');
    });

    it('says so where it cannot come back yet, and goes on by itself', async () => {
      await customer.page.setRequestInterception(true);
      let isAway = true;
      customer.page.on('request', (request) => {
        if (isAway && request.url().includes('/api/')) void request.abort('connectionrefused');
        else void request.continue();
      });
      await customer.page.reload();
      await customer.seeText('The service cannot be reached. Trying again…');
      await accessible(customer, 'service away after a reload');
      isAway = false;
      await customer.see('toolbar', 'Customer toolbar');
    });

    it('asks to be reloaded where the service speaks a newer version', async () => {
      customer.page.removeAllListeners('request');
      const newer = { code: 'E_VERSION', message: 'The page is too old.' };
      customer.page.on('request', (request) => {
        if (!request.url().includes('/ticket')) return void request.continue();
        void request.respond({ status: 400, contentType: 'application/json', body: JSON.stringify(newer) });
      });
      await customer.page.reload();
      await customer.seeText('There is a newer version of this page. Reload it to go on.');
      await accessible(customer, 'outdated');
      customer.page.removeAllListeners('request');
      await customer.page.setRequestInterception(false);
      await customer.press('button', 'Reload the page');
      await customer.see('toolbar', 'Customer toolbar');
    });

    it('[001-31] [000-17] says at the end that nothing is shared, and leads back to the form', async () => {
      await agent.press('button', 'Start');
      await customer.seeText('You are connected with Mia Keller');
      await customer.press('button', 'End session');
      await customer.press('button', 'Yes');
      await customer.seeText('You have ended the connection. Thank you. Nothing is shared any more.');
      await accessible(customer, 'ended');
      await customer.press('button', 'Enter a new code');
      await customer.see('textbox', 'PIN code');
    });
  });
});
