import * as v from 'valibot';
import { MaskPolicy } from './mask-policy.ts';
import { SiteKey } from './site-config.ts';

/**
 * An administrator tries a site's masks out on one of its pages: the page shows what they hide, and tells what it finds. Its tab and
 * the administrator's page know nothing of one another; both speak to the server.
 *
 * | call | body | answer |
 * | --- | --- | --- |
 * | `POST /api/admin/sites/:key/previews` | `PreviewDraft` | 201 `PreviewOpened`, or 409 `E_TOO_MANY_PREVIEWS` |
 * | `PUT /api/admin/previews/:id` | `PreviewDraft` | `PreviewChanged` |
 * | `GET /api/admin/previews/:id` | – | `PreviewView`; does not let the sign-in last longer |
 * | `DELETE /api/admin/previews/:id` | – | `{}` |
 * | `POST /api/preview` | `PreviewTurn` | `PreviewMasks`; from the frame in the page, about once a second |
 *
 * Every role that reads there may do so: nothing is kept but for a while in memory. 404 `E_NOT_FOUND` for a preview that is over, of
 * somebody else, or of another site.
 */

/** What a text that agents may see looks like. `label`: what it is called says that it is about a person. */
export const LOOKS = ['email', 'phone', 'number', 'label'] as const;
export type Look = (typeof LOOKS)[number];

/**
 * How much of the page is known. `ready`: all of it. `starting`: not yet. `rule`: the site lets it pause. `forbidden`: it is never shared.
 * `busy`, `tooLarge`, `leak`: agents see nothing of it for now. `failed`: nor later. A page in the background says nothing at all.
 */
export const PREVIEW_STATES = ['starting', 'ready', 'rule', 'forbidden', 'busy', 'tooLarge', 'leak', 'failed'] as const;
export type PreviewState = (typeof PREVIEW_STATES)[number];

/** Places of a report at most, and characters of a selector. */
export const PREVIEW_PLACES_MAX = 50;
export const PREVIEW_SELECTOR_MAX_LENGTH = 500;

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000));
/** Of a draft: the first is 1, and each that follows has the next. */
const DraftNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Something that agents see, and that looks as if they should not. Nothing of what it says. */
export const PreviewPlace = v.strictObject({
  /** Tags, ids, classes and names alone, and how they hang together. */
  selector: v.pipe(v.string(), v.maxLength(PREVIEW_SELECTOR_MAX_LENGTH), v.regex(/^[\w\- #.[\]="]+$/)),
  look: v.picklist(LOOKS),
  /** Elements of the page that the selector finds. */
  count: Count,
  /** It would hide much else. */
  isBroad: v.boolean(),
});
export type PreviewPlace = v.InferOutput<typeof PreviewPlace>;

/** What a page found. */
export const PreviewReport = v.strictObject({
  /** The draft that it shows. */
  draft: DraftNumber,
  state: v.picklist(PREVIEW_STATES),
  /** Places of which something is hidden. */
  hidden: Count,
  places: v.pipe(v.array(PreviewPlace), v.maxLength(PREVIEW_PLACES_MAX)),
});
export type PreviewReport = v.InferOutput<typeof PreviewReport>;

/** What is hidden as it is typed, and what the page says of its marks, in the administrator's language. */
export const PreviewDraft = v.strictObject({ masks: MaskPolicy, legend: v.pipe(v.string(), v.maxLength(300)) });
export type PreviewDraft = v.InferOutput<typeof PreviewDraft>;

/** `code` goes into the page's address, as `#sideseat-preview=CODE`: whoever has it hears the draft, and reports on it. `id` is the administrator's. */
export const PreviewOpened = v.object({ id: v.string(), code: v.string(), draft: DraftNumber });
export type PreviewOpened = v.InferOutput<typeof PreviewOpened>;
export const PreviewChanged = v.object({ draft: DraftNumber });
export type PreviewChanged = v.InferOutput<typeof PreviewChanged>;

/** `report`: of the newest draft, `null` until there is one. `seenAgoMs`: since a page was heard of, `null` before. */
export const PreviewView = v.object({ draft: DraftNumber, report: v.nullable(PreviewReport), seenAgoMs: v.nullable(v.number()) });
export type PreviewView = v.InferOutput<typeof PreviewView>;

/** From the page: what it found since, `null`: nothing new. */
export const PreviewTurn = v.strictObject({
  siteKey: SiteKey,
  code: v.pipe(v.string(), v.maxLength(100)),
  report: v.nullable(PreviewReport),
});
export type PreviewTurn = v.InferOutput<typeof PreviewTurn>;
/** To the page: what is hidden now. */
export const PreviewMasks = v.object({ draft: DraftNumber, masks: MaskPolicy, legend: v.string() });
export type PreviewMasks = v.InferOutput<typeof PreviewMasks>;
