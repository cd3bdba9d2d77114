/** The elements of the log, which are fetched together when the first of them is needed. */
export { SessionLog } from './elements/session-log.ts';
export { SessionNews } from './elements/session-news.ts';
