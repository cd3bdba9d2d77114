import { IDLE_MAX_MINUTES, SHARE_MAX_MINUTES, type SiteConfig } from '../../protocol/site-config.ts';
import type { Capability } from '../../protocol/vocabulary.ts';
import { OWNER_OF } from '../../../state-machines/owners.ts';
import type { RequestInput } from '../../../state-machines/request.machine.ts';

/** Times of a request, in milliseconds. They are stored with the request, so that its log always folds the same way. */
export const REQUEST_TIMES: Omit<RequestInput, 'capability' | 'continues' | 'upgrades'> = {
  /** A minute is enough to read the question twice; silence is no. */
  promptTimeoutMs: 60_000,
  maxExtensions: 3,
  /** The browser's picker is open meanwhile. */
  pickerTimeoutMs: 120_000,
  /** With what comes before it, a network that lets no media through is told within ten seconds of the OK. */
  openTimeoutMs: 9_000,
  /** I14: no grant lives longer. */
  grantMaxLifeMs: SHARE_MAX_MINUTES * 60_000,
  /** I14: nor this long while nobody looks. */
  grantIdleMs: IDLE_MAX_MINUTES * 60_000,
};

/** An agent who shows has chosen before the customer is asked: after the OK only the page's word is awaited. */
export const OWN_SURFACE_WITHIN_MS = 10_000;

/** @param limits - Of the site that the customer came from. */
export function requestTimes(capability: Capability, limits: SiteConfig['limits'] = {}): typeof REQUEST_TIMES {
  const { shareMinutes = SHARE_MAX_MINUTES, idleMinutes = IDLE_MAX_MINUTES } = limits;
  return {
    ...REQUEST_TIMES,
    ...(OWNER_OF[capability] === 'agent' && { pickerTimeoutMs: OWN_SURFACE_WITHIN_MS }),
    grantMaxLifeMs: shareMinutes * 60_000,
    grantIdleMs: idleMinutes * 60_000,
  };
}

/** How long after an end that nobody wanted the customer is offered to continue. */
export const CONTINUE_OFFER_MS = 60_000;

/** I8: what somebody decides at a desktop counts only so many milliseconds after input from afar has ceased to pass there. */
export const OWN_HAND_AFTER_MS = 1_000;
/** Inputs that were not carried out are counted, and noted in the log: at first after this time, in milliseconds, … */
export const REFUSED_INPUT_NOTED_AFTER_MS = 3_000;
/** … at last this often. */
export const REFUSED_INPUT_NOTED_EVERY_MS = 60_000;

/** B-10: so many questions per capability … */
export const ASK_LIMIT = 3;
/** … in so many milliseconds. */
export const ASK_WINDOW_MS = 5 * 60_000;
/** B-08: an agent whom a customer reported may ask so many … */
export const ASK_LIMIT_REPORTED = 1;
/** … for so many milliseconds after the report. */
export const REPORT_LIMITS_FOR_MS = 60 * 60_000;
/** For so long, in milliseconds, a report is told to supervisors who come: longer than a weekend. */
export const REPORT_TOLD_FOR_MS = 3 * 24 * 60 * 60_000;

/** Sessions of one agent that are not ended. */
export const SESSIONS_PER_AGENT = 50;
/** Sessions that one agent may create in an hour, ended ones included. */
export const SESSIONS_PER_AGENT_AND_HOUR = 200;

/** Visitors of one site who wait for an agent; more are asked to try again later. */
export const VISITORS_PER_SITE = 200;
/** … after so many milliseconds. */
export const VISITORS_RETRY_MS = 30_000;
/**
 * Whoever clicked to connect has so long to connect the page, and after a restart of the server to come back, in milliseconds;
 * else there is nobody whom an agent could take.
 */
export const VISITOR_COMES_WITHIN_MS = 30_000;
/**
 * … and may be away for so long from then on, in milliseconds, until an agent takes the session: the next page of a site may be
 * slow, and nobody sees anything that would have to end. Agents read meanwhile that the page is not answering.
 */
export const VISITOR_AWAY_MS = 30_000;

/**
 * When the media server reports that the owner's connection went down, the picture is gone already; the page's own word
 * why (stopped, closed) arrives over another socket within this many milliseconds and is the better reason for the record.
 */
export const REASON_GRACE_MS = 300;

/** Longest wait for a media server to confirm a stop before the end is recorded as not verified. */
export const STOP_TIMEOUT_MS = 2_000;

/** After a failed write: when the end of what was shared is offered to the store again. */
export const RECORD_RETRY_MS = 1_000;

/**
 * Losses of a page that are recorded while no request is open: so many at once, then one a minute. They change nothing, and a
 * page that comes and goes in a loop must not fill the disk. A loss that ends something is always recorded.
 */
export const IDLE_LOSSES_BURST = 20;
export const IDLE_LOSSES_PER_SECOND = 1 / 60;

/** Lines of a session's log that an agent's page gets when it connects: far more than a day's work, and a tenth of a frame. */
export const LOG_LINES_SENT = 300;
