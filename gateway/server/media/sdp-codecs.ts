/** What may stand in an SDP that goes to Janus: codecs with the parameters we know, feedback, header extensions. */

import type { Codec } from '../../protocol/vocabulary.ts';

/**
 * Codecs, and for each the format parameters with the form of their values. Others are left out; `max-fs` and `max-fr`
 * on purpose: Janus echoes them, and Firefox would then scale a desktop beyond 2048 × 1536 down.
 */
export const VIDEO_CODECS: Readonly<Record<Codec, Readonly<Record<string, RegExp>>>> = {
  VP8: {},
  VP9: { 'profile-id': /^[0-3]$/ },
  H264: {
    'profile-level-id': /^[0-9a-fA-F]{6}$/,
    'level-asymmetry-allowed': /^[01]$/,
    'packetization-mode': /^[01]$/,
  },
  AV1: { profile: /^[0-2]$/, 'level-idx': /^\d{1,2}$/, tier: /^[01]$/ },
};

/** Retransmission of another payload type, named by `apt`. */
export const RETRANSMISSION = 'rtx';

export const FEEDBACK: ReadonlySet<string> = new Set(['goog-remb', 'transport-cc', 'ccm fir', 'nack', 'nack pli']);

/** Extensions that Janus reads or passes on. Stream ids (rid) belong to simulcast, which screens do not use. */
export const HEADER_EXTENSIONS: ReadonlySet<string> = new Set([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
]);

/** The ids that fit the one-byte header form. */
export const HEADER_EXTENSION_ID_MAX = 14;
