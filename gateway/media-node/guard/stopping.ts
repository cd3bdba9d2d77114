import { sleep, type Clock } from '../clock.ts';
import type { VideoRoomHandle } from './janus-api.ts';
import type { JanusAdmin } from './janus-admin.ts';

/** How long each try may take until Janus shows that everything is gone; on an idle machine it takes 5 to 30 ms. */
const GONE_WITHIN_MS = 350;
const LOOK_EVERY_MS = 10;

interface Tools {
  clock: Clock;
  /** What was asked for at first did not happen; it is tried once more. */
  notObeyed: (what: string) => void;
}

export interface RoomToStop {
  admin: JanusAdmin;
  /** `undefined`: Janus never gave one. */
  sessionId: number | undefined;
  /** `undefined`: there is none (any more), and the room is destroyed through the Admin API from the first. */
  owner: VideoRoomHandle | undefined;
  room: string;
  secret: string;
}

/**
 * Ends every picture of a room: destroys the room and hangs up each handle at the same time, then looks. What is left
 * is ended once more through the Admin API, which needs no session of ours.
 *
 * A kick, a new PIN or an expired token would report success and leave the picture running.
 * @returns whether Janus showed that it is over
 */
export async function stopRoom(target: RoomToStop, tools: Tools): Promise<boolean> {
  const destroy = { request: 'destroy', room: target.room, secret: target.secret };
  // Nobody waits for the answer: it may be lost, and what counts is what Janus shows.
  const destroyed = target.owner === undefined ? target.admin.videoRoom(destroy) : target.owner.request(destroy);
  destroyed.catch(() => {});
  const handles = await handlesOf(target);
  await attempt(hangUps(target, handles));
  const isOver = (): Promise<boolean> => roomIsOver(target, handles);
  if (await becomesTrue(isOver, tools.clock)) return true;

  tools.notObeyed('A room did not end at the first try; it is destroyed through the Admin API.');
  await attempt([
    target.admin.videoRoom(destroy),
    ...hangUps(target, handles),
    ...(target.sessionId === undefined ? [] : [target.admin.destroySession(target.sessionId)]),
  ]);
  return becomesTrue(isOver, tools.clock);
}

/** Hangs up and detaches the handles of one viewer; a second try where the first did not do. */
export async function stopViewer(
  admin: JanusAdmin,
  sessionId: number,
  handles: readonly number[],
  tools: Tools,
): Promise<boolean> {
  const isOver = async (): Promise<boolean> => {
    const left = await admin.handles(sessionId);
    return handles.every((handle) => !left.includes(handle));
  };
  for (let tries = 0; tries < 2; tries += 1) {
    if (tries > 0) tools.notObeyed('A viewer did not end at the first try; once more.');
    await attempt(handles.map((handle) => admin.hangUp(sessionId, handle)));
    await becomesTrue(async () => !(await anyMedia(admin, sessionId, handles)), tools.clock);
    await attempt(handles.map((handle) => admin.detach(sessionId, handle)));
    if (await becomesTrue(isOver, tools.clock)) return true;
  }
  return false;
}

/** @returns whether Janus stops listing the session in time */
export function isGone(admin: JanusAdmin, sessionId: number, clock: Clock): Promise<boolean> {
  return becomesTrue(async () => !(await admin.sessions()).includes(sessionId), clock);
}

async function handlesOf({ admin, sessionId }: RoomToStop): Promise<number[]> {
  if (sessionId === undefined) return [];
  return admin.handles(sessionId).catch(() => []);
}

function hangUps({ admin, sessionId }: RoomToStop, handles: readonly number[]): Promise<void>[] {
  return sessionId === undefined ? [] : handles.map((handle) => admin.hangUp(sessionId, handle));
}

async function roomIsOver({ admin, sessionId, room }: RoomToStop, handles: readonly number[]): Promise<boolean> {
  const { exists } = await admin.videoRoom({ request: 'exists', room });
  if (exists !== false) return false;
  return sessionId === undefined || !(await anyMedia(admin, sessionId, handles));
}

async function anyMedia(admin: JanusAdmin, sessionId: number, handles: readonly number[]): Promise<boolean> {
  const answers = await Promise.all(handles.map((handle) => admin.hasMedia(sessionId, handle)));
  return answers.includes(true);
}

/** Failures count by what Janus shows afterwards, not by what it answered. */
async function attempt(works: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(works);
}

async function becomesTrue(look: () => Promise<boolean>, clock: Clock): Promise<boolean> {
  const untilMs = clock.monotonicMs() + GONE_WITHIN_MS;
  for (;;) {
    if (await look().catch(() => false)) return true;
    if (clock.monotonicMs() >= untilMs) return false;
    await sleep(LOOK_EVERY_MS, clock);
  }
}
