import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { CODECS, type Codec } from '../../gateway/protocol/vocabulary.ts';
import { rebuildAnswer, rebuildOffer, type SdpRefusal } from '../../gateway/server/media/sdp.ts';

/** By a viewer that can show everything. */
const readOffer = (sdp: string): ReturnType<typeof rebuildOffer> => rebuildOffer(sdp, CODECS);
const fixture = (name: string): string =>
  readFileSync(new URL(`../support/media-sdp/${name}.sdp`, import.meta.url), 'utf8').replace(/\r?\n/g, '\r\n');
const OFFER = fixture('chromium-offer');
const ANSWER = fixture('chromium-answer');

const rebuilt = (result: ReturnType<typeof rebuildOffer>): string => {
  assert.ok(result.ok, `refused: ${result.ok ? '' : result.reason}`);
  return result.sdp;
};
const linesOf = (sdp: string): string[] => sdp.split('\r\n').filter((line) => line !== '');
const withLine = (sdp: string, ...lines: string[]): string => `${sdp}${lines.join('\r\n')}\r\n`;
const without = (sdp: string, pattern: RegExp): string =>
  `${linesOf(sdp)
    .filter((line) => !pattern.test(line))
    .join('\r\n')}\r\n`;

describe('T-SDP-GATE what real browsers send', () => {
  it('leaves out what the viewer cannot show, and the retransmission of that', () => {
    const codecs = (decodes: readonly Codec[]): Set<string> =>
      new Set([...rebuilt(rebuildOffer(OFFER, decodes)).matchAll(/^a=rtpmap:\d+ (\w+)/gm)].map(([, name]) => name ?? ''));
    assert.deepEqual(codecs(CODECS), new Set([...CODECS, 'rtx']));
    assert.deepEqual(codecs(['VP8']), new Set(['VP8', 'rtx']));
    assert.equal(rebuilt(rebuildOffer(OFFER, ['VP8'])).match(/ rtx\//g)?.length, 1);
    assert.deepEqual(rebuildOffer(OFFER, []), { ok: false, reason: 'codecs' });
  });

  it('rebuilds the offer of Chromium as one line each that we chose', () => {
    assert.deepEqual(linesOf(rebuilt(readOffer(OFFER))), linesOf(fixture('chromium-offer.rebuilt')));
  });

  it('rebuilds the offer of Firefox', () => {
    const offer = rebuilt(readOffer(fixture('firefox-offer')));
    assert.deepEqual(linesOf(offer), linesOf(fixture('firefox-offer.rebuilt')));
  });

  it('rebuilds the answer of Chromium', () => {
    assert.deepEqual(linesOf(rebuilt(rebuildAnswer(ANSWER))), linesOf(fixture('chromium-answer.rebuilt')));
  });

  it('rebuilds the answer of Firefox', () => {
    const answer = rebuilt(rebuildAnswer(fixture('firefox-answer')));
    assert.deepEqual(linesOf(answer), linesOf(fixture('firefox-answer.rebuilt')));
  });

  it('comes to the same when its own output is read again', () => {
    const once = rebuilt(readOffer(OFFER));
    assert.equal(rebuilt(readOffer(once)), once);
  });

  it('takes line ends without carriage returns too', () => {
    assert.equal(rebuilt(readOffer(OFFER.replaceAll('\r', ''))), rebuilt(readOffer(OFFER)));
  });
});

describe('T-SDP-GATE nothing of the page passes through as text', () => {
  const marker = 'MARKER7';
  const hostile = withLine(
    without(OFFER, /^a=(msid|ssrc)/),
    `a=msid:${marker} ${marker}`,
    `a=ssrc:1 cname:${marker}`,
    `a=x-${marker}:1`,
    `a=extmap:12 urn:${marker}`,
    `a=rtcp-fb:96 ${marker}`,
    `a=fmtp:96 max-fr=30;${marker}=1`,
    `i=${marker}`,
    `k=clear:${marker}`,
    `a=candidate:1 1 udp 1 ${marker}.local 5000 typ host`,
  )
    .replace(/^s=.*$/m, `s=${marker}`)
    .replace(/^o=.*$/m, `o=${marker} 1 1 IN IP4 10.0.0.1`);

  it('drops names, unknown attributes, extensions, feedback, parameters and keys', () => {
    assert.doesNotMatch(rebuilt(readOffer(hostile)), new RegExp(marker, 'i'));
  });

  it('drops codecs, feedback and retransmissions that are not on the list', () => {
    const offer = OFFER.replace(/^a=rtpmap:96 VP8\/90000$/m, 'a=rtpmap:96 H265/90000');
    const result = rebuilt(readOffer(offer));
    assert.doesNotMatch(result, /H265|red|ulpfec|apt=96|a=rtcp-fb:96/);
    assert.match(result, /a=rtpmap:102 H264\/90000/);
  });

  it('drops format parameters with values of another form', () => {
    const offer = OFFER.replace('a=fmtp:98 profile-id=0', 'a=fmtp:98 profile-id=0000000000000001');
    assert.doesNotMatch(rebuilt(readOffer(offer)), /fmtp:98/);
  });

  it('drops header extensions with ids beyond the one-byte form and a second use of an id', () => {
    const offer = withLine(
      without(OFFER, /^a=extmap/),
      'a=extmap:4 urn:3gpp:video-orientation',
      'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
      'a=extmap:99 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
    );
    const extensions = linesOf(rebuilt(readOffer(offer))).filter((line) => line.startsWith('a=extmap'));
    assert.deepEqual(extensions, ['a=extmap:4 urn:3gpp:video-orientation']);
  });

  it('keeps good candidates, at most thirty, and drops the others', () => {
    const nth = (n: number): string => `a=candidate:${n} 1 udp ${n + 1} 198.51.100.7 ${5000 + n} typ host`;
    const many = Array.from({ length: 50 }, (_, n) => nth(n));
    const bad = 'a=candidate:1 1 udp 1 127.0.0.1 5000 typ host';
    const candidates = linesOf(rebuilt(readOffer(withLine(OFFER, bad, ...many)))).filter((line) =>
      line.startsWith('a=candidate'),
    );
    assert.equal(candidates.length, 30);
    assert.equal(candidates[0], 'a=candidate:0 1 udp 1 198.51.100.7 5000 typ host');
  });
});

const refusedOffers: [title: string, sdp: string, reason: SdpRefusal][] = [
  ['an empty text', '', 'size'],
  ['a megabyte', 'a'.repeat(1_048_576), 'size'],
  ['a thousand lines', withLine(OFFER, ...Array<string>(1_000).fill('a=x')), 'size'],
  ['text that is no SDP', 'hello', 'syntax'],
  ['HTML', '<!doctype html><script>alert(1)</script>', 'syntax'],
  ['JSON', '{"type":"offer"}', 'syntax'],
  ['control characters', OFFER.replace('s=-', 's=\u0000'), 'syntax'],
  ['characters beyond ASCII', OFFER.replace('s=-', 's=é'), 'syntax'],
  ['a lone surrogate', OFFER.replace('s=-', 's=\ud800'), 'syntax'],
  ['a line of two thousand characters', withLine(OFFER, `a=${'x'.repeat(2_000)}`), 'syntax'],
  ['a carriage return inside a line', OFFER.replace('s=-', 's=-\ra=ice-lite'), 'syntax'],
  ['another version', OFFER.replace('v=0', 'v=1'), 'syntax'],
  ['no m-line', linesOf(OFFER).slice(0, 7).join('\r\n'), 'mediaLines'],
  ['fifty m-lines', OFFER + OFFER.slice(OFFER.indexOf('m=')).repeat(2) + 'm=video 9 x 96\r\n'.repeat(48), 'mediaLines'],
  ['audio beside the video', withLine(OFFER, 'm=audio 9 UDP/TLS/RTP/SAVPF 111'), 'mediaLines'],
  ['audio', OFFER.replace('m=video', 'm=audio'), 'notVideo'],
  [
    'data',
    OFFER.replace(/^m=.*$/m, 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel'),
    'notVideo',
  ],
  ['a video that is switched off', OFFER.replace('m=video 9', 'm=video 0'), 'notVideo'],
  ['RTP without encryption', OFFER.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), 'transport'],
  ['RTCP on a port of its own', without(OFFER, /^a=rtcp-mux$/), 'transport'],
  ['ICE lite', withLine(OFFER, 'a=ice-lite'), 'transport'],
  ['SDES keys', withLine(OFFER, 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc'), 'transport'],
  ['an offer that wants to receive', OFFER.replace('a=sendonly', 'a=sendrecv'), 'direction'],
  ['an offer without a direction', without(OFFER, /^a=sendonly$/), 'direction'],
  ['no fingerprint', without(OFFER, /^a=fingerprint/), 'fingerprint'],
  ['two fingerprints', withLine(OFFER, `a=fingerprint:sha-256 ${'AA:'.repeat(31)}AA`), 'fingerprint'],
  ['SHA-1', OFFER.replace(/^a=fingerprint:.*$/m, `a=fingerprint:sha-1 ${'AA:'.repeat(19)}AA`), 'fingerprint'],
  ['a short fingerprint', OFFER.replace(/^a=fingerprint:.*$/m, 'a=fingerprint:sha-256 AA:BB'), 'fingerprint'],
  ['no ICE credentials', without(OFFER, /^a=ice-(ufrag|pwd)/), 'ice'],
  ['an ICE user of 300 characters', OFFER.replace(/^a=ice-ufrag:.*$/m, `a=ice-ufrag:${'a'.repeat(300)}`), 'ice'],
  ['an ICE password with a space', OFFER.replace(/^a=ice-pwd:.*$/m, 'a=ice-pwd:aaaaaaaaaaaa aaaaaaaaaaaaaa'), 'ice'],
  ['a short ICE password', OFFER.replace(/^a=ice-pwd:.*$/m, 'a=ice-pwd:abc'), 'ice'],
  ['an offer that takes the active part', OFFER.replace('a=setup:actpass', 'a=setup:active'), 'setup'],
  ['no mid', without(OFFER, /^a=mid:/), 'mid'],
  ['a mid with a slash', OFFER.replace('a=mid:0', 'a=mid:../0'), 'mid'],
  ['simulcast', withLine(OFFER, 'a=rid:h send', 'a=rid:l send', 'a=simulcast:send h;l'), 'simulcast'],
  ['simulcast by source groups', withLine(OFFER, 'a=ssrc-group:SIM 1 2 3'), 'simulcast'],
  ['three sources', withLine(OFFER, 'a=ssrc:7 cname:x'), 'simulcast'],
  ['no codec that is known', OFFER.replace(/^a=rtpmap:(\d+) (VP8|VP9|H264|AV1)/gm, 'a=rtpmap:$1 H265'), 'codecs'],
  ['retransmission alone', OFFER.replace(/^(m=video 9 \S+) .*$/m, '$1 97'), 'codecs'],
  ['payload types out of range', OFFER.replace(/^(m=video 9 \S+) .*$/m, '$1 -1 128 1e2 NaN 96.5'), 'codecs'],
];

describe('T-SDP-GATE what is refused, each by name', () => {
  for (const [title, sdp, reason] of refusedOffers) {
    it(`${title}: ${reason}`, () => {
      assert.deepEqual(readOffer(sdp), { ok: false, reason });
    });
  }

  it('an offer where an answer is due, and an answer where an offer is due', () => {
    assert.deepEqual(rebuildAnswer(OFFER), { ok: false, reason: 'direction' });
    assert.deepEqual(readOffer(ANSWER), { ok: false, reason: 'direction' });
  });

  it('never throws, whatever single line is cut, doubled or torn', () => {
    const lines = linesOf(OFFER);
    for (const [index, line] of lines.entries()) {
      for (const replacement of [[], [line, line], [line.slice(0, line.length / 2)], [`${line}${line}`], ['a=']]) {
        readOffer([...lines.slice(0, index), ...replacement, ...lines.slice(index + 1)].join('\r\n'));
      }
    }
  });

  it('is done with the largest text that is looked at within 100 ms', () => {
    const line = `a=candidate:1 1 udp 1 ${'a '.repeat(40)}`;
    const evil = withLine(OFFER, ...Array<string>(300).fill(line)).slice(0, 32_768);
    const startedMs = performance.now();
    readOffer(evil);
    assert.ok(performance.now() - startedMs < 100);
  });
});
