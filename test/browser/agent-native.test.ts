import { expect } from '@open-wc/testing';

describe('the agent’s entry', function () {
  // Unbundled, the entry is a few hundred modules for the test server.
  this.timeout(30_000);

  it('leaves the page’s RTCPeerConnection native, as a host’s softphone needs it', async () => {
    await import('../../plugin/agent/index.ts');
    await import('../../plugin/agent/define.ts');
    for (const native of [RTCPeerConnection, RTCPeerConnection.prototype.setLocalDescription]) {
      expect(Function.prototype.toString.call(native)).to.contain('[native code]');
    }
  });

  it('registers nothing by importing a class, and registering twice is harmless', async () => {
    const { AgentApp } = await import('../../plugin/agent/elements/agent-app.ts');
    await import('../../plugin/agent/define.ts');
    const { define } = await import('../../plugin/shared/define.ts');
    define('sideseat-agent', class extends HTMLElement {});
    expect(customElements.get('sideseat-agent')).to.equal(AgentApp);
  });
});
