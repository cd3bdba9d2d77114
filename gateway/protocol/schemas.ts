import * as v from 'valibot';

/** 128 random bits in base64url: sessions, requests, grants, viewers. */
export const Id = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));
/** Chosen by the page, echoed in the reply to its command. */
export const CommandId = v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/));
/** Rises with every grant and with every start of the server; see architecture "Consent and grants". */
export const Epoch = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** Longest SDP that is looked at; browsers send 2 to 8 kB for one video stream. */
export const SDP_MAX_LENGTH = 32_768;
export const Sdp = v.pipe(v.string(), v.nonEmpty(), v.maxLength(SDP_MAX_LENGTH));
/** `null` says that there are no more. The line is as in RTCIceCandidate.candidate. */
export const Candidate = v.nullable(v.pipe(v.string(), v.maxLength(512)));
/** The number by which an operating system knows one of its screens; on X11 the atom of a monitor's name. */
export const ScreenId = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const Pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32_768));
