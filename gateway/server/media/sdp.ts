import { parse, type MediaDescription, type SessionDescription } from 'sdp-transform';
import { SDP_MAX_LENGTH } from '../../protocol/schemas.ts';
import { CODECS, type Codec } from '../../protocol/vocabulary.ts';
import { acceptCandidate } from './candidate.ts';
import {
  FEEDBACK,
  HEADER_EXTENSION_ID_MAX,
  HEADER_EXTENSIONS,
  RETRANSMISSION,
  VIDEO_CODECS,
} from './sdp-codecs.ts';

/** Why an SDP was refused. */
export const SDP_REFUSALS = [
  /** Empty, too long, or too many lines. */
  'size',
  /** Not the text of an SDP. */
  'syntax',
  /** None, or more than one `m=` line. */
  'mediaLines',
  'notVideo',
  /** Not RTP over DTLS with multiplexed RTCP, or ICE lite. */
  'transport',
  /** An offer must only send, an answer only receive. */
  'direction',
  /** Not exactly one, or not SHA-256. */
  'fingerprint',
  /** Credentials missing or malformed. */
  'ice',
  'setup',
  'mid',
  'simulcast',
  /** None of the codecs that are allowed. */
  'codecs',
] as const;
export type SdpRefusal = (typeof SDP_REFUSALS)[number];
export type RebuiltSdp = { ok: true; sdp: string } | { ok: false; reason: SdpRefusal };

const LINES_MAX = 500;
/** A line of an SDP; no browser's is longer than 300. */
const LINE = /^[a-z]=[\x20-\x7e]{0,1000}$/;
const TRANSPORT = 'UDP/TLS/RTP/SAVPF';
const CANDIDATES_MAX = 30;
const PAYLOADS_MAX = 40;
/** Of the picture and of its retransmission. */
const SOURCES_MAX = 2;

interface Payload {
  type: number;
  codec: string;
  feedback: string[];
  parameters: string;
}

/** Everything that is taken over from a browser's SDP. Each value has been checked by itself. */
interface VideoDescription {
  direction: 'sendonly' | 'recvonly';
  setup: string;
  mid: string;
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  payloads: Payload[];
  extensions: { id: number; uri: string }[];
  /** SSRCs, the retransmission's second. */
  sources: number[];
  candidates: string[];
}

/**
 * Reads the offer of a page that publishes one video, and writes it anew: Janus never sees a browser's own text.
 * @param decodes - What the viewer's page can show: other codecs are left out.
 */
export function rebuildOffer(sdp: string, decodes: readonly Codec[]): RebuiltSdp {
  return rebuild(sdp, 'sendonly', ['actpass'], decodes);
}

/** The same for the answer of a page that receives one video. */
export function rebuildAnswer(sdp: string): RebuiltSdp {
  return rebuild(sdp, 'recvonly', ['active', 'passive'], CODECS);
}

function rebuild(
  sdp: string,
  direction: 'sendonly' | 'recvonly',
  setups: readonly string[],
  codecs: readonly Codec[],
): RebuiltSdp {
  const read = readVideo(sdp, direction, setups, codecs);
  return typeof read === 'string' ? { ok: false, reason: read } : { ok: true, sdp: write(read) };
}

function readVideo(
  sdp: string,
  direction: 'sendonly' | 'recvonly',
  setups: readonly string[],
  codecs: readonly Codec[],
): VideoDescription | SdpRefusal {
  if (sdp.length === 0 || sdp.length > SDP_MAX_LENGTH) return 'size';
  const lines = sdp.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length > LINES_MAX) return 'size';
  if (lines[0] !== 'v=0' || !lines.every((line) => LINE.test(line))) return 'syntax';
  if (lines.filter((line) => line.startsWith('m=')).length !== 1) return 'mediaLines';
  const session = parseOrNothing(lines.join('\r\n'));
  const media = session?.media[0];
  if (session === undefined || media === undefined) return 'syntax';

  if (media.type !== 'video' || media.port === 0) return 'notVideo';
  const hasLine = (pattern: RegExp): boolean => lines.some((line) => pattern.test(line));
  if (media.protocol !== TRANSPORT || media.rtcpMux === undefined) return 'transport';
  if (hasLine(/^a=(ice-lite|crypto:)/)) return 'transport';
  if (hasLine(/^a=(simulcast|rid:|ssrc-group:SIM)/i)) return 'simulcast';
  if ((media.direction ?? session.direction) !== direction) return 'direction';

  const fingerprint = readFingerprint(lines);
  if (fingerprint === undefined) return 'fingerprint';
  const iceUfrag = String(media.iceUfrag ?? session.iceUfrag ?? '');
  const icePwd = String(media.icePwd ?? session.icePwd ?? '');
  if (!/^[A-Za-z0-9+/]{4,64}$/.test(iceUfrag) || !/^[A-Za-z0-9+/]{22,128}$/.test(icePwd)) return 'ice';
  const setup = String(media.setup ?? session.setup ?? '');
  if (!setups.includes(setup)) return 'setup';
  const mid = String(media.mid ?? '');
  if (!/^[A-Za-z0-9_-]{1,16}$/.test(mid)) return 'mid';
  const payloads = readPayloads(media, codecs);
  if (!payloads.some(({ codec }) => codec !== RETRANSMISSION)) return 'codecs';
  const sources = direction === 'sendonly' ? readSources(media) : [];
  if (sources.length > SOURCES_MAX) return 'simulcast';

  const extensions = readExtensions(media);
  const candidates = lines
    .filter((line) => line.startsWith('a=candidate:'))
    .flatMap((line) => acceptCandidate(line.slice(2)) ?? [])
    .slice(0, CANDIDATES_MAX);
  return { direction, setup, mid, iceUfrag, icePwd, fingerprint, payloads, extensions, sources, candidates };
}

function parseOrNothing(sdp: string): SessionDescription | undefined {
  try {
    return parse(sdp);
  } catch {
    return undefined;
  }
}

/** Looked for in the lines, because the parser keeps the last of several. Twice the same one is one. */
function readFingerprint(lines: readonly string[]): string | undefined {
  const found = new Set(lines.filter((line) => /^a=fingerprint/i.test(line)).map((line) => line.toUpperCase()));
  const [only] = found;
  const match = /^A=FINGERPRINT:SHA-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/.exec(only ?? '');
  return found.size === 1 ? match?.[1] : undefined;
}

function readPayloads(media: MediaDescription, codecs: readonly Codec[]): Payload[] {
  const listed = String(media.payloads ?? '').split(' ');
  const numbers = listed.filter((text) => /^\d{2,3}$/.test(text)).map(Number);
  const types = [...new Set(numbers)].filter((type) => type >= 35 && type <= 127);
  const all = types.slice(0, PAYLOADS_MAX).flatMap((type) => readPayload(media, type, codecs) ?? []);
  const pictures = new Set(all.filter(({ codec }) => codec !== RETRANSMISSION).map(({ type }) => type));
  return all.filter(({ codec, parameters }) => {
    const apt = /^apt=(\d+)$/.exec(parameters)?.[1];
    return codec !== RETRANSMISSION || pictures.has(Number(apt));
  });
}

function readPayload(media: MediaDescription, type: number, codecs: readonly Codec[]): Payload | undefined {
  const map = media.rtp.find(({ payload }) => payload === type);
  if (map === undefined || map.rate !== 90_000) return undefined;
  const isNamed = (name: string): boolean => name.toUpperCase() === String(map.codec).toUpperCase();
  const format = String(media.fmtp.find(({ payload }) => payload === type)?.config ?? '');
  if (isNamed(RETRANSMISSION)) {
    const apt = /^apt=(\d{2,3})(?:;|$)/.exec(format)?.[1];
    return apt === undefined ? undefined : { type, codec: RETRANSMISSION, feedback: [], parameters: `apt=${apt}` };
  }
  const codec = codecs.find(isNamed);
  if (codec === undefined) return undefined;
  const feedback = (media.rtcpFb ?? [])
    .filter(({ payload }) => String(payload) === String(type))
    .map(({ type: kind, subtype }) => (subtype === undefined ? kind : `${kind} ${subtype}`))
    .filter((kind) => FEEDBACK.has(kind));
  return { type, codec, feedback: [...new Set(feedback)], parameters: readParameters(codec, format) };
}

function readParameters(codec: Codec, format: string): string {
  const allowed = VIDEO_CODECS[codec];
  const given = new Map(
    format.split(';').map((pair): [string, string | undefined] => {
      const [name = '', value] = pair.trim().split('=', 2);
      return [name, value];
    }),
  );
  return Object.entries(allowed)
    .flatMap(([name, form]) => {
      const value = given.get(name);
      return value !== undefined && form.test(value) ? [`${name}=${value}`] : [];
    })
    .join(';');
}

/**
 * Directions are left out: a sender that may not send the playout delay (Firefox) still offers it, and only then does
 * Janus send it to the viewers.
 */
function readExtensions(media: MediaDescription): { id: number; uri: string }[] {
  const found = new Map<number, string>();
  for (const { value: id, uri } of media.ext ?? []) {
    const isKnown = HEADER_EXTENSIONS.has(uri) && ![...found.values()].includes(uri) && !found.has(id);
    if (isKnown && Number.isInteger(id) && id >= 1 && id <= HEADER_EXTENSION_ID_MAX) found.set(id, uri);
  }
  return [...found].map(([id, uri]) => ({ id, uri }));
}

function readSources(media: MediaDescription): number[] {
  const group = (media.ssrcGroups ?? []).find(({ semantics }) => semantics === 'FID')?.ssrcs ?? '';
  const listed = [...String(group).split(' '), ...(media.ssrcs ?? []).map(({ id }) => String(id))].map(Number);
  const isSsrc = (value: number): boolean => Number.isInteger(value) && value > 0 && value < 2 ** 32;
  return [...new Set(listed)].filter(isSsrc);
}

function write(video: VideoDescription): string {
  const { mid, payloads, sources } = video;
  const [source, retransmission] = sources;
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${mid}`,
    `m=video 9 ${TRANSPORT} ${payloads.map(({ type }) => type).join(' ')}`,
    'c=IN IP4 0.0.0.0',
    `a=ice-ufrag:${video.iceUfrag}`,
    `a=ice-pwd:${video.icePwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${video.fingerprint}`,
    `a=setup:${video.setup}`,
    `a=mid:${mid}`,
    ...video.extensions.map(({ id, uri }) => `a=extmap:${id} ${uri}`),
    `a=${video.direction}`,
    'a=rtcp-mux',
    'a=rtcp-rsize',
    ...payloads.flatMap(writePayload),
    ...(retransmission === undefined ? [] : [`a=ssrc-group:FID ${source} ${retransmission}`]),
    ...sources.map((ssrc) => `a=ssrc:${ssrc} cname:sideseat`),
    ...video.candidates.map((candidate) => `a=${candidate}`),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function writePayload({ type, codec, feedback, parameters }: Payload): string[] {
  return [
    `a=rtpmap:${type} ${codec}/90000`,
    ...feedback.map((kind) => `a=rtcp-fb:${type} ${kind}`),
    ...(parameters === '' ? [] : [`a=fmtp:${type} ${parameters}`]),
  ];
}
