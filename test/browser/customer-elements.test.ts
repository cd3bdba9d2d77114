import { expect, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../plugin/customer/define.ts';
import type { CustomerToolbar } from '../../plugin/customer/elements/customer-toolbar.ts';
import type { Join } from '../../plugin/customer/elements/join.ts';
import { formatTime } from '../../plugin/shared/i18n/format.ts';
import { SINCE_AT_MS } from '../../mocks/customer.ts';
import { customerStates } from '../../mocks/pages/customer-states.ts';
import { byRole, dressPage, FakeClock, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';

const JOIN_URLS = ['https://help.acme.example/join', 'https://acme-help.example/join'];

const join = (change: Partial<Join> = {}): TemplateResult => html`
  <sideseat-join
    .company=${'Acme Support'}
    .joinUrls=${change.joinUrls ?? JOIN_URLS}
    .here=${JOIN_URLS[0]!}
    .support=${change.support ?? 'ok'}
    .busy=${change.busy ?? false}
    .failure=${change.failure ?? null}
    .byLink=${change.byLink ?? false}
    .clock=${change.clock ?? new FakeClock()}
  ></sideseat-join>
`;

standardSuite('sideseat-join', customerStates['sideseat-join']);

describe('<sideseat-join>', () => {
  const type = async (element: Join, text: string): Promise<void> => {
    byRole<HTMLInputElement>(element, 'textbox', 'PIN code').focus();
    await sendKeys({ type: text });
    await settled(element);
  };
  const press = (element: Join): void => byRole(element, 'button', 'Connect to agent').click();

  it('[004-08] sends the code as it was typed', async () => {
    const element = await render<Join>(join());
    await type(element, '123 456');
    const sent = oneEvent(element, 'sideseat-join');
    await sendKeys({ press: 'Enter' });
    expect((await sent).detail).to.deep.equal({ pin: '123 456' });
  });

  it('[004-08] asks browsers for a number pad and the code from a message', async () => {
    const field = byRole<HTMLInputElement>(await render<Join>(join()), 'textbox', 'PIN code');
    expect([field.inputMode, field.autocomplete]).to.deep.equal(['numeric', 'one-time-code']);
  });

  it('says what is wrong beside the field, keeps the text, and goes back to the field', async () => {
    const element = await render<Join>(join());
    element.pinLength = 6;
    await type(element, '123');
    let sent = 0;
    element.addEventListener('sideseat-join', () => sent++);
    press(element);
    await settled(element);
    const field = byRole<HTMLInputElement>(element, 'textbox', 'PIN code');
    expect(byRole(element, 'alert').textContent).to.contain('The code has 6 digits.');
    expect([field.value, field.getAttribute('aria-invalid'), sent]).to.deep.equal(['123', 'true', 0]);
    expect(element.shadowRoot!.activeElement).to.equal(field);
    await type(element, '4');
    expect(visibleText(element)).to.not.contain('6 digits.');
  });

  it('[004-08] answers a wrong, used, expired or never issued code with one sentence and the way out', async () => {
    const element = await render<Join>(join());
    await type(element, '123456');
    element.failure = { code: 'E_PIN_INVALID' };
    await settled(element);
    expect(visibleText(byRole(element, 'alert'))).to.equal(
      'That code is not valid or has expired. Ask for a new one.',
    );
    expect(byRole<HTMLInputElement>(element, 'textbox', 'PIN code').value).to.equal('123456');
  });

  it('counts down after too many attempts, keeps what is typed meanwhile, and says when to go on', async () => {
    const clock = new FakeClock();
    const element = await render<Join>(join({ clock, failure: { code: 'E_TOO_MANY_ATTEMPTS', retryInMs: 30_000 } }));
    expect(visibleText(byRole(element, 'alert')), 'is not said again each second').to.equal('Too many attempts.');
    expect(visibleText(element)).to.contain('Try again in 30 seconds.');
    await type(element, '123456');
    clock.advance(10_000);
    let sent = 0;
    element.addEventListener('sideseat-join', () => sent++);
    press(element);
    await settled(element);
    expect(visibleText(element)).to.contain('Try again in 20 seconds.');
    expect([byRole(element, 'button').getAttribute('aria-disabled'), sent]).to.deep.equal(['true', 0]);
    clock.advance(20_000);
    await settled(element);
    expect(visibleText(byRole(element, 'status'))).to.equal('You can try again now.');
    expect(visibleText(element)).to.not.contain('Too many attempts.');
    press(element);
    expect(sent).to.equal(1);
  });

  it('connects by a link without a code, and says why it did not work', async () => {
    const element = await render<Join>(join({ byLink: true }));
    expect(queryRole(element, 'textbox')).to.equal(null);
    expect(visibleText(element)).to.contain('You have opened the link that the agent sent you.');
    let sent = 0;
    element.addEventListener('sideseat-join', () => sent++);
    press(element);
    expect(sent).to.equal(1);
    element.failure = { code: 'E_INTERNAL', offline: true };
    await settled(element);
    expect(visibleText(byRole(element, 'alert'))).to.contain('The service cannot be reached.');
    expect(element.shadowRoot!.activeElement?.textContent?.trim()).to.equal('Connect to agent');
  });

  it('says before joining that nobody sees anything yet, and what speaks for a fraud', async () => {
    const text = visibleText(await render(join()));
    expect(text).to.contain('Nobody sees your screen just because you connect. You will be asked first.');
    expect(text).to.contain('Did somebody call you unexpectedly and ask you to connect? Then do not connect. Hang up.');
  });

  it('reads well while the company’s name is not known', async () => {
    const element = await render<Join>(join());
    element.company = '';
    await settled(element);
    expect(visibleText(byRole(element, 'heading'))).to.equal('Get help');
  });

  it('sends nothing while a code is being checked', async () => {
    const element = await render<Join>(join({ busy: true }));
    let sent = 0;
    element.addEventListener('sideseat-join', () => sent++);
    byRole(element, 'button', 'Connecting…').click();
    expect(sent).to.equal(0);
  });

  it('[004-07] offers the second address, and the other one when that is open', async () => {
    const element = await render<Join>(join());
    expect(byRole<HTMLAnchorElement>(element, 'link').href).to.equal(JOIN_URLS[1]);
    element.here = JOIN_URLS[1]!;
    await settled(element);
    expect(byRole<HTMLAnchorElement>(element, 'link').href).to.equal(JOIN_URLS[0]);
    element.joinUrls = [JOIN_URLS[0]!];
    await settled(element);
    expect(queryRole(element, 'link')).to.equal(null);
  });

  for (const [support, sentence] of [
    ['phone', 'Phones and tablets cannot show their screen.'],
    ['insecure', 'the connection is not secure.'],
    ['unsupported', 'This browser cannot show your screen.'],
  ] as const) {
    it(`says before joining what will not work: ${support}`, async () => {
      const text = visibleText(byRole(await render<Join>(join({ support })), 'note'));
      expect(text).to.contain(sentence).and.to.contain('works only once');
    });
  }
});

const desktopView = (phase: 'starting' | 'opening' | 'watched' | 'unwatched'): TemplateResult => html`
  <sideseat-desktop-view
    .agentName=${'Mia Keller'}
    .sharing=${{ phase, surface: 'monitor', sinceAtMs: phase === 'starting' ? null : SINCE_AT_MS }}
  ></sideseat-desktop-view>
`;

standardSuite('sideseat-desktop-view', customerStates['sideseat-desktop-view']);

describe('<sideseat-desktop-view>', () => {
  it('[002-07] says what is shared, who sees it, since when, and that nobody else does', async () => {
    await dressPage();
    const text = visibleText(byRole(await render(desktopView('watched')), 'region', 'Desktop view'));
    expect(text).to.contain('Your whole screen is being shared');
    expect(text).to.contain('Mia Keller sees it now. Nobody else does.');
    expect(text).to.contain(`Shared since ${formatTime(SINCE_AT_MS, 'en')}`);
  });

  it('[001-09] says so while the agent is not watching', async () => {
    expect(visibleText(await render(desktopView('unwatched')))).to.contain('Mia Keller is not watching now');
  });

  it('claims no viewer before there is one', async () => {
    expect(visibleText(await render(desktopView('starting')))).to.contain('Nobody sees anything yet.');
  });
});

const toolbar = (sharing: boolean, stoppedAtMs: number | null = null): TemplateResult => html`
  <sideseat-customer-toolbar .canStop=${sharing} .stoppedAtMs=${stoppedAtMs}></sideseat-customer-toolbar>
`;

standardSuite('sideseat-customer-toolbar', customerStates['sideseat-customer-toolbar']);

describe('<sideseat-customer-toolbar>', () => {
  const stop = (element: CustomerToolbar): HTMLElement => byRole(element, 'button', 'Stop screen sharing');

  it('[001-03] [001-32] is a toolbar with Stop screen sharing, End session and Report abuse', async () => {
    const element = await render<CustomerToolbar>(toolbar(true));
    const bar = byRole(element, 'toolbar', 'Customer toolbar');
    expect([...bar.querySelectorAll('button')].map((button) => button.textContent!.trim())).to.deep.equal([
      'Stop screen sharing',
      'End session',
      'Report abuse',
    ]);
  });

  it('[001-12] stops within the click’s own task', async () => {
    const element = await render<CustomerToolbar>(toolbar(true));
    let stopped = false;
    element.addEventListener('sideseat-stop-sharing', () => (stopped = true));
    stop(element).click();
    expect(stopped).to.equal(true);
  });

  it('[D-3] [003-03] keeps Stop in its place after a stop, greyed, within reach, with the reason', async () => {
    const element = await render<CustomerToolbar>(toolbar(true));
    const button = stop(element);
    button.focus();
    element.canStop = false;
    element.stoppedAtMs = SINCE_AT_MS;
    await settled(element);
    let stopped = false;
    element.addEventListener('sideseat-stop-sharing', () => (stopped = true));
    button.click();
    expect(stop(element)).to.equal(button);
    expect([button.getAttribute('aria-disabled'), stopped]).to.deep.equal(['true', false]);
    expect(element.shadowRoot!.activeElement).to.equal(button);
    const why = element.shadowRoot!.getElementById(button.getAttribute('aria-describedby')!)!;
    expect(why.textContent).to.equal(`Sharing stopped at ${formatTime(SINCE_AT_MS, 'en')}.`);
  });

  it('moves the focus with the arrow keys, Home and End', async () => {
    const element = await render<CustomerToolbar>(toolbar(true));
    const focused = (): string => element.shadowRoot!.activeElement!.textContent!.trim();
    stop(element).focus();
    const seen: string[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home', 'End']) {
      await sendKeys({ press: key });
      seen.push(focused());
    }
    expect(seen.map((name) => name.split(' ')[0])).to.deep.equal(['End', 'Report', 'End', 'Stop', 'Report']);
    expect(element.shadowRoot!.querySelectorAll('.bar [tabindex="0"]').length).to.equal(1);
  });

  it('[001-31] ends only after Yes; No and Escape change nothing', async () => {
    const element = await render<CustomerToolbar>(toolbar(false));
    let left = 0;
    element.addEventListener('sideseat-leave', () => left++);
    const open = async (): Promise<void> => {
      byRole(element, 'button', 'End session').click();
      await settled(element);
      byRole(element, 'dialog', 'End session?');
    };
    await open();
    expect(element.shadowRoot!.activeElement?.textContent).to.equal('No');
    byRole(element, 'button', 'No').click();
    await settled(element);
    await open();
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect([left, queryRole(element, 'dialog')]).to.deep.equal([0, null]);
    await open();
    byRole(element, 'button', 'Yes').click();
    expect(left).to.equal(1);
  });
});
