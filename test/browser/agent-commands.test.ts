import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import { REFUSAL_REASONS } from '../../gateway/protocol/vocabulary.ts';
import { sampleId, sampleLog, sampleOutcome, sampleRequest, sampleShare } from '../../mocks/agent.ts';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import type { AgentSession, AgentState } from '../../plugin/agent/agent-state.ts';
import type { CommandList } from '../../plugin/agent/elements/command-list.ts';
import type { RequestState } from '../../plugin/agent/elements/request-state.ts';
import type { SessionTools } from '../../plugin/agent/elements/session-tools.ts';
import { byRole, deepElements, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import {
  agentSession,
  change,
  click,
  clock,
  expectFocus,
  focused,
  hasRole,
  heard,
  press,
} from './agent-harness.ts';

const list = (session: AgentSession, link: AgentState['link'] = 'open'): TemplateResult => html`
  <sideseat-command-list .session=${session} .link=${link} .clock=${clock}></sideseat-command-list>
`;

standardSuite('sideseat-command-list', agentStates['sideseat-command-list']);

const request = (element: Element): HTMLElement => byRole(element, 'button', 'Request view');

describe('<sideseat-command-list>', () => {
  it('[002-37] Request view says what will happen before it is pressed', async () => {
    const element = await render<CommandList>(list(agentSession()));
    const told = heard(element, 'sideseat-command');
    expect(visibleText(element)).to.contain('Ada Byron is asked first and chooses what you see.');
    await click(request(element), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('ada'), command: 'requestView' }]);
  });

  it('keeps the focus on the command when the share starts', async () => {
    const element = await render<CommandList>(list(agentSession()));
    request(element).focus();
    await change(element, { session: agentSession({ request: sampleRequest() }) });
    await change(element, { session: agentSession({ share: sampleShare() }) });
    expectFocus(request(element));
    expect(request(element).getAttribute('aria-disabled')).to.equal('true');
  });

  it('a disabled command can be reached, does nothing and says why', async () => {
    const element = await render<CommandList>(list(agentSession({ status: 'waiting' })));
    const told = heard(element, 'sideseat-command');
    request(element).focus();
    expectFocus(request(element));
    await click(request(element), element);
    expect(told).to.deep.equal([]);
    expect(visibleText(element)).to.contain('Start the session first.');
  });

  it('[B-10] counts down how long to wait after asking too often', async () => {
    const session = agentSession();
    const view = { ...session.view, askAgainInMs: { ...session.view.askAgainInMs, requestView: 61_000 } };
    view.availability = { ...view.availability, requestView: 'E_ASKED_TOO_OFTEN' };
    const element = await render<CommandList>(list({ ...session, view }));
    expect(visibleText(element)).to.contain('Try again in 61 seconds.');
    clock.advance(1_000);
    await settled(element);
    expect(visibleText(element)).to.contain('Try again in 60 seconds.');
  });

  it('shows a name as text, whatever is in it', async () => {
    const element = await render<CommandList>(list(agentSession({ name: '<img src=x onerror=alert(1)>' })));
    expect(visibleText(element)).to.contain('<img src=x onerror=alert(1)> is asked first');
    expect(deepElements(element).some((inner) => inner.localName === 'img')).to.equal(false);
  });
});

const requestState = (session: AgentSession): TemplateResult => html`
  <sideseat-request-state .session=${session} .clock=${clock} agent="Mia Keller"></sideseat-request-state>
`;
const sending = () => agentSession({}, { command: { name: 'requestView', phase: 'busy' } });
const refused = (retryInMs: number) =>
  agentSession(
    {},
    {
      command: {
        name: 'requestView',
        phase: 'refused',
        failure: { code: 'E_ASKED_TOO_OFTEN', retryInMs },
        atMs: clock.now(),
      },
    },
  );
/** Request view was pressed, whichever way, and the server has it. */
const justSent = async (): Promise<RequestState> => {
  const element = await render<RequestState>(requestState(agentSession()));
  await change(element, { session: sending() });
  await change(element, { session: agentSession({ request: sampleRequest() }) });
  return element;
};

standardSuite('sideseat-request-state', agentStates['sideseat-request-state']);

describe('<sideseat-request-state>', () => {
  it('[002-02] [002-04] the box Request sent comes after the request; its OK closes it and changes nothing', async () => {
    const element = await render<RequestState>(requestState(agentSession()));
    const told = heard(element, 'sideseat-command');
    await change(element, { session: sending() });
    expect(hasRole(element, 'dialog'), 'not before the server has it').to.equal(false);
    await change(element, { session: agentSession({ request: sampleRequest() }) });
    expect(hasRole(element, 'dialog', 'Request sent')).to.equal(true);
    await click(byRole(element, 'button', 'OK'), element);
    expect(hasRole(element, 'dialog')).to.equal(false);
    expect(told).to.deep.equal([]);
    expect(visibleText(element)).to.contain('Time left for the answer 0:42');
  });

  it('[002-10] [002-02] [002-04] control that is added to a picture leaves that to be seen: the box stands aside', async () => {
    const shared = { share: sampleShare() };
    const asked = { ...shared, request: sampleRequest('asking', 42_000, { capability: 'control' }) };
    const element = await render<RequestState>(requestState(agentSession(shared)));
    await change(element, { session: agentSession(shared, { command: { name: 'requestControl', phase: 'busy' } }) });
    await change(element, { session: agentSession(asked) });
    const box = byRole(element, 'dialog', 'Request sent');
    expect(box.matches(':modal')).to.equal(false);
    expect(visibleText(box)).to.contain('is now asked whether you may use mouse and keyboard there');
    await click(byRole(box, 'button', 'OK'), element);
    expect(hasRole(element, 'dialog')).to.equal(false);
    await change(element, { session: agentSession({ ...shared, outcome: { ...sampleOutcome('notNow'), capability: 'control' } }) });
    expect(visibleText(element)).to.contain('Ada Byron pressed Not now.');
  });

  it('says of control what is true of control alone', async () => {
    const ended = (reason: 'revoked' | 'wrongSurface', granted: boolean) =>
      agentSession({ share: sampleShare(), outcome: { ...sampleOutcome(reason, granted), capability: 'control' } });
    const element = await render<RequestState>(requestState(ended('revoked', true)));
    expect(visibleText(element)).to.contain('Ada Byron ended control.').and.to.contain('Control needs a new OK.');
    await change(element, { session: ended('wrongSurface', false) });
    expect(visibleText(element)).to.contain('What Ada Byron chose is not known to be the whole screen, which control needs.');
  });

  it('the box says how far the customer is, and goes when the customer has decided', async () => {
    const element = await justSent();
    await change(element, { session: agentSession({ request: sampleRequest('choosing') }) });
    expect(visibleText(byRole(element, 'dialog'))).to.contain('Ada Byron pressed OK and is choosing the screen.');
    await change(element, { session: agentSession({ share: sampleShare() }) });
    expect(hasRole(element, 'dialog'), 'the picture is to be seen').to.equal(false);

    const declined = await justSent();
    await change(declined, { session: agentSession({ outcome: sampleOutcome('notNow') }) });
    expect(hasRole(declined, 'dialog')).to.equal(false);
    expect(visibleText(declined)).to.contain('Ada Byron');
  });

  it('a key that was meant for the OK of a box that has just gone asks nobody anew', async () => {
    const command = document.createElement('button');
    let presses = 0;
    command.addEventListener('click', () => (presses += 1));
    document.body.append(command);
    command.focus();
    const element = await justSent();
    expectFocus(byRole(element, 'button', 'OK'));
    await change(element, { session: agentSession({ outcome: sampleOutcome('notNow') }) });
    await waitUntil(() => document.activeElement === element, 'the focus is on what came of it');
    await sendKeys({ press: 'Enter' });
    expect(presses).to.equal(0);
    command.remove();
  });

  it('the box speaks of one customer only: it is gone when another session is shown', async () => {
    const element = await justSent();
    await change(element, { session: agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato' }) });
    expect(hasRole(element, 'dialog')).to.equal(false);
  });

  it('opens no box for a request of an earlier page, for one that was refused, or out of sight', async () => {
    const earlier = await render<RequestState>(requestState(agentSession({ request: sampleRequest() })));
    expect(hasRole(earlier, 'dialog')).to.equal(false);

    const element = await render<RequestState>(requestState(agentSession()));
    await change(element, { session: sending() });
    await change(element, { session: refused(1_000) });
    await change(element, { session: agentSession({ request: sampleRequest() }) });
    expect(hasRole(element, 'dialog')).to.equal(false);

    const hidden = await justSent();
    await change(hidden, { active: false });
    expect(hasRole(hidden, 'dialog')).to.equal(false);
  });

  it('[B-04] counts the remaining time down', async () => {
    const element = await render<RequestState>(
      requestState(agentSession({ request: sampleRequest('asking', 42_000) })),
    );
    clock.advance(2_000);
    await settled(element);
    expect(visibleText(element)).to.contain('0:40');
  });

  it('takes the request back', async () => {
    const element = await render<RequestState>(requestState(agentSession({ request: sampleRequest() })));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Withdraw'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('ada'), command: 'withdraw' }]);
  });

  it('[002-03] shows every refusal by its own name', async () => {
    const element = await render<RequestState>(requestState(agentSession()));
    const texts = new Set<string>();
    for (const reason of REFUSAL_REASONS) {
      await change(element, { session: agentSession({ outcome: sampleOutcome(reason) }) });
      texts.add(visibleText(element));
    }
    expect(texts.size).to.equal(REFUSAL_REASONS.length);
    expect([...texts].join()).to.contain('Ada Byron pressed Not now.');
  });

  it('[B-08] says who ended the session that the request ended with, and that abuse was reported', async () => {
    const view = { outcome: sampleOutcome('sessionEnded', true), status: 'ended' } as const;
    const element = await render<RequestState>(requestState(agentSession({ ...view, endReason: 'abuseReported' })));
    expect(visibleText(element)).to.match(/Ada Byron reported abuse; the session ended\./);
    await change(element, { session: agentSession({ ...view, endReason: 'customerEnded' }) });
    expect(visibleText(element)).to.match(/Ada Byron ended the session\./);
  });

  it('[I13] says for a minute that the customer can continue, then that it takes a new request', async () => {
    const element = await render<RequestState>(
      requestState(agentSession({ outcome: sampleOutcome('agentLost', true) })),
    );
    expect(visibleText(element)).to.contain('Ada Byron can continue with one click within a minute.');
    clock.advance(60_000);
    await settled(element);
    expect(visibleText(element)).to.contain('Nothing resumes by itself. Ask Ada Byron anew.');
  });

  it('[B-10] asked too often: says how long to wait, read out once', async () => {
    const element = await render<RequestState>(requestState(refused(61_000)));
    clock.advance(1_000);
    await settled(element);
    expect(visibleText(element)).to.contain('was asked as often as is allowed in five minutes. Try again in 60 seconds.');
    expect(byRole(element, 'alert').textContent).to.contain('in 61 seconds');
  });
});

const tools = (session: AgentSession): TemplateResult => html`
  <sideseat-session-tools .session=${session} .clock=${clock} agent="Mia Keller"></sideseat-session-tools>
`;

standardSuite('sideseat-session-tools', agentStates['sideseat-session-tools']);

describe('<sideseat-session-tools>', () => {
  const choose = (element: SessionTools, name: string) => click(byRole(element, 'tab', name), element);

  it('[002-01] offers the commands in Sharing and in Applications, and what happened in Log', async () => {
    const element = await render<SessionTools>(tools(agentSession({}, { log: sampleLog })));
    const told = heard(element, 'sideseat-command');
    await click(request(element), element);
    await choose(element, 'Applications');
    expect(visibleText(element)).to.contain('Remote control');
    await click(request(element), element);
    expect(told.map(({ command }) => command)).to.deep.equal(['requestView', 'requestView']);
    await choose(element, 'Log');
    expect(hasRole(element, 'button', 'Request view')).to.equal(false);
    expect(visibleText(element)).to.contain('PIN code 482915 created');
  });

  it('[002-10] [002-37] Request control is beside Request view, in Sharing and in Applications', async () => {
    const element = await render<SessionTools>(tools(agentSession()));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Request control'), element);
    await choose(element, 'Applications');
    await click(byRole(element, 'button', 'Request control'), element);
    expect(told.map(({ command }) => command)).to.deep.equal(['requestControl', 'requestControl']);
    expect(visibleText(element)).to.contain('Request view').and.to.contain('Show my desktop');
  });

  it('moves between the tabs with the arrows and chooses only when told to', async () => {
    const element = await render<SessionTools>(tools(agentSession()));
    const sharing = byRole(element, 'tab', 'Sharing');
    sharing.focus();
    press(sharing, 'ArrowRight');
    expectFocus(byRole(element, 'tab', 'Applications'));
    expect(sharing.getAttribute('aria-selected')).to.equal('true');
    press(focused()!, 'ArrowRight', { altKey: true });
    expectFocus(byRole(element, 'tab', 'Applications'), 'a key of the browser');
  });

  it('says in every tab what became of the request', async () => {
    const element = await render<SessionTools>(tools(agentSession({ outcome: sampleOutcome('notNow') })));
    for (const name of ['Sharing', 'Applications', 'Log']) {
      await choose(element, name);
      expect(visibleText(element), name).to.contain('Ada Byron pressed Not now.');
    }
  });

  it('keeps the keyboard’s place when the request ends, in every tab', async () => {
    for (const [name, place] of [
      ['Applications', ['button', 'Request view']],
      ['Log', ['tab', 'Log']],
    ] as const) {
      const element = await render<SessionTools>(tools(agentSession({ request: sampleRequest() })));
      await choose(element, name);
      byRole(element, 'button', 'Withdraw').focus();
      await change(element, { session: agentSession({ outcome: sampleOutcome('noAnswer') }) });
      expectFocus(byRole(element, place[0], place[1]));
    }
  });
});

standardSuite('sideseat-session-log', agentStates['sideseat-session-log']);
standardSuite('sideseat-session-news', agentStates['sideseat-session-news']);

describe('<sideseat-session-log>', () => {
  it('has a line for everything that happened, newest first, with its time', async () => {
    const element = await render(agentStates['sideseat-session-log'].lines());
    const lines = [...element.shadowRoot!.querySelectorAll('li')].map((line) => visibleText(line));
    expect(lines.length).to.equal(sampleLog.length);
    expect(lines[0]).to.match(/^\d?\d:\d\d( [AP]M)? Viewing over\. Ada Byron stopped sharing\.$/);
    expect(lines.at(-1)).to.contain('Session “Ada Byron” created');
    expect(visibleText(element)).not.to.contain('Earlier lines');
  });

  it('says where earlier lines are not shown', async () => {
    const element = await render(agentStates['sideseat-session-log']['latest lines']());
    expect(visibleText(element)).to.match(/Earlier lines are not shown here\. They are on record\.$/);
  });
});
