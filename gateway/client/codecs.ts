import { CODECS, type Codec } from '../protocol/vocabulary.ts';

/** `video/VP8` of a browser's list is `VP8`. */
export const codecName = ({ mimeType }: { mimeType: string }): string => mimeType.replace(/^video\//i, '').toUpperCase();

/** Codecs of pictures that this browser can show. */
export function decodableCodecs(): Codec[] {
  // A browser that does not tell, or has no WebRTC at all.
  const capabilities = globalThis.RTCRtpReceiver?.getCapabilities?.('video')?.codecs ?? [];
  const names = new Set(capabilities.map(codecName));
  return CODECS.filter((codec) => codec === 'VP8' || names.has(codec));
}
