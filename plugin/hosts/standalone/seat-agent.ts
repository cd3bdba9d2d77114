import type { AgentClient } from '../../agent/hosting.ts';
import { Desk } from '../desk.ts';
import { pageTitle } from './page-title.ts';
import { standaloneHost } from './standalone-host.ts';

/** Gives the page's agent a desk like that of any host. The page is its one element, and never goes. */
export function seatAgent(client: AgentClient): void {
  const host = standaloneHost(({ waiting }) => {
    document.title = pageTitle(waiting);
  });
  new Desk({ host, createClient: () => client }).attach({ open: () => undefined, closeTab: () => undefined });
}
