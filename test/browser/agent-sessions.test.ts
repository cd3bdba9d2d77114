import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { AgentAccount } from '../../gateway/protocol/http.ts';
import type { ErrorCode } from '../../gateway/protocol/vocabulary.ts';
import { sampleAccount, sampleId } from '../../mocks/agent.ts';
import type { AgentSession, Creation } from '../../plugin/agent/agent-state.ts';
import type { ActiveSessions } from '../../plugin/agent/elements/active-sessions.ts';
import type { InviteDetails } from '../../plugin/agent/elements/invite.ts';
import type { NewSession } from '../../plugin/agent/elements/new-session.ts';
import { agentStates, newSession } from '../../mocks/pages/agent-states.ts';
import { byRole, deepElements, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import {
  agentSession,
  change,
  click,
  clock,
  expectFocus,
  FakeClient,
  field,
  focused,
  hasRole,
  heard,
  press,
  tell,
} from './agent-harness.ts';

const ada = agentSession({ sessionId: sampleId('ada'), name: 'Ada Byron', status: 'connecting' });
const jun = agentSession({ sessionId: sampleId('jun'), name: '佐藤 純', status: 'waiting' });
const luca = agentSession({ sessionId: sampleId('luca'), name: 'Luca Moretti' });

const tableOf = (client: FakeClient): TemplateResult => html`
  <sideseat-active-sessions .client=${client} .clock=${clock}></sideseat-active-sessions>
`;
const table = (sessions: readonly AgentSession[]): TemplateResult => tableOf(new FakeClient({ sessions }));
const rowOf = (element: Element, name: string): Element => byRole(element, 'rowheader', name).closest('tr')!;
const search = async (element: ActiveSessions, text: string): Promise<void> => {
  const input = field(element, 'Search by name');
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await settled(element);
};

standardSuite('sideseat-active-sessions', agentStates['sideseat-active-sessions']);

describe('<sideseat-active-sessions>', () => {
  it('[004-13] Start in the row of a waiting customer', async () => {
    const element = await render<ActiveSessions>(table([ada, jun, luca]));
    const told = heard(element, 'sideseat-command');
    await click(byRole(rowOf(element, '佐藤 純'), 'button', 'Start'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('jun'), command: 'start' }]);
  });

  it('[B-09] shows the two words beside a Start, and no longer once it was pressed', async () => {
    const words = 'copper lantern';
    const waiting = agentSession({ sessionId: sampleId('jun'), name: '佐藤 純', status: 'waiting', words });
    const client = new FakeClient({ sessions: [waiting, luca] });
    const element = await render<ActiveSessions>(tableOf(client));
    expect(visibleText(rowOf(element, '佐藤 純'))).to.contain('Two words: copper lantern');
    expect(visibleText(rowOf(element, 'Luca Moretti'))).to.not.contain('Two words');
    const start = byRole(rowOf(element, '佐藤 純'), 'button', 'Start');
    const describedBy = start.getAttribute('aria-describedby')!.split(' ');
    expect(describedBy.some((id) => element.shadowRoot!.getElementById(id)?.textContent?.includes(words))).to.equal(true);
  });

  it('says of a customer who is not there that the page is not open, or does not respond', async () => {
    const gone = agentSession({ sessionId: sampleId('jun'), name: 'Jun', customerPresence: 'absent' });
    const late = agentSession({ sessionId: sampleId('eva'), name: 'Eva', customerPresence: 'late' });
    const notYet = agentSession({ sessionId: sampleId('ada'), name: 'Ada', status: 'connecting', customerPresence: 'absent' });
    const element = await render<ActiveSessions>(table([gone, late, notYet]));
    expect(visibleText(rowOf(element, 'Jun'))).to.contain('Page not open');
    expect(visibleText(rowOf(element, 'Eva'))).to.contain('Not responding');
    expect(visibleText(rowOf(element, 'Ada'))).to.not.contain('Page not open');
  });

  it('says why Start is not possible, and starts nothing', async () => {
    const element = await render<ActiveSessions>(table([ada]));
    const told = heard(element, 'sideseat-command');
    const start = byRole(element, 'button', 'Start');
    expect(start.getAttribute('aria-disabled')).to.equal('true');
    await click(start, element);
    expect(told).to.deep.equal([]);
    expect(visibleText(element)).to.contain('Start is possible while the customer is waiting.');
  });

  it('[004-04] searches by name, and says so when nothing matches', async () => {
    const element = await render<ActiveSessions>(table([ada, jun, luca]));
    await search(element, 'luca');
    expect(element.shadowRoot!.querySelectorAll('tbody tr').length).to.equal(1);
    await search(element, '<b>none</b>');
    expect(visibleText(element)).to.match(/No session matches “<b>none<\/b> ?”\./);
    await click(byRole(element, 'button', 'Show all'), element);
    expect(element.shadowRoot!.querySelectorAll('tbody tr').length).to.equal(3);
  });

  it('[004-12] filters by status, says so when none has it, and shows all again', async () => {
    const element = await render<ActiveSessions>(table([ada, jun, luca]));
    const rows = () => element.shadowRoot!.querySelectorAll('tbody tr').length;
    const filter = (name: RegExp) => byRole(element, 'button', name);
    expect(filter(/^All/).textContent).to.contain('3');
    await click(filter(/^Waiting/), element);
    expect(rows()).to.equal(1);
    expect(filter(/^Waiting/).getAttribute('aria-pressed')).to.equal('true');
    await search(element, 'luca');
    expect(visibleText(element)).to.match(/No session matches “luca ?”\./);
    await search(element, '');
    await tell(element, { sessions: [ada, luca] });
    expect(visibleText(element)).to.contain('No session has this status at the moment.');
    await click(byRole(element, 'button', 'Show all'), element);
    expect(rows()).to.equal(2);
  });

  it('says that the sessions are on their way, or that the connection is', async () => {
    const element = await render<ActiveSessions>(tableOf(new FakeClient({ loaded: false })));
    expect(visibleText(element)).to.equal('Loading your sessions…');
    await tell(element, { link: 'connecting' });
    expect(visibleText(element)).to.equal('Connecting…');
  });

  it('says how old a session is', async () => {
    const element = await render<ActiveSessions>(table([luca]));
    expect(visibleText(element)).to.match(/\d?\d:\d\d( [AP]M)? now/);
    clock.advance(5 * 60_000);
    await settled(element);
    expect(visibleText(element)).to.contain('5 minutes ago');
  });

  it('keeps the keyboard’s place when the focused row leaves the table', async () => {
    const element = await render<ActiveSessions>(table([ada, luca]));
    byRole(rowOf(element, 'Luca Moretti'), 'button', 'Open').focus();
    await tell(element, { sessions: [ada] });
    expect(focused()?.textContent).to.equal('Active sessions');
  });

  it('opens a session', async () => {
    const element = await render<ActiveSessions>(table([luca]));
    const told = heard(element, 'sideseat-open');
    await click(byRole(element, 'button', 'Open'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('luca') }]);
  });
});

const link = agentSession({
  status: 'connecting',
  invite: { kind: 'link', code: '/s/abc', expired: false, expiresInMs: 600_000 },
});
const expired = agentSession({
  status: 'connecting',
  invite: { kind: 'pin', code: '482915', expired: true, expiresInMs: 0 },
});
const invite = (session: AgentSession, copyText?: (text: string) => Promise<void>): TemplateResult => html`
  <sideseat-invite
    .session=${session}
    .joinUrls=${sampleAccount.joinUrls}
    .clock=${clock}
    .copyText=${copyText ?? (async () => undefined)}
  ></sideseat-invite>
`;
const inviteStates = {
  PIN: () => invite(agentSession({ status: 'connecting' })),
  link: () => invite(link),
  expired: () => invite(expired),
  joining: () => invite(agentSession({ status: 'connecting', invite: null, joining: true })),
  'after a restart': () => invite(agentSession({ status: 'connecting', invite: null })),
  used: () => invite(agentSession({ status: 'waiting' })),
};

standardSuite('sideseat-invite', agentStates['sideseat-invite']);

describe('<sideseat-invite>', () => {
  it('[004-06] [004-07] shows the PIN in groups, the page to open and the second address', async () => {
    const element = await render<InviteDetails>(inviteStates.PIN());
    const output = byRole(element, 'status', 'PIN code');
    expect(output.textContent).to.equal('482915');
    expect([...output.children].map((group) => group.textContent)).to.deep.equal(['482', '915']);
    expect(visibleText(element)).to.contain('https://help.acme.example/join');
    expect(visibleText(element)).to.contain('If that page does not open: https://203.0.113.7/join');
  });

  it('[I4] offers a new PIN or link where the one before was used and nobody came, or is not known any more', async () => {
    for (const [state, says] of [
      ['joining', 'Their page is not connected yet.'],
      ['after a restart', 'Until it expires it still works.'],
    ] as const) {
      const element = await render<InviteDetails>(inviteStates[state]());
      expect(visibleText(element)).to.contain(says);
      const told = heard(element, 'sideseat-invite');
      await click(byRole(element, 'button', 'New PIN code'), element);
      await click(byRole(element, 'button', 'New link'), element);
      expect(told.map(({ invite: kind }) => kind)).to.deep.equal(['pin', 'link']);
    }
  });

  it('copies the plain digits, or the whole link', async () => {
    const copied: string[] = [];
    const note = async (text: string) => void copied.push(text);
    for (const session of [agentSession({ status: 'connecting' }), link]) {
      const element = await render<InviteDetails>(invite(session, note));
      await click(byRole(element, 'button', /^Copy (PIN code|link)$/), element);
      expect(visibleText(element)).to.contain('Copied');
    }
    expect(copied).to.deep.equal(['482915', 'https://help.acme.example/s/abc']);
  });

  it('selects the code where copying is not allowed', async () => {
    const element = await render<InviteDetails>(invite(link, () => Promise.reject(new Error('not allowed'))));
    await click(byRole(element, 'button', 'Copy link'), element);
    expect(visibleText(element)).to.contain('Could not copy');
  });

  it('counts the validity down, then offers a new one', async () => {
    const short = { kind: 'pin', code: '482915', expired: false, expiresInMs: 2_000 } as const;
    const element = await render<InviteDetails>(invite(agentSession({ status: 'connecting', invite: short })));
    expect(visibleText(element)).to.contain('Valid for another 0:02');
    clock.advance(2_000);
    await settled(element);
    expect(visibleText(element)).to.contain('Expired. It can no longer be used.');
    const told = heard(element, 'sideseat-invite');
    await click(byRole(element, 'button', 'New PIN code'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('ada'), invite: 'pin' }]);
  });
});

const refused = (code: ErrorCode): Creation => ({ phase: 'refused', failure: { code }, atMs: clock.now() });
const without = (rights: Partial<AgentAccount['rights']>): AgentAccount => ({
  ...sampleAccount,
  rights: { ...sampleAccount.rights, ...rights },
});

standardSuite('sideseat-new-session', agentStates['sideseat-new-session']);

describe('<sideseat-new-session>', () => {
  it('[004-03] [004-05] is the dialog Create new session with Name, the tabs and Create PIN code', async () => {
    const element = await render<NewSession>(newSession());
    const told = heard(element, 'sideseat-create');
    expect(hasRole(element, 'dialog', 'Create new session')).to.equal(true);
    expectFocus(field(element, 'Name'), 'the focus is in Name');
    field(element, 'Name').value = 'Ada Byron';
    await click(byRole(element, 'button', 'Create PIN code'), element);
    await click(byRole(element, 'tab', 'Link'), element);
    await click(byRole(element, 'button', 'Create link'), element);
    expect(told).to.deep.equal([
      { name: 'Ada Byron', invite: 'pin' },
      { name: 'Ada Byron', invite: 'link' },
    ]);
  });

  it('moves between the tabs with the arrows and chooses only when told to', async () => {
    const element = await render<NewSession>(newSession());
    const [pin, linkTab] = [byRole(element, 'tab', 'PIN code'), byRole(element, 'tab', 'Link')];
    pin.focus();
    expect(press(pin, 'ArrowRight')).to.equal(true);
    expectFocus(linkTab);
    expect(pin.getAttribute('aria-selected')).to.equal('true');
    press(linkTab, 'ArrowRight');
    expectFocus(pin);
  });

  it('says beside the field what is wrong with the name, keeps it and goes there', async () => {
    const element = await render<NewSession>(newSession());
    const name = field(element, 'Name');
    name.value = 'Support';
    byRole(element, 'button', 'Create PIN code').focus();
    await change(element, { creation: refused('E_NAME_RESERVED') });
    expect(name.value).to.equal('Support');
    expect(name.getAttribute('aria-invalid')).to.equal('true');
    expectFocus(name);
    expect(visibleText(element)).to.contain('That name cannot be used. Choose another one.');
  });

  it('[004-01] [004-02] without the right the command is disabled and says why', async () => {
    const noPin = await render<NewSession>(newSession({ phase: 'idle' }, null, without({ usePin: false })));
    const told = heard(noPin, 'sideseat-create');
    expect(byRole(noPin, 'tab', 'Link').getAttribute('aria-selected'), 'the way that is open').to.equal('true');
    await click(byRole(noPin, 'tab', 'PIN code'), noPin);
    const create = byRole(noPin, 'button', 'Create PIN code');
    expect(create.getAttribute('aria-disabled')).to.equal('true');
    expect(visibleText(noPin)).to.contain('Your group may not use PIN codes.');
    await click(create, noPin);
    expect(told).to.deep.equal([]);

    const none = await render<NewSession>(newSession({ phase: 'idle' }, null, without({ startPrivateSessions: false })));
    expect(visibleText(none)).to.contain('Your group may not start sessions.');
  });

  it('[004-06] shows the PIN after its creation, and that the customer has come', async () => {
    const element = await render<NewSession>(newSession({ phase: 'busy' }));
    await change(element, { creation: { phase: 'done', sessionId: sampleId('ada') }, session: ada });
    expect(byRole(element, 'status', 'PIN code').textContent).to.equal('482915');
    await change(element, { session: jun });
    expect(visibleText(element)).to.contain('The customer is connected.');
    const told = heard(element, 'sideseat-open');
    await click(byRole(element, 'button', 'Open session'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('jun') }]);
  });

  it('asks its owner to close it', async () => {
    const element = await render<NewSession>(newSession());
    let asked = 0;
    element.addEventListener('sideseat-dismiss', () => asked++);
    await click(byRole(element, 'button', 'Cancel'), element);
    expect(asked).to.equal(1);
    await change(element, { open: false });
    expect(hasRole(element, 'dialog')).to.equal(false);
    expect(deepElements(element).some((inner) => inner.localName === 'input')).to.equal(false);
  });
});
