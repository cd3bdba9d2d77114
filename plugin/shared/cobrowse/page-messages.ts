import type { ActRefusal, CustomerOnly } from '../../../gateway/protocol/cobrowse-act-kinds.ts';
import type { PageAct, PagePoint } from '../../../gateway/protocol/cobrowse-acts.ts';
import type { PageEvent } from '../../../gateway/protocol/cobrowse-events.ts';
import type { MaskPolicy } from '../../../gateway/protocol/mask-policy.ts';

/**
 * What the snippet in a site's page and our frame in it say to each other, through a port that only the two have. The frame
 * speaks first, to the window above it: `READY`. The snippet answers that with `CONNECT` and the port. Each end checks what
 * comes, and drops what does not fit: neither trusts the other one's page.
 */

/** From the frame, to whoever is above it: it listens now. */
export const READY = { type: 'sideseat.frameReady', version: 1 } as const;
/** From the snippet, to the frame's origin alone, with the port. */
export const CONNECT = { type: 'sideseat.pageReady', version: 1 } as const;

/** Where the page is, and who says so. */
export interface OpenedPage {
  type: 'page.opened';
  title: string;
  address: string;
  /** Whom the page's own sign-in knows, as `identify` said; empty where nobody is known. */
  name: string;
  /** Why the frame is there. */
  why: OpenedWhy;
  /** Whether this browser can tell what the page shows. */
  canRecord: boolean;
  /** Whether the page is the one that the customer is at: in front, and with the keyboard. */
  isFront: boolean;
  /** The viewport in CSS pixels. */
  widthPx: number;
  heightPx: number;
}

/**
 * `pressed`: the customer wants help. `returned`: the visit began on an earlier page of this tab. `otherTab`: it is open in another
 * tab of the site, and the customer has come here from there.
 */
export const OPENED_WHY = ['pressed', 'returned', 'otherTab'] as const;
export type OpenedWhy = (typeof OPENED_WHY)[number];

/** From the page to the frame. */
export type PageMessage =
  | OpenedPage
  /** The customer has come to this page, or gone to another tab or window. */
  | { type: 'page.fronted'; isFront: boolean }
  /** Answers `page.prepare`: the recorder of that version is there; the viewport in CSS pixels. */
  | { type: 'page.prepared'; widthPx: number; heightPx: number }
  /** Answers `page.prepare`: the recorder could not be loaded. */
  | { type: 'page.unavailable' }
  /** What happened in the page, while it is recorded. */
  | { type: 'page.event'; event: PageEvent }
  /** Answers a `page.act` that was not done. */
  | { type: 'page.refused'; seq: number; reason: ActRefusal }
  /** The recorder gave up by itself. */
  | { type: 'page.failed' }
  /** The page's own `Sideseat.close()`. */
  | { type: 'page.closed' };

/** How a visit stands, as the page's events tell it. */
export const VISIT_STATES = ['opened', 'sharing', 'stopped', 'ended'] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/** From the frame to the page. */
export type FrameMessage =
  /** Room that the frame needs, in CSS pixels. `isAsking`: a question is open, which may take the whole window. */
  | { type: 'frame.sized'; widthPx: number; heightPx: number; isAsking: boolean }
  /** The customer said OK: the recorder is needed, the one that the frame and its server understand (`PAGE_VERSION`). */
  | { type: 'page.prepare'; version: number }
  /** There is a grant: the page is told, beginning with a snapshot. */
  | { type: 'page.record'; version: number; masks: MaskPolicy }
  /** The page is told anew. */
  | { type: 'page.resync' }
  /** Nothing is told any more. */
  | { type: 'page.stop' }
  /** Where the agent of that name points; `null`: nowhere. `isPressed`: a click, which is only shown. */
  | { type: 'page.pointer'; at: PagePoint | null; isPressed?: true; name: string }
  /** The agent may use the page, or may not any more. `hint`: asks for a click of the customer's own, where one is needed. */
  | { type: 'page.use'; use: { hint: string; customerOnly: readonly CustomerOnly[] } | null }
  /** The agent does something in the page. */
  | { type: 'page.act'; seq: number; act: PageAct }
  /** The customer wants to see what is hidden from the agent, or not any longer. */
  | { type: 'page.mark'; isShown: boolean }
  | { type: 'visit.changed'; state: VisitState }
  /** The customer closed the frame. */
  | { type: 'frame.close' };

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isPixels = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value < 100_000;
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isVersion = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

/** Whether it is one of the two first messages. */
export const isGreeting = (data: unknown, { type, version }: typeof READY | typeof CONNECT): boolean =>
  isObject(data) && data['type'] === type && data['version'] === version;

/** What fits of what a page sent. Events of the page are checked by the server, each by its schema. */
export function pageMessage(data: unknown): PageMessage | null {
  if (!isObject(data)) return null;
  const { type, title, address, name, why, canRecord, isFront, widthPx, heightPx, event, seq, reason } = data;
  const isSize = isPixels(widthPx) && isPixels(heightPx);
  const fits = {
    'page.opened':
      [title, address, name].every(isText) && OPENED_WHY.some((known) => known === why) && isFlag(canRecord) && isFlag(isFront) && isSize,
    'page.fronted': isFlag(isFront),
    'page.prepared': isSize,
    'page.unavailable': true,
    'page.event': isObject(event) && isText(event['type']) && typeof event['seq'] === 'number',
    'page.refused': Number.isSafeInteger(seq) && isText(reason), // which one the server checks
    'page.failed': true,
    'page.closed': true,
  } satisfies Record<PageMessage['type'], boolean>;
  return fitting<PageMessage>(data, type, fits);
}

/** What fits of what a frame sent. */
export function frameMessage(data: unknown): FrameMessage | null {
  if (!isObject(data)) return null;
  const { type, widthPx, heightPx, isAsking, version, isShown, state } = data;
  const fits = {
    'frame.sized': isPixels(widthPx) && isPixels(heightPx) && isFlag(isAsking),
    'page.prepare': isVersion(version),
    // The recorder, which they are for, looks at what these hold (`recording-orders.ts`): it is not in every page of a site.
    'page.record': isVersion(version),
    'page.resync': true,
    'page.stop': true,
    'page.pointer': true,
    'page.use': true,
    'page.act': true,
    'page.mark': isFlag(isShown),
    'visit.changed': VISIT_STATES.some((known) => known === state),
    'frame.close': true,
  } satisfies Record<FrameMessage['type'], boolean>;
  return fitting<FrameMessage>(data, type, fits);
}

const fitting = <M>(data: Fields, type: unknown, fits: Readonly<Record<string, boolean>>): M | null =>
  isText(type) && Object.hasOwn(fits, type) && fits[type] ? (data as M) : null;
