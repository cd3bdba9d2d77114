/** How good a received picture is, over the time since the reading before. */
export interface PictureQuality {
  widthPx: number;
  heightPx: number;
  framesPerSecond: number;
  bitrateBps: number;
  /** Part of the packets that were lost on their way here, 0..1. */
  lostPart: number;
  /** Between this page and the media server, there and back; `null` where the browser does not tell. */
  roundTripMs: number | null;
  /** How long a frame waited for its missing parts and its turn, and then to be decoded; `null` without a frame. */
  bufferMs: number | null;
  decodeMs: number | null;
  /** From the media server to this screen: half the round trip, buffer and decoder; `null` where a part is not known. */
  delayMs: number | null;
}

/** Reads a connection's numbers; each reading is about the time since the one before. */
export interface QualityMeter {
  /** @returns `null` for the first reading, and while there is no picture */
  read(): Promise<PictureQuality | null>;
}

/** @param connection - Its numbers; `null` while there is none. */
export function createQualityMeter(connection: { getStats(): Promise<RTCStatsReport | null> }): QualityMeter {
  let before: Counters | null = null;
  return {
    async read() {
      const stats = await connection.getStats();
      const reports = stats ? [...(stats.values() as Iterable<Report>)] : [];
      const inbound = reports.find((report) => report.type === 'inbound-rtp');
      if (!inbound) return null;
      const last = before;
      const now = (before = toCounters(inbound));
      return last && now.atMs > last.atMs ? toQuality(inbound, now, last, roundTripMs(reports)) : null;
    },
  };
}

type Report = Partial<RTCInboundRtpStreamStats & RTCIceCandidatePairStats & RTCTransportStats> & {
  id: string;
  timestamp: number;
  /** Firefox says so of the pair in use. */
  selected?: boolean;
};

/** What only ever rises; times in seconds, as the browser counts. */
interface Counters {
  atMs: number;
  frames: number;
  bytes: number;
  packets: number;
  lost: number;
  waitedS: number;
  emitted: number;
  decodingS: number;
}

const toCounters = (inbound: Report): Counters => ({
  atMs: inbound.timestamp,
  frames: inbound.framesDecoded ?? 0,
  bytes: inbound.bytesReceived ?? 0,
  packets: inbound.packetsReceived ?? 0,
  lost: inbound.packetsLost ?? 0,
  waitedS: inbound.jitterBufferDelay ?? 0,
  emitted: inbound.jitterBufferEmittedCount ?? 0,
  decodingS: inbound.totalDecodeTime ?? 0,
});

function toQuality(inbound: Report, now: Counters, last: Counters, tripMs: number | null): PictureQuality {
  const seconds = (now.atMs - last.atMs) / 1_000;
  const frames = now.frames - last.frames;
  const emitted = now.emitted - last.emitted;
  // A packet that arrives after it was given up is subtracted again by the browser.
  const lost = Math.max(0, now.lost - last.lost);
  const expected = now.packets - last.packets + lost;
  const bufferMs = emitted > 0 ? ((now.waitedS - last.waitedS) / emitted) * 1_000 : null;
  const decodeMs = frames > 0 ? ((now.decodingS - last.decodingS) / frames) * 1_000 : null;
  const isKnown = tripMs !== null && bufferMs !== null && decodeMs !== null;
  return {
    widthPx: inbound.frameWidth ?? 0,
    heightPx: inbound.frameHeight ?? 0,
    framesPerSecond: frames / seconds,
    bitrateBps: ((now.bytes - last.bytes) * 8) / seconds,
    lostPart: expected > 0 ? lost / expected : 0,
    roundTripMs: tripMs,
    bufferMs,
    decodeMs,
    delayMs: isKnown ? tripMs / 2 + bufferMs + decodeMs : null,
  };
}

/** Of the candidate pair that carries the media. */
function roundTripMs(reports: readonly Report[]): number | null {
  const selectedId = reports.find((report) => report.type === 'transport')?.selectedCandidatePairId;
  const pair = reports.find(
    (report) => report.type === 'candidate-pair' && (selectedId ? report.id === selectedId : report.selected),
  );
  return pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1_000;
}
