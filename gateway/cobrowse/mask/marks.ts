/** What a site's own tag says: `data-cobrowse="mask no-control"`. */
export const MARK = 'data-cobrowse';

/** Tags that sites carry for other tools, which hide text. What those tools call public is not taken for it. */
export const TOOL_MASKS = [
  '.rr-mask',
  '.fs-mask',
  '.fs-mask-without-consent',
  '.sentry-mask',
  '[data-sentry-mask]',
  '.dd-privacy-mask',
  '.dd-privacy-mask-user-input',
  '[data-dd-privacy="mask"]',
  '[data-dd-privacy="mask-user-input"]',
  '[data-dd-privacy="mask-unless-allowlisted"]',
  '[data-openreplay-masked]',
  '[data-openreplay-obscured]',
  '[data-clarity-mask="true"]',
  '[data-clarity-mask=""]',
  '[data-hj-suppress]',
  '[data-private]:not([data-private="false"])',
  '._lr-hide',
  '.highlight-mask',
  '[data-hl-record="false"]',
  '.mouseflow-mask',
  '.cobrowse-mask',
  '.amp-mask',
].join();

/** … and those that hide the element as a whole. */
export const TOOL_BLOCKS = [
  '.rr-block',
  '.fs-exclude',
  '.fs-exclude-without-consent',
  '.fs-block',
  '.sentry-block',
  '[data-sentry-block]',
  '.dd-privacy-hidden',
  '[data-dd-privacy="hidden"]',
  '[data-openreplay-hidden]',
  '.ph-no-capture',
  '.highlight-block',
  '.smartlook-hide',
  '[data-recording-disable]',
  '.cobrowse-masked',
  '.no-upscope',
  '.amp-block',
].join();

/** … and those that keep what is typed to themselves. */
export const TOOL_IGNORES = ['.rr-ignore', '.sentry-ignore', '[data-sentry-ignore]', '.highlight-ignore', '[data-recording-sensitive]'].join();
