import { expect } from '@open-wc/testing';
import type { HostEvent } from '../../plugin/hosts/host-adapter.ts';
import { WebexHost } from '../../plugin/hosts/webex/webex-host.ts';
import { FakeDesktop } from '../support/fake-desktop.ts';

const AGENT = 'agent-7';

/** What the adapter tells of a desktop that has these tasks already. */
async function told(desktop: FakeDesktop, meanwhile: () => void = () => undefined): Promise<HostEvent[]> {
  const events: HostEvent[] = [];
  const disconnect = new WebexHost(desktop, { getToken: async () => 'token' }).connect((event) => {
    events.push(event as HostEvent);
    return null;
  });
  await desktop.begun.promise;
  meanwhile();
  await new Promise(requestAnimationFrame);
  disconnect();
  return events.filter(({ type }) => type.startsWith('contact.'));
}

describe('tasks of Webex Contact Center that were there before the panel', () => {
  const contactId = 'c1';
  const joined = { [AGENT]: { hasJoined: true, isWrapUp: false } };
  const accepted = { type: 'contact.accepted', contactId };
  const held = (isHeld: boolean) => ({ type: 'contact.held', contactId, held: isHeld });
  const cases: Record<string, [interaction: unknown, events: object[]]> = {
    'one that rings': [{ state: 'new', participants: {} }, [{ type: 'contact.offered', contactId }]],
    'one that was not joined': [{ state: 'connected', participants: { [AGENT]: { hasJoined: false } } }, [{ type: 'contact.offered', contactId }]],
    'a conversation': [{ state: 'connected', participants: joined, media: { m: { isHold: false } } }, [accepted, held(false)]],
    'one on hold': [{ state: 'connected', participants: joined, media: { m: { isHold: true } } }, [accepted, held(true)]],
    'one in wrap-up': [{ state: 'wrapUp', participants: joined }, [accepted, held(false), { type: 'contact.wrapUp', contactId }]],
    'one whose agent is in wrap-up': [
      { state: 'connected', participants: { [AGENT]: { hasJoined: true, isWrapUp: true } } },
      [accepted, held(false), { type: 'contact.wrapUp', contactId }],
    ],
    'one whose customer is gone': [{ isTerminated: true }, [accepted, held(false), { type: 'contact.wrapUp', contactId }]],
    'one of which nothing is said': [undefined, [accepted, held(false)]],
  };
  for (const [name, [interaction, events]] of Object.entries(cases)) {
    it(`are told as what they are: ${name}`, async () => {
      const desktop = new FakeDesktop();
      desktop.tasks.set(contactId, { interaction });
      expect(await told(desktop)).to.deep.equal(events);
    });
  }

  it('do not undo what the desktop tells meanwhile', async () => {
    const desktop = new FakeDesktop();
    desktop.tasks.set(contactId, { interaction: { state: 'connected', participants: joined } });
    const close = (): void => desktop.listeners.get('eAgentContactWrappedUp')?.({ data: { interactionId: contactId } });
    expect(await told(desktop, close)).to.deep.equal([{ type: 'contact.closed', contactId }]);
  });
});

describe('a desktop of Webex Contact Center whose SDK fails', () => {
  const { warn } = console;
  const warned: string[] = [];
  beforeEach(() => {
    warned.length = 0;
    console.warn = (line: string) => void warned.push(line);
  });
  afterEach(() => {
    console.warn = warn;
  });

  it('at config.init: the tasks are told all the same', async () => {
    const desktop = new FakeDesktop();
    desktop.config.init = () => Promise.reject(new Error('not ready'));
    desktop.tasks.set('c1', {});
    expect((await told(desktop)).map(({ type }) => type)).to.deep.equal(['contact.accepted', 'contact.held']);
    expect(warned[0]).to.include('E_HOST_WEBEX: config.init');
  });

  it('at getTaskMap: what is told later is heard', async () => {
    const desktop = new FakeDesktop();
    desktop.actions.getTaskMap = () => {
      desktop.begun.resolve();
      return Promise.reject(new Error('no tasks'));
    };
    const take = (): void => desktop.listeners.get('eAgentContactAssigned')?.({ data: { interactionId: 'c1' } });
    expect(await told(desktop, take)).to.deep.equal([{ type: 'contact.accepted', contactId: 'c1' }]);
    expect(warned[0]).to.include('E_HOST_WEBEX: actions.getTaskMap');
  });
});
