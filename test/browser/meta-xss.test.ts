import { expect, fixture, html } from '@open-wc/testing';
import { activeView, share } from '../../mocks/customer.ts';
import type { Dashboard } from '../../plugin/agent/elements/dashboard.ts';
import '../../plugin/customer/define.ts';
import { deepElements, settled } from '../support/elements.ts';
import { agentSession, agentState } from './agent-harness.ts';

/** T-META-XSS: whatever one side can write is text on the other side, in every screen that shows it. */
const CORPUS = [
  '<img src=x onerror="window.__ran=1">',
  '<script>window.__ran=1</script>',
  '<svg/onload=window.__ran=1>',
  '"><iframe srcdoc="<script>parent.__ran=1</script>">',
  "javascript:window.__ran=1//",
  '{{constructor.constructor("window.__ran=1")()}}',
  '${window.__ran=1}',
  '<a href="javascript:window.__ran=1">x</a>',
  '\u202e<b>moc.live</b>',
  '</title><script>window.__ran=1</script>',
];
const FOREIGN = ['img', 'script', 'iframe', 'object', 'embed', 'a[href^="javascript"]'];

const nothingRan = (root: Element, text: string): void => {
  expect((window as { __ran?: number }).__ran).to.equal(undefined);
  const strange = deepElements(root).filter((element) => FOREIGN.some((selector) => element.matches(selector)));
  expect(strange.map((element) => element.localName)).to.deep.equal([], text);
};

describe('[T-META-XSS] texts of others', () => {
  for (const text of CORPUS) {
    it(`are text to the agent: ${text}`, async () => {
      const session = agentSession(
        { name: text, words: text, status: 'active' },
        { log: [{ seq: 1, atMs: 0, kind: 'created', params: { name: text } }] },
      );
      const state = agentState({ sessions: [session], account: { ...agentState().account!, name: text, company: text } });
      const element = await fixture<Dashboard>(html`<sideseat-dashboard .state=${state}></sideseat-dashboard>`);
      await settled(element);
      nothingRan(element, text);
    });

    it(`are text to the customer: ${text}`, async () => {
      const view = activeView({ agentName: text, company: text, words: text, share: share() });
      const element = await fixture(html`<sideseat-customer .view=${view} .link=${'open'} .capture=${'live'}></sideseat-customer>`);
      await settled(element as never);
      nothingRan(element, text);
    });
  }
});
