import * as v from 'valibot';

/** What Janus's event handler says, as far as the guard looks at it. */
export interface JanusEvent {
  what:
    | 'attached'
    | 'detached'
    /** Janus prepares a connection for a handle. */
    | 'preparing'
    /** The connection of a handle carries media, or has stopped. */
    | 'up'
    | 'down'
    | 'published'
    | 'subscribed';
  sessionId: number;
  handleId: number;
  /** The name that whoever attached the handle gave it. */
  opaqueId: string | undefined;
  /** When it happened, by Janus's wall clock, in milliseconds. */
  wallMs: number;
}

/** A sign of life that the guard has sent through Janus itself. */
export interface FeedEcho {
  what: 'echo';
  n: number;
  wallMs: number;
}

/** The kinds of events that Janus is asked for (`events` in its configuration). */
export const EVENT_KINDS = 'handles,webrtc,plugins,external';
/** Marks the guard's own events among the external ones. */
export const ECHO_SCHEMA = 'sideseat-echo';

/** Janus's numbers of these kinds. */
const HANDLE = 2;
const EXTERNAL = 4;
const WEBRTC = 16;
const PLUGIN = 64;

const about = {
  /** Microseconds. */
  timestamp: v.number(),
  session_id: v.number(),
  handle_id: v.number(),
  opaque_id: v.optional(v.string()),
};
const Handle = v.object({
  type: v.literal(HANDLE),
  ...about,
  event: v.object({ name: v.picklist(['attached', 'detached']), opaque_id: v.optional(v.string()) }),
});
const Connection = v.object({
  type: v.literal(WEBRTC),
  ...about,
  event: v.union([
    v.object({ ice: v.literal('gathering') }),
    v.object({ connection: v.picklist(['webrtcup', 'hangup']) }),
  ]),
});
/** `subscribed` carries room 0 where rooms have names; the handle tells which one it is. */
const Plugin = v.object({
  type: v.literal(PLUGIN),
  ...about,
  event: v.object({
    data: v.object({ event: v.picklist(['published', 'subscribing', 'subscribed']) }),
  }),
});
const External = v.object({
  type: v.literal(EXTERNAL),
  timestamp: v.number(),
  event: v.object({ schema: v.literal(ECHO_SCHEMA), data: v.object({ n: v.number() }) }),
});
const Known = v.union([Handle, Connection, Plugin, External]);
const Frame = v.union([v.array(v.unknown()), v.looseObject({})]);

/** The events of one frame that concern the guard, in Janus's order; `undefined` where it is none of Janus's frames. */
export function readEvents(frame: string): (JanusEvent | FeedEcho)[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(frame);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(Frame, json);
  if (!parsed.success) return undefined;
  return [parsed.output].flat().flatMap((event) => {
    const known = v.safeParse(Known, event);
    return known.success ? [toEvent(known.output)] : [];
  });
}

function toEvent(known: v.InferOutput<typeof Known>): JanusEvent | FeedEcho {
  const wallMs = known.timestamp / 1_000;
  if (known.type === EXTERNAL) return { what: 'echo', n: known.event.data.n, wallMs };
  const named = known.type === HANDLE ? known.event.opaque_id : undefined;
  return {
    what: whatHappened(known),
    sessionId: known.session_id,
    handleId: known.handle_id,
    opaqueId: known.opaque_id ?? named,
    wallMs,
  };
}

function whatHappened(known: Exclude<v.InferOutput<typeof Known>, { type: typeof EXTERNAL }>): JanusEvent['what'] {
  switch (known.type) {
    case HANDLE:
      return known.event.name;
    case WEBRTC:
      if ('ice' in known.event) return 'preparing';
      return known.event.connection === 'webrtcup' ? 'up' : 'down';
    case PLUGIN:
      return known.event.data.event === 'published' ? 'published' : 'subscribed';
  }
}
