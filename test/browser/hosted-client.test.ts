import { expect } from '@open-wc/testing';
import { ApiError } from '../../gateway/client/errors.ts';
import type { Api } from '../../gateway/client/http.ts';
import type { SessionLink } from '../../gateway/client/session-link.ts';
import { sampleAccount } from '../../mocks/agent.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { createHostedClient } from '../../plugin/agent/hosted-client.ts';
import type { Failure } from '../../plugin/shared/texts/texts.ts';

/** A server that knows bearers, and a host that gives tokens. */
function start(change: Partial<Api> = {}) {
  const calls: string[] = [];
  const failures: (Failure | null)[] = [];
  const valid = new Set<string>();
  let bearerOf: () => string | undefined = () => undefined;
  let getTicket: () => Promise<string> = () => Promise.reject(new Error('no link'));
  let tokens = 0;
  const signedIn = (): boolean => valid.has(bearerOf() ?? '');
  const api = {
    me: async () => (signedIn() ? sampleAccount : null),
    signInByToken: async (token: string) => {
      calls.push(`sign in by ${token}`);
      valid.add(`bearer of ${token}`);
      return { account: sampleAccount, bearer: `bearer of ${token}` };
    },
    signOut: async () => void calls.push(`sign out ${bearerOf()}`),
    agentTicket: async () => {
      if (!signedIn()) throw new ApiError('E_NOT_SIGNED_IN');
      return `ticket for ${bearerOf()}`;
    },
    ...change,
  } as Api;
  const client = createHostedClient({
    server: 'https://sideseat.example',
    getToken: async () => `token ${++tokens}`,
    onSignIn: (failure) => failures.push(failure),
    createApi: (_server, getBearer) => {
      bearerOf = getBearer;
      return api;
    },
    createLink: (ticket) => {
      getTicket = ticket;
      return new ScriptedLink() as unknown as SessionLink;
    },
  });
  const settled = async (): Promise<void> => {
    while (client.state$.value.phase === 'loading') await new Promise(requestAnimationFrame);
  };
  return { client, calls, failures, valid, settled, ticket: () => getTicket() };
}

describe('a client on a page of a host', () => {
  it('signs in by a token, and out when it is closed', async () => {
    const page = start();
    await page.settled();
    expect(page.client.state$.value.phase).to.equal('signedIn');
    expect(await page.ticket()).to.equal('ticket for bearer of token 1');
    page.client.close();
    expect(page.calls).to.deep.equal(['sign in by token 1', 'sign out bearer of token 1']);
    expect(page.failures).to.deep.equal([null]);
  });

  it('asks for another token where its sign-in was lost, and goes on', async () => {
    const page = start();
    await page.settled();
    page.valid.clear();
    expect(await page.ticket()).to.equal('ticket for bearer of token 2');
    expect(page.calls).to.deep.equal(['sign in by token 1', 'sign in by token 2']);
    page.client.close();
  });

  it('[B-41] tells why nobody could be signed in, and tries no second token by itself', async () => {
    const page = start({ signInByToken: () => Promise.reject(new ApiError('E_HOST_KEYS')) });
    await page.settled();
    expect(page.client.state$.value.phase).to.equal('unreachable');
    expect(page.failures).to.deep.equal([{ code: 'E_HOST_KEYS' }]);
    page.client.close();
  });

  it('has no way in by a password', async () => {
    const page = start();
    await page.settled();
    await page.client.signOut();
    await page.client.signIn({ userName: 'agent', password: 'secret' });
    expect(page.client.state$.value.phase).to.equal('signedOut');
    expect(page.client.state$.value.signIn.phase).to.equal('refused');
    page.client.close();
  });
});
