import { CODECS, type Codec } from '../protocol/vocabulary.ts';

/** `video/VP8` of a browser's list is `VP8`. */
export const codecName = ({ mimeType }: { mimeType: string }): string => mimeType.slice('video/'.length).toUpperCase();

/** Codecs of pictures that this browser can show; it may not tell, or have no WebRTC at all. */
export function decodableCodecs(): Codec[] {
  const names = globalThis.RTCRtpReceiver?.getCapabilities?.('video')?.codecs.map(codecName);
  return CODECS.filter((codec) => codec === 'VP8' || names?.includes(codec));
}
