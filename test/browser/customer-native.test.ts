import { expect } from '@open-wc/testing';

describe('importing the customer’s page', () => {
  it('registers nothing by the classes alone, and everything once by define', async () => {
    await import('../../plugin/customer/elements/customer.ts');
    await import('../../plugin/customer/elements/join.ts');
    expect(customElements.get('sideseat-customer')).to.equal(undefined);
    expect(customElements.get('sideseat-join')).to.equal(undefined);
    await import('../../plugin/customer/define.ts');
    for (const name of ['join', 'question', 'desktop-view', 'customer-toolbar', 'customer', 'dialog', 'language-menu']) {
      expect(customElements.get(`sideseat-${name}`), name).to.not.equal(undefined);
    }
  });

  it('leaves RTCPeerConnection and getDisplayMedia to the browser', async () => {
    await import('../../plugin/customer/customer-client.ts');
    await import('../../plugin/customer/page.ts');
    expect(Function.prototype.toString.call(RTCPeerConnection)).to.contain('[native code]');
    expect(Function.prototype.toString.call(MediaDevices.prototype.getDisplayMedia)).to.contain('[native code]');
  });
});
