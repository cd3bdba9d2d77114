import { expect, html } from '@open-wc/testing';
import { sampleAccount, sampleId, sampleRequest, sampleShare } from '../../mocks/agent.ts';
import { activeView, continuable, question, share } from '../../mocks/customer.ts';
import { type Change, customer } from '../../mocks/pages/customer-states.ts';
import type { AgentApp } from '../../plugin/agent/elements/agent-app.ts';
import type { Notice } from '../../plugin/agent/notices.ts';
import type { Customer } from '../../plugin/customer/elements/customer.ts';
import '../../plugin/customer/define.ts';
import { byRole, deepElements, render, visibleText } from '../support/elements.ts';
import { agentSession, click, clock, FakeClient } from './agent-harness.ts';

/** T-META-XSS: whatever one side can write is text on the other side, in every screen that shows it. */
const CORPUS = [
  '<img src=x onerror="window.__ran=1">',
  '<script>window.__ran=1</script>',
  '<svg/onload=window.__ran=1>',
  '"><iframe srcdoc="<script>parent.__ran=1</script>">',
  'javascript:window.__ran=1//',
  '{{constructor.constructor("window.__ran=1")()}}',
  '${window.__ran=1}',
  '<a href="javascript:window.__ran=1">x</a>',
  '\u202e<b>moc.live</b>',
  '</title><script>window.__ran=1</script>',
];
const FOREIGN = 'img, script, iframe, object, embed, [href^="javascript"], [srcdoc], [onload], [onerror]';

/** The text can be read as it was written, and nothing has come of it. */
function expectText(root: Element, text: string, where: string): void {
  expect(visibleText(root), where).to.contain(text);
  const strange = deepElements(root).filter((element) => element.matches(FOREIGN));
  expect(strange.map(({ localName }) => localName), where).to.deep.equal([]);
  expect((window as { __ran?: number }).__ran, where).to.equal(undefined);
}

const id = sampleId('ada');
const notice: Omit<Notice, 'alarm'> = { key: '', sinceAtMs: 0, lastAtMs: 0, dismissed: false };

describe('[T-META-XSS] texts of others', () => {
  for (const text of CORPUS) {
    it(`are text to the agent: ${text}`, async () => {
      const session = agentSession(
        { name: text, words: text, share: sampleShare() },
        { log: [{ seq: 1, atMs: 0, kind: 'created', params: { name: text } }] },
      );
      const client = new FakeClient({ sessions: [session], account: { ...sampleAccount, name: text, company: text } });
      const element = await render<AgentApp>(html`<sideseat-agent .client=${client} .clock=${clock}></sideseat-agent>`);
      const panel = (): HTMLElement => byRole(element, 'tabpanel');
      expectText(byRole(element, 'tablist', 'Sessions'), text, 'the tabs');
      expectText(panel(), text, 'the list');
      await click(byRole(element, 'tab', text), element);
      expectText(panel(), text, 'the session');
      expectText(byRole(element, 'region', 'Shared desktop'), text, 'the sharing window');
      await click(byRole(element, 'tab', 'Log'), element);
      expectText(byRole(element, 'tabpanel', 'Log'), text, 'the log');
      await click(byRole(element, 'button', 'Close tab'), element);
      expectText(byRole(element, 'alertdialog'), text, 'the question before a tab is closed');
      await click(byRole(element, 'button', 'No'), element);
      await click(byRole(element, 'button', 'End session'), element);
      expectText(byRole(element, 'alertdialog'), text, 'the question before a session is ended');
    });

    it(`are text to the agent who asks, and to the one who supervises: ${text}`, async () => {
      const client = new FakeClient({
        sessions: [agentSession({ name: text, request: sampleRequest() })],
        notices: [
          { ...notice, key: 'asked', alarm: { kind: 'askedTooOften', agentName: text, capability: 'view' } },
          {
            ...notice,
            key: 'report',
            alarm: { kind: 'abuseReported', agentName: text, sessionId: id, sessionName: text, atMs: 0 },
          },
        ],
      });
      const element = await render<AgentApp>(html`<sideseat-agent .client=${client} .clock=${clock}></sideseat-agent>`);
      expectText(byRole(element, 'group', 'Warnings'), text, 'the warnings');
      await click(byRole(element, 'tab', text), element);
      expectText(byRole(element, 'tabpanel'), text, 'the request');
    });

    it(`are text to the customer: ${text}`, async () => {
      const named = { agentName: text, company: text, words: text };
      const foreign = { title: text, points: [text], warning: text };
      const states: Readonly<Record<string, Change>> = {
        waiting: { view: activeView({ ...named, status: 'waiting' }) },
        active: { view: activeView(named) },
        question: { view: activeView({ ...named, question: question({ ...named, ...foreign }) }) },
        sharing: { view: activeView({ ...named, share: share() }), capture: 'running' },
        'to be continued': { view: activeView({ ...named, continuable: continuable(foreign) }), capture: 'suspended' },
        ended: { view: activeView({ ...named, status: 'ended', endReason: 'agentEnded' }) },
      };
      for (const [state, change] of Object.entries(states)) {
        expectText(await render<Customer>(customer(change)), text, state);
      }
    });
  }
});
