import { ALL_GRANTS, type HostAdapter } from '../host-adapter.ts';

/**
 * Our own dashboard page as a host: it has no contacts of its own and no token, agents sign in by hand, and look and
 * language are the page's.
 */
export const standaloneHost = (): HostAdapter => ({
  name: 'standalone',
  grants: ALL_GRANTS,
  getToken: null,
  connect: () => () => undefined,
});
