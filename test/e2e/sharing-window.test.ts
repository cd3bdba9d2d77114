import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { AgentPerson, type CustomerPerson } from '../support/people.ts';
import { COLOUR_AT, startScene, type Scene } from '../support/scene.ts';

const RED: [number, number, number] = [200, 30, 30];
const BLUE: [number, number, number] = [30, 60, 200];
const GREEN: [number, number, number] = [20, 140, 60];
const css = (colour: number[]): string => `rgb(${colour.join()})`;

/** Each step leans on the one before. */
describe('the sharing window, with a real picture', () => {
  let scene: Scene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  before(async () => {
    scene = await startScene();
    agent = await scene.agent();
    customer = await scene.meet(agent, 'Ada Byron');
    await scene.colourWindow.paint(css(GREEN));
  });
  after(() => scene[Symbol.asyncDispose]());

  const share = async (): Promise<void> => {
    await agent.requestView();
    await customer.ok();
    await agent.see('region', 'Shared desktop');
    await agent.seeColour(GREEN, ...COLOUR_AT);
  };
  /** The picture goes on: it has the colours that the customer's desktop has now. */
  const moves = async (at: AgentPerson): Promise<void> => {
    for (const colour of [RED, BLUE, GREEN]) {
      await scene.colourWindow.paint(css(colour));
      await at.seeColour(colour, ...COLOUR_AT);
    }
  };
  const detach = async (): Promise<AgentPerson> => {
    const opened = new Promise<Page>((resolve) => {
      agent.page.once('popup', (page) => page && resolve(page));
    });
    await agent.press('button', 'Own window');
    const page = await opened;
    page.setDefaultTimeout(15_000);
    return new AgentPerson(page);
  };
  const closed = (person: AgentPerson): Promise<void> =>
    agent.until(async () => person.page.isClosed(), 'the end of the window');
  /** How many dots of the screen one dot of the picture takes, and how far its corner is from the next dot. */
  const dots = (): Promise<{ scale: number; offX: number; offY: number }> =>
    agent.page.evaluate(() => {
      const find = (root: ParentNode): HTMLVideoElement | null => {
        for (const element of root.querySelectorAll('*')) {
          if (element instanceof HTMLVideoElement) return element;
          const inside = element.shadowRoot && find(element.shadowRoot);
          if (inside) return inside;
        }
        return null;
      };
      const video = find(document);
      if (!video) throw new Error('no picture');
      const { left, top, width } = video.getBoundingClientRect();
      const off = (px: number): number => Math.abs(px * devicePixelRatio - Math.round(px * devicePixelRatio));
      return { scale: (width * devicePixelRatio) / video.videoWidth, offX: off(left), offY: off(top) };
    });

  it('shows a moving picture as large as its place allows, and how good it is', async () => {
    await share();
    await moves(agent);
    await agent.seeText(/1280 × 720/);
    await agent.seeText(/Delay \d+ ms/);
    await agent.press('button', 'Quality');
    await agent.seeText(/Round trip to the media server \d+ ms/);
    await agent.press('button', 'Quality');
  });

  it('shows dot for dot at 100 %, also where the screen has more dots than CSS pixels, and larger and smaller', async () => {
    for (const deviceScaleFactor of [1, 1.25, 1.5, 2]) {
      await agent.page.setViewport({ width: 1_000, height: 640, deviceScaleFactor });
      await agent.press('button', '100%');
      // Browsers count lengths in 64ths of a CSS pixel.
      await agent.until(async () => {
        const { scale, offX, offY } = await dots();
        return Math.abs(scale - 1) < 0.0001 && offX < 0.05 && offY < 0.05;
      }, `100 %, on the dots of the screen, at ${deviceScaleFactor}`);
    }
    await agent.page.setViewport(null);
    await agent.press('button', 'Zoom in');
    await agent.until(async () => Math.abs((await dots()).scale - 1.1) < 0.01, '110 %');
    await agent.page.keyboard.press('-');
    await agent.page.keyboard.press('-');
    await agent.until(async () => Math.abs((await dots()).scale - 0.9) < 0.01, '90 %');
    await agent.page.keyboard.press('0');
    await agent.see('button', 'Fit');
    await moves(agent);
  });

  it('fills the whole screen and gives it back; the picture goes on', async () => {
    const focused = (): Promise<string | null> =>
      agent.page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? null;
      });
    const fillsScreen = (): Promise<boolean> => agent.page.evaluate(() => document.fullscreenElement !== null);
    await agent.press('button', 'Full screen');
    await agent.until(fillsScreen, 'the full screen');
    await agent.until(async () => (await focused()) === 'Leave full screen', 'the focus on the same button');
    await moves(agent);
    await agent.press('button', 'Leave full screen');
    await agent.until(async () => !(await fillsScreen()), 'the end of full screen');
    await agent.see('button', 'Full screen');
    await moves(agent);
  });

  it('[I6] [003-04] is paused while another tab is in front, the customer is told, and goes on when it is back', async () => {
    await agent.press('tab', 'Active sessions');
    await customer.seeText('Mia Keller is not watching now, but may look again at any time.');
    await agent.press('tab', 'Ada Byron');
    await customer.seeText(/Mia Keller sees/);
    await moves(agent);
    await agent.seeText('Picture current');
  });

  it('moves to a window of its own and back, by its button or by closing that window; the picture goes on', async () => {
    for (const back of [
      (own: AgentPerson) => own.press('button', 'Bring back'),
      () => agent.press('button', 'Bring back'),
      (own: AgentPerson) => own.page.close(),
    ]) {
      const own = await detach();
      await moves(own);
      assert.equal(await own.page.title(), 'Desktop of Ada Byron – Viewing');
      await agent.seeText('The desktop is in a window of its own');
      assert.equal(await agent.picture(0, 0), null, 'it is in one place');
      await back(own);
      await closed(own);
      await moves(agent);
    }
  });

  it('stays in its window while the agent works on in another tab', async () => {
    const own = await detach();
    await agent.press('tab', 'Active sessions');
    await agent.see('table', 'Active sessions');
    await moves(own);
    await customer.seeText(/Mia Keller sees/);
    await agent.press('tab', 'Ada Byron');
    await own.press('button', 'Bring back');
    await closed(own);
  });

  it('[002-26] is stopped in its window, which closes', async () => {
    const own = await detach();
    await moves(own);
    await own.press('button', 'Sharing');
    await own.press('menuitem', 'Stop sharing');
    await closed(own);
    await agent.seeText('Stopped at');
    await scene.nothingInJanus();
  });

  it('[001-12] the customer’s stop closes the window too', async () => {
    await share();
    const own = await detach();
    await moves(own);
    await customer.press('button', 'Stop screen sharing');
    await closed(own);
    await agent.seeText('Stopped at');
    await scene.nothingInJanus();
  });

  it('ends with the page', async () => {
    await share();
    const own = await detach();
    await moves(own);
    await agent.page.reload();
    await closed(own);
  });
});
