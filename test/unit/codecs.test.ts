import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { codecName, decodableCodecs } from '../../gateway/client/codecs.ts';

describe('the codecs that a browser can show', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'RTCRtpReceiver'));

  function browserWith(...mimeTypes: string[]): void {
    const getCapabilities = () => ({ codecs: mimeTypes.map((mimeType) => ({ mimeType })) });
    Object.assign(globalThis, { RTCRtpReceiver: { getCapabilities } });
  }

  it('are what it says, the best first, and nothing that we do not know', () => {
    browserWith('video/VP8', 'video/rtx', 'video/H265', 'video/h264', 'video/AV1', 'video/AV1');
    assert.deepEqual(decodableCodecs(), ['AV1', 'VP8', 'H264']);
  });

  it('are VP8 at least: every browser must, also one that does not tell', () => {
    browserWith('video/VP9');
    assert.deepEqual(decodableCodecs(), ['VP9', 'VP8']);
    Reflect.deleteProperty(globalThis, 'RTCRtpReceiver');
    assert.deepEqual(decodableCodecs(), ['VP8']);
  });

  it('have the names of the protocol', () => {
    assert.equal(codecName({ mimeType: 'video/h264' }), 'H264');
  });
});
