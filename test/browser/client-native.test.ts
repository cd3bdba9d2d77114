import { expect } from '@open-wc/testing';
import '../../gateway/client/capture.ts';
import '../../gateway/client/desktop-source.ts';
import '../../gateway/client/http.ts';
import '../../gateway/client/link-events.ts';
import '../../gateway/client/owner-events.ts';
import '../../gateway/client/publisher.ts';
import '../../gateway/client/session-link.ts';
import '../../gateway/client/viewer-events.ts';
import '../../gateway/client/viewer.ts';

describe('the browser’s end of the gateway', () => {
  for (const name of ['RTCPeerConnection', 'WebSocket', 'MediaStream', 'fetch'] as const)
    it(`leaves ${name} native: a host’s softphone uses it too`, () => {
      expect(Function.prototype.toString.call(window[name])).to.contain('[native code]');
    });
});
