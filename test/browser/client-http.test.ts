import { expect } from '@open-wc/testing';
import { ApiError } from '../../gateway/client/errors.ts';
import { createApi } from '../../gateway/client/http.ts';

const rights = { startPrivateSessions: true, usePin: true };
const account = { agentId: 'a1', name: 'Mia Keller', company: 'Example', joinUrls: [], helperPlatforms: [], rights };

describe('HTTP calls', () => {
  const original = window.fetch;
  const calls: { url: string; init: RequestInit }[] = [];
  const server = (answer: () => Response | Promise<Response>): void => {
    window.fetch = async (input, init = {}) => {
      calls.push({ url: String(input), init });
      return answer();
    };
  };
  const json = (body: unknown, status = 200) => () => Response.json(body, { status });
  const errorOf = async (promise: Promise<unknown>): Promise<ApiError> => {
    const error: unknown = await promise.catch((thrown: unknown) => thrown);
    if (!(error instanceof ApiError)) throw new Error(`no ApiError but ${String(error)}`);
    return error;
  };
  beforeEach(() => calls.splice(0));
  afterEach(() => {
    window.fetch = original;
  });

  it('signs in with exactly the two fields', async () => {
    server(json(account));
    expect(await createApi('https://desk.test').signIn({ userName: 'mia', password: 'secret' })).to.deep.equal(account);
    expect(calls[0]?.url).to.equal('https://desk.test/api/agent/sign-in');
    const body = '{"userName":"mia","password":"secret"}';
    expect(calls[0]?.init).to.include({ method: 'POST', body, credentials: 'same-origin' });
  });

  it('joins by PIN or link, signs out, and asks for tickets', async () => {
    server(json({}));
    const api = createApi();
    await api.join({ pin: '12 34-56' });
    await api.join({ link: 'abc' });
    await api.forgetEnded();
    await api.signOut();
    server(json({ ticket: 'T' }));
    expect(await api.agentTicket()).to.equal('T');
    expect(await api.customerTicket()).to.equal('T');
    expect(calls.slice(0, 4).map(({ url, init }) => `${url} ${String(init.body)}`)).to.deep.equal([
      '/api/customer/join {"pin":"12 34-56"}',
      '/api/customer/join {"link":"abc"}',
      '/api/customer/forget {}',
      '/api/agent/sign-out {}',
    ]);
    const [agent, customer] = calls.slice(4);
    expect([agent?.url, customer?.url]).to.deep.equal(['/api/agent/ticket', '/api/customer/ticket']);
    for (const call of [agent, customer])
      expect(call?.init.body).to.match(/^\{"pageId":"[\w-]{22}","decodes":\["AV1","VP9","VP8","H264"\]\}$/);
    expect(calls.every(({ init }) => init.method === 'POST')).to.equal(true);
  });

  it('[T-F-WS] gives up a ticket that does not come, so that the next try takes another connection', async () => {
    window.fetch = (_input, { signal } = {}) =>
      new Promise((_answer, fail) => {
        signal?.addEventListener('abort', () => fail(signal.reason));
      });
    const api = createApi('', { ticketMs: 10, callMs: 60_000 });
    const { code, offline } = await errorOf(api.customerTicket());
    expect({ code, offline }).to.deep.equal({ code: 'E_INTERNAL', offline: true });
  });

  it('an answer that begins and never ends is given up as well', async () => {
    window.fetch = async (_input, { signal } = {}) => {
      const body = new ReadableStream({
        start: (stream) => signal?.addEventListener('abort', () => stream.error(signal.reason)),
      });
      return new Response(body);
    };
    expect(await errorOf(createApi('', { ticketMs: 60_000, callMs: 10 }).site())).to.include({ offline: true });
  });

  it('every ticket of one load of the page names the same page, another load another', async () => {
    server(json({ ticket: 'T' }));
    const api = createApi();
    await api.agentTicket();
    await api.customerTicket();
    await createApi().agentTicket();
    const [first, second, third] = calls.map(({ init }) => init.body);
    expect(second).to.equal(first);
    expect(third).to.not.equal(first);
  });

  it('a customer’s ticket names the session that the page showed before', async () => {
    server(json({ ticket: 'T' }));
    await createApi().customerTicket('session-aaaaaaaaaaaaaa');
    expect(JSON.parse(String(calls[0]?.init.body))).to.include({ sessionId: 'session-aaaaaaaaaaaaaa' });
  });

  it('me() is null where nobody is signed in, and throws on everything else', async () => {
    server(json({ account: null }));
    expect(await createApi().me()).to.equal(null);
    server(json({ account }));
    expect(await createApi().me()).to.deep.equal(account);
    server(json({ code: 'E_INTERNAL', message: 'Sorry.' }, 500));
    expect((await errorOf(createApi().me())).code).to.equal('E_INTERNAL');
  });

  it('a problem of the server arrives with code, wait and field', async () => {
    server(json({ code: 'E_TOO_MANY_ATTEMPTS', message: 'Wait.', retryInMs: 5_000, field: 'password' }, 429));
    const error = await errorOf(createApi().signIn({ userName: 'mia', password: 'x' }));
    expect(error).to.include({ code: 'E_TOO_MANY_ATTEMPTS', retryInMs: 5_000, field: 'password', offline: false });
  });

  it('no network is E_INTERNAL and offline', async () => {
    server(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await errorOf(createApi().site())).to.include({ code: 'E_INTERNAL', offline: true });
  });

  it('a proxy’s error page and an answer of another shape are E_INTERNAL, not a crash', async () => {
    server(() => new Response('<h1>502</h1>', { status: 502 }));
    expect(await errorOf(createApi().site())).to.include({ code: 'E_INTERNAL', offline: false });
    server(json({ company: 7 }));
    expect(await errorOf(createApi().site())).to.include({ code: 'E_INTERNAL', offline: false });
  });
});
