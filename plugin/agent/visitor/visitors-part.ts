/** The elements about visitors of a website, which are fetched together when the first one comes. */
export { VisitedPage } from './visited-page.ts';
export { VisitorGone } from './visitor-gone.ts';
