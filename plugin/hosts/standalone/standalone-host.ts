import { ALL_GRANTS, type HostAdapter, type HostNotice } from '../host-adapter.ts';

/**
 * Our own dashboard page as a host: it has no contacts of its own and no token, agents sign in by hand, and look and
 * language are the page's. What it wants to know is how many wait, for its title.
 */
export const standaloneHost = (notify: (notice: HostNotice) => void): HostAdapter => ({
  name: 'standalone',
  grants: ALL_GRANTS,
  getToken: null,
  connect: () => () => undefined,
  notify,
});
