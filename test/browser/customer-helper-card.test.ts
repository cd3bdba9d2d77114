import { expect, html, waitUntil as until } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../plugin/customer/define.ts';
import { customerStates, PLACES } from '../../mocks/pages/customer-states.ts';
import type { HelperCard } from '../../plugin/shared/helper/helper-card.ts';
import type { HelperPlace } from '../../plugin/shared/helper/helper-place.ts';
import { helperTexts } from '../../plugin/shared/helper/texts/texts.ts';
import { SUPPORTED_LOCALES } from '../../plugin/shared/i18n/locale.ts';
import { byRole, deepElements, dressPage, FakeClock, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';

const ORIGIN = 'https://help.acme.example';
const scriptOf = (code: string): string =>
  `curl -fsS ${ORIGIN}/helper/sideseat-helper.mjs -o sideseat-helper.mjs && node sideseat-helper.mjs ${ORIGIN} ${code}`;
const startOf = (code: string, folder = '"$(xdg-user-dir DOWNLOAD)"'): string =>
  `cd ${folder} && chmod +x sideseat-helper_${code} && ./sideseat-helper_${code}`;

standardSuite('sideseat-helper-card', customerStates['sideseat-helper-card']);

interface Surroundings {
  /** What is answered; a code with the number of the question where it is not set. */
  answer: string | null | undefined;
  canCopy: boolean;
  place: HelperPlace;
  /** What the server has; `null`: it cannot be asked. */
  platforms: readonly string[] | null;
  sizeBytes: number | null;
  keepsHelper: boolean;
}

/** A card on the screen, the codes that it was given, and what it copied. */
class Harness {
  readonly clock = new FakeClock();
  readonly copied: string[] = [];
  asked = 0;
  element!: HelperCard;
  readonly is: Surroundings;

  constructor(set: Partial<Surroundings>) {
    this.is = {
      answer: undefined,
      canCopy: true,
      place: PLACES.linux,
      platforms: ['linux-x64', 'win-x64', 'darwin-arm64'],
      sizeBytes: 34_600_000,
      keepsHelper: false,
      ...set,
    };
  }

  static async open(set: Partial<Surroundings> = {}, helper: HelperCard['progress']['helper'] = 'absent'): Promise<Harness> {
    const harness = new Harness(set);
    const { is } = harness;
    await dressPage();
    harness.element = await render<HelperCard>(html`
      <sideseat-helper-card
        .viewerName=${'Mia Keller'}
        .origin=${ORIGIN}
        .progress=${{ helper, helperPercent: null }}
        .keepsHelper=${is.keepsHelper}
        .place=${is.place}
        .inviteHelper=${async () => {
          harness.asked += 1;
          return is.answer === undefined ? `CODE${harness.asked}` : is.answer;
        }}
        .listPlatforms=${async () => {
          if (!is.platforms) throw new Error('the server is not there');
          return is.platforms;
        }}
        .measure=${async () => is.sizeBytes}
        .copyText=${async (text: string) => {
          if (!is.canCopy) throw new Error('not allowed');
          harness.copied.push(text);
        }}
        .clock=${harness.clock}
      ></sideseat-helper-card>
    `);
    await harness.shown();
    return harness;
  }

  async shown(): Promise<void> {
    await settled(this.element);
    await settled(this.element);
  }

  /** The server tells how far the helper is. */
  async told(helper: HelperCard['progress']['helper'], helperPercent: number | null = null): Promise<void> {
    this.element.progress = { helper, helperPercent };
    await this.shown();
  }

  get text(): string {
    return visibleText(this.element);
  }

  get link(): HTMLAnchorElement | null {
    return this.element.shadowRoot!.querySelector('a');
  }

  /** A click that downloads nothing. */
  async click(): Promise<void> {
    this.link!.addEventListener('click', (event) => event.preventDefault(), { once: true });
    this.link!.click();
    await this.shown();
  }

  /** The line that starts what was downloaded. */
  get start(): string | undefined {
    return this.element.shadowRoot!.querySelector('kbd')?.textContent ?? undefined;
  }

  /** The line of the other way, in a terminal. */
  get line(): string | undefined {
    return this.element.shadowRoot!.querySelector('code')?.textContent ?? undefined;
  }

  /** What screen readers were told last of the state. */
  get state(): string {
    return this.element.shadowRoot!.querySelector('.state')!.textContent.trim();
  }

  get current(): string {
    return this.element.shadowRoot!.querySelector('[aria-current="step"]')!.textContent.replace(/\s+/g, ' ').trim();
  }
}

describe('<sideseat-helper-card>', () => {
  it('[001-01] leads with the download for this system, from this server and with the code, and says its size', async () => {
    const { element, link, text, asked } = await Harness.open();
    byRole(element, 'heading', 'One more step: start the helper');
    byRole(element, 'link', 'Download the helper (35 MB)');
    expect([link!.href, link!.hasAttribute('download'), asked]).to.deep.equal([`${ORIGIN}/helper/download/linux-x64/CODE1`, true, 1]);
    for (const words of ['It ends with this session.', 'it removes itself at the end', 'Ctrl+Alt+Shift+S stops control', 'X11, not Wayland']) {
      expect(text).to.contain(words);
    }
    expect(text, 'the other way is folded up').to.not.contain('Node.js');
  });

  it('asks the server that it names, wherever it is defined', async () => {
    const element = await render<HelperCard>(html`
      <sideseat-helper-card .origin=${ORIGIN} .place=${PLACES.linux} .inviteHelper=${async () => 'CODE1'}></sideseat-helper-card>
    `);
    await until(() => queryRole(element, 'link', 'Download the helper (35 MB)') !== null, 'the answers are there');
  });

  it('says no size where the server does not tell it', async () => {
    const { element } = await Harness.open({ sizeBytes: null });
    byRole(element, 'link', 'Download the helper');
  });

  it('[001-33] says that the file stays, where the agent chose that', async () => {
    const { text } = await Harness.open({ keepsHelper: true });
    expect(text).to.contain('It stays on this computer for the next time.').and.to.not.contain('removes itself');
  });

  for (const [place, platform, words] of [
    [PLACES.linux, 'linux-x64', ['Chrome shows the file', 'allow running it as a program', 'paste this line into a terminal']],
    [PLACES.linuxFirefox, 'linux-x64', ['Firefox shows the file', 'choose Properties']],
    [PLACES.windows, 'win-x64', ['Edge shows the file', 'choose More info', 'Run anyway']],
    [PLACES.mac, 'darwin-arm64', ['Safari shows the file', 'Open the Terminal', 'choose Open Anyway']],
  ] as const) {
    it(`[000-12] [004-10] has the steps for ${place.browser} on ${place.system}`, async () => {
      const { link, text, line, element } = await Harness.open({ place });
      expect(link!.href).to.contain(`/helper/download/${platform}/`);
      for (const word of words) expect(text).to.contain(word);
      expect(line !== undefined, 'a way in a terminal').to.equal(place.system === 'linux');
      expect(element.shadowRoot!.querySelectorAll('ol > li').length).to.be.at.least(3);
    });
  }

  it('says plainly that there is no download for this Linux, and has the line instead', async () => {
    for (const set of [{ platforms: [] }, { platforms: null }, { place: { ...PLACES.linux, platform: null } }]) {
      const { line, link, text } = await Harness.open(set);
      expect([link === null, line]).to.deep.equal([true, scriptOf('CODE1')]);
      expect(text).to.contain('There is no download for this computer').and.to.contain('Linux with X11 and Node.js 22 or newer');
      expect(text, 'this file does not remove itself').to.contain('You can delete it afterwards.').and.to.not.contain('removes itself');
    }
  });

  it('says that it runs on no other system, and that the agent still sees', async () => {
    for (const set of [{ place: PLACES.other }, { place: PLACES.windows, platforms: ['linux-x64'] }]) {
      const { element, line, link, text } = await Harness.open(set);
      byRole(element, 'heading', 'The helper does not run on this computer');
      expect([line, link === null]).to.deep.equal([undefined, true]);
      expect(text).to.contain('Mia Keller still sees the screen');
    }
  });

  it('[004-10] shows how far the download is, and says once that it runs', async () => {
    const harness = await Harness.open();
    expect([harness.state, queryRole(harness.element, 'progressbar') === null]).to.deep.equal(['', true]);
    await harness.told('downloading', 0);
    let news = 0;
    const said = new MutationObserver(() => (news += 1));
    said.observe(harness.element.shadowRoot!.querySelector('.state')!, { childList: true, subtree: true, characterData: true });
    for (const percent of [12, 45, 99]) {
      await harness.told('downloading', percent);
      expect(byRole<HTMLProgressElement>(harness.element, 'progressbar').value).to.equal(percent);
      expect(harness.text).to.contain(`${percent}%`);
    }
    expect([harness.state, news]).to.deep.equal(['The helper is being downloaded.', 0]);
    said.disconnect();
    byRole(harness.element, 'link', 'Download again');
    expect(harness.current).to.contain('Download again');
  });

  it('[004-11] says that the download is done, and what comes next', async () => {
    const harness = await Harness.open();
    await harness.click();
    await harness.told('downloaded');
    expect(harness.state).to.equal('The download is done. Now start the helper.');
    expect(harness.current).to.contain('allow running it as a program');
    expect(harness.start).to.equal(startOf('CODE1'));
    expect(queryRole(harness.element, 'progressbar') === null).to.equal(true);
    expect(harness.text).to.contain('If the helper asks for a code, type CODE1.');
  });

  it('says where a download broke off, and offers it again', async () => {
    const harness = await Harness.open();
    await harness.told('downloading', 62);
    await harness.told('absent');
    expect(harness.state).to.equal('The download broke off. Please try again.');
    byRole(harness.element, 'link', 'Download the helper (35 MB)');
    await harness.told('downloading', 0);
    expect(harness.state).to.equal('The helper is being downloaded.');
  });

  it('does not call a helper that is gone a broken download', async () => {
    const harness = await Harness.open({}, 'started');
    await harness.told('absent');
    expect(harness.state).to.equal('');
  });

  it('says that the helper was started, and offers nothing meanwhile', async () => {
    const harness = await Harness.open();
    harness.link!.focus();
    await harness.told('started');
    expect(harness.state).to.contain('The helper was started.');
    expect([harness.link === null, harness.line, harness.start]).to.deep.equal([true, undefined, undefined]);
    expect(harness.element.shadowRoot!.activeElement?.localName, 'the keyboard’s place is kept').to.equal('h2');
  });

  it('keeps the focus on the link while the download runs', async () => {
    const harness = await Harness.open();
    harness.link!.focus();
    for (const helper of ['downloading', 'downloaded', 'absent'] as const) {
      await harness.told(helper);
      expect(harness.element.shadowRoot!.activeElement === harness.link, helper).to.equal(true);
    }
  });

  it('is gone through with the keyboard: link, line, Copy, the other way', async () => {
    const harness = await Harness.open();
    const stops: string[] = [];
    harness.link!.focus();
    const expected = ['a', 'kbd', 'button', 'summary', 'code', 'button'];
    // Not beyond the last one: the focus would leave the page, and stay away from those of other tests.
    while (stops.length < expected.length) {
      if (stops.length > 0) await sendKeys({ press: 'Tab' });
      stops.push(harness.element.shadowRoot!.activeElement?.localName ?? '');
      if (stops.at(-1) === 'summary') await sendKeys({ press: 'Enter' });
      await harness.shown();
    }
    expect(stops).to.deep.equal(expected);
  });

  it('copies each line, and says so of that one alone', async () => {
    const harness = await Harness.open();
    harness.element.shadowRoot!.querySelector('details')!.open = true;
    const [start, script] = [...harness.element.shadowRoot!.querySelectorAll<HTMLElement>('button')];
    start!.click();
    await harness.shown();
    expect([start, script].map((button) => button!.textContent.trim())).to.deep.equal(['Copied', 'Copy']);
    script!.click();
    await harness.shown();
    expect([start, script].map((button) => button!.textContent.trim())).to.deep.equal(['Copy', 'Copied']);
    expect(harness.copied).to.deep.equal([startOf('CODE1'), scriptOf('CODE1')]);
  });

  it('says how else where the browser does not let it copy', async () => {
    const harness = await Harness.open({ canCopy: false });
    byRole(harness.element, 'button', 'Copy').click();
    await harness.shown();
    expect(harness.text).to.contain('Select the line and press Ctrl+C.');
    expect(getSelection()?.toString()).to.equal(startOf('CODE1'));
    byRole(harness.element, 'button', 'Copy');
  });

  it('says when there is no code, and asks again on Try again', async () => {
    const harness = await Harness.open({ answer: null });
    expect(byRole(harness.element, 'alert').textContent).to.contain('The helper could not be prepared.');
    expect([harness.line, harness.link === null]).to.deep.equal([undefined, true]);
    harness.is.answer = undefined;
    byRole(harness.element, 'button', 'Try again').click();
    await harness.shown();
    expect([harness.line, queryRole(harness.element, 'alert') === null]).to.deep.equal([scriptOf('CODE2'), true]);
  });

  it('asks again by itself when the link is back, only where it had failed', async () => {
    const harness = await Harness.open({ answer: null, platforms: null });
    harness.element.isOnline = false;
    await harness.shown();
    expect(harness.asked).to.equal(1);
    Object.assign(harness.is, { answer: undefined, platforms: ['linux-x64'] });
    harness.element.isOnline = true;
    await harness.shown();
    expect([harness.link?.href, harness.asked]).to.deep.equal([`${ORIGIN}/helper/download/linux-x64/CODE2`, 2]);
    harness.element.isOnline = false;
    await harness.shown();
    harness.element.isOnline = true;
    await harness.shown();
    expect(harness.asked, 'the code is good still').to.equal(2);
  });

  it('has a new code when ten minutes are over, and nothing of it is called copied', async () => {
    const harness = await Harness.open();
    byRole(harness.element, 'button', 'Copy').click();
    harness.clock.advance(10 * 60_000 - 1);
    await harness.shown();
    expect([harness.line, harness.link!.href.endsWith('CODE1')]).to.deep.equal([scriptOf('CODE1'), true]);
    byRole(harness.element, 'button', 'Copied');
    harness.clock.advance(1);
    await harness.shown();
    expect([harness.line, harness.link!.href.endsWith('CODE2')]).to.deep.equal([scriptOf('CODE2'), true]);
    byRole(harness.element, 'button', 'Copy');
  });

  it('starts the file that is there, and has the new code to type, where the old one is over', async () => {
    const harness = await Harness.open();
    await harness.click();
    await harness.told('downloaded');
    harness.clock.advance(10 * 60_000);
    await harness.shown();
    expect(harness.start).to.equal(startOf('CODE1'));
    expect(harness.text).to.contain('If the helper asks for a code, type CODE2.');
  });

  it('keeps its code when it is moved in the document, and counts its time only there', async () => {
    const harness = await Harness.open();
    const parent = harness.element.parentElement!;
    harness.element.remove();
    expect(harness.clock.pending).to.equal(0);
    parent.append(harness.element);
    await harness.shown();
    expect([harness.line, harness.asked, harness.clock.pending]).to.deep.equal([scriptOf('CODE1'), 1, 1]);
  });

  it('says what to do where the helper cannot use the screen, and asks for no code', async () => {
    const { element, asked, text } = await Harness.open({}, 'unable');
    byRole(element, 'heading', 'The helper runs, but cannot use this screen');
    expect(text).to.contain('X11, not Wayland').and.to.contain('the screen that is seen must be a screen of that desktop');
    expect(asked).to.equal(0);
  });

  for (const helper of ['started', 'unable'] as const) {
    it(`has a new code after a helper that was ${helper} is gone: the one before is used up`, async () => {
      const harness = await Harness.open();
      await harness.told(helper);
      await harness.told('absent');
      expect([harness.line, harness.asked]).to.deep.equal([scriptOf('CODE2'), 2]);
    });
  }

  it('has lines that wrap and are selected as one, also in 320 pixels and in each language', async () => {
    for (const locale of SUPPORTED_LOCALES) {
      await helperTexts.load(locale);
      document.documentElement.lang = locale;
      const { element } = await Harness.open();
      element.style.width = '288px';
      element.shadowRoot!.querySelector('details')!.open = true;
      for (const inner of deepElements(element)) {
        if (!(inner instanceof HTMLElement)) continue;
        expect(inner.scrollWidth, `${locale} ${inner.localName}`).to.be.at.most(Math.max(inner.clientWidth, inner.offsetWidth) + 1);
      }
      for (const line of element.shadowRoot!.querySelectorAll('kbd, code')) expect(getComputedStyle(line).userSelect).to.equal('all');
      element.remove();
    }
    document.documentElement.lang = 'en';
  });

  it('asks Linux for the folder, whose name is in the system’s language and not in the reader’s; a Mac has one name', async () => {
    await helperTexts.load('fr');
    document.documentElement.lang = 'fr';
    const onLinux = (await Harness.open()).start;
    const onMac = (await Harness.open({ place: PLACES.mac })).start;
    document.documentElement.lang = 'en';
    expect([onLinux, onMac]).to.deep.equal([startOf('CODE1'), startOf('CODE1', '~/Downloads')]);
  });
});
