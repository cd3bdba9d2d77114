/**
 * The document in which an agent's page builds a customer's page again: where the session server has it, and what it may do.
 * The frame around it has scripts off besides.
 */

/** Empty, and of the server's own origin, so that the agent's page can build in it. */
export const REPLAY_PAGE = '/cobrowse/v1/replay';

/** Content-Security-Policy of it: it runs nothing, loads nothing and reaches nothing, whatever is built in it. */
export const REPLAY_POLICY = [
  "default-src 'none'",
  "script-src 'none'",
  'img-src data:',
  'font-src data:',
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-src 'none'",
].join('; ');
