import type { WebexMessage } from '../../plugin/hosts/webex/webex-host.ts';

/** The SDK's object, as far as the adapter uses it. */
export class FakeDesktop {
  readonly listeners = new Map<string, (message: WebexMessage) => void>();
  tasks = new Map<string, unknown>();
  readonly config = { init: async () => undefined, clientLocale: 'de-DE' };
  /** The adapter has told what held already, but for the tasks. */
  readonly begun = Promise.withResolvers<void>();
  readonly actions = {
    getTaskMap: async () => {
      this.begun.resolve();
      return this.tasks;
    },
  };
  readonly agentContact = {
    addEventListener: (event: string, listener: (message: WebexMessage) => void) => void this.listeners.set(event, listener),
    removeEventListener: (event: string) => void this.listeners.delete(event),
  };
  readonly agentStateInfo = { latestData: { agentId: 'agent-7' } };
}
