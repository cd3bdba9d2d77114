import { createAgentClient, createApi, createHostedClient, type AgentClient } from '../../agent/hosting.ts';
import { Desk, type DeskOptions } from '../desk.ts';
import type { HostAdapter } from '../host-adapter.ts';
import { PlainPageHost } from './plain-page-host.ts';

const pages = new Map<string, PlainPageHost>();
const desks = new Map<HostAdapter, Map<string, Desk>>();

/** This page as the host of a server's elements; all of them share it, and so one sign-in and one connection. */
export function pageHostFor(server: string): PlainPageHost {
  const known = pages.get(server);
  if (known) return known;
  const host = new PlainPageHost();
  pages.set(server, host);
  return host;
}

/** The desk of a host at a server, made when it is first asked for. */
export function deskFor(host: HostAdapter, server: string): Desk {
  const ofHost = desks.get(host) ?? new Map<string, Desk>();
  const desk = ofHost.get(server) ?? new Desk({ host, createClient: (onSignIn) => createClient(host, server, onSignIn) });
  desks.set(host, ofHost.set(server, desk));
  return desk;
}

/** Without a host's token, agents sign in by hand, which they can on our own pages alone. */
export const needsToken = (host: HostAdapter, server: string): boolean =>
  host.getToken === null && server !== location.origin;

function createClient(
  host: HostAdapter,
  server: string,
  onSignIn: Parameters<DeskOptions['createClient']>[0],
): AgentClient {
  if (host.getToken === null) return createAgentClient({ api: createApi() });
  return createHostedClient({ server, onSignIn, getToken: () => host.getToken?.() ?? Promise.reject(new Error('no token')) });
}
