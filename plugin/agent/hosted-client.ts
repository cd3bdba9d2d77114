import { ApiError, toFailure } from '../../gateway/client/errors.ts';
import { createApi, type Api } from '../../gateway/client/http.ts';
import { createSessionLink, type SessionLink } from '../../gateway/client/session-link.ts';
import type { AgentAccount } from '../../gateway/protocol/http.ts';
import type { Failure } from '../shared/texts/texts.ts';
import { createAgentClient, type AgentClient } from './agent-client.ts';

export interface HostedClientOptions {
  /** Origin of the session server, for example `https://sideseat.example`. */
  server: string;
  /** A fresh token of the host for its agent; each is good once. */
  getToken: () => Promise<string>;
  /** Nobody could be signed in, and why; `null` when somebody was. */
  onSignIn?: (failure: Failure | null) => void;
  /** Tests put scripted ones here. */
  createApi?: (server: string, getBearer: () => string | undefined) => Api;
  createLink?: (getTicket: () => Promise<string>) => SessionLink;
}

/**
 * A client for a page of another origin. It has no cookie: the host's token signs the agent in, the sign-in stays in
 * this page's memory, and where it is lost (a restart of the server, its age) the host is asked for another token.
 */
export function createHostedClient(options: HostedClientOptions): AgentClient {
  const { server, getToken, onSignIn } = options;
  let bearer: string | undefined;
  const makeApi = options.createApi ?? ((url, getBearer) => createApi(url, undefined, getBearer));
  const api = makeApi(server, () => bearer);
  const socketUrl = `${server.replace(/^http/, 'ws')}/socket`;

  const signIn = async (): Promise<AgentAccount> => {
    bearer = undefined;
    try {
      const signedIn = await api.signInByToken(await getToken());
      bearer = signedIn.bearer;
      onSignIn?.(null);
      return signedIn.account;
    } catch (cause) {
      onSignIn?.(cause instanceof ApiError ? toFailure(cause) : { code: 'E_HOST_TOKEN' });
      throw cause;
    }
  };
  const signOut = async (): Promise<void> => {
    if (bearer !== undefined) await api.signOut();
    bearer = undefined;
  };

  const client = createAgentClient({
    api: {
      me: async () => (bearer === undefined ? null : await api.me()) ?? signIn(),
      agentTicket: async () => {
        try {
          return await api.agentTicket();
        } catch (cause) {
          if (!(cause instanceof ApiError) || cause.code !== 'E_NOT_SIGNED_IN') throw cause;
          await signIn();
          return api.agentTicket();
        }
      },
      signIn: () => Promise.reject(new ApiError('E_SIGN_IN')),
      signOut,
    },
    origin: server,
    createLink: options.createLink ?? ((getTicket) => createSessionLink({ getTicket, url: socketUrl })),
  });
  return {
    ...client,
    close() {
      client.close();
      // Nobody else has it, so nobody else ends it; and where that fails it ends by its age.
      signOut().catch(() => undefined);
    },
  };
}
