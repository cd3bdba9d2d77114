import { expect } from '@open-wc/testing';
import { ApiError } from '../../gateway/client/errors.ts';
import { activeView, show, waitingView } from '../../mocks/customer.ts';
import * as part from '../../plugin/customer/session-part.ts';
import { Harness, start, turn } from './customer-harness.ts';

describe('joining', () => {
  it('comes back to the same session after a reload, without a code', async () => {
    const { client, link, state: before, ...harness } = await start();
    expect(before.screen).to.equal('opening');
    show(link, waitingView());
    expect(client.state$.value.screen).to.equal('connected');
    expect(harness.joined).to.deep.equal([]);
  });

  it('uses no code up before the second part of the page is there, and says that nothing was reached', async () => {
    const harness = new Harness();
    harness.hasJoined = false;
    harness.load = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    await harness.client.start(null);
    await harness.client.join({ pin: '123456' });
    expect(harness.state.join.failure).to.deep.equal({ code: 'E_INTERNAL', offline: true });
    expect(harness.joined).to.deep.equal([]);
    harness.load = async () => part;
    await harness.client.join({ pin: '123456' });
    expect([harness.joined.length, harness.links.length]).to.deep.equal([1, 1]);
  });

  it('comes back also where the second part of the page cannot be fetched at once, and says so until then', async () => {
    const harness = new Harness();
    let fails = 2;
    harness.load = () => (fails-- > 0 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(part));
    const started = harness.client.start(null);
    await turn();
    expect([harness.state.screen, harness.state.link]).to.deep.equal(['opening', 'retrying']);
    await started;
    expect([harness.links.length, harness.state.link]).to.deep.equal([1, 'connecting']);
  });

  it('connects no more once it is closed, whatever it still waits for', async () => {
    const coming = new Harness();
    const { promise, resolve } = Promise.withResolvers<typeof part>();
    coming.load = () => promise;
    const started = coming.client.start(null);
    coming.client.close();
    resolve(part);
    await started;

    const failing = new Harness();
    failing.load = () => Promise.reject(new TypeError('Failed to fetch'));
    const retrying = failing.client.start(null);
    failing.client.close();
    await retrying;
    expect([coming.links.length, failing.links.length]).to.deep.equal([0, 0]);
  });

  it('asks for no ticket where this browser has not joined, so that nothing is refused', async () => {
    const harness = new Harness();
    harness.hasJoined = false;
    await harness.client.start(null);
    expect([harness.state.screen, harness.links.length]).to.deep.equal(['joining', 0]);
    expect(harness.state.join.failure).to.equal(null);
    expect(harness.state.site?.pinLength).to.equal(6);
  });

  it('tries where it cannot be told whether this browser has joined', async () => {
    const harness = new Harness();
    harness.siteError = new ApiError('E_INTERNAL', { offline: true });
    await harness.client.start(null);
    expect(harness.links.length).to.equal(1);
  });

  it('comes back to its own session only: where another tab joined another one since, it says so', async () => {
    const harness = await start();
    show(harness.link, waitingView());
    await harness.refuse();
    expect(harness.ticketsFor).to.deep.equal([waitingView().sessionId]);
    expect(harness.state.screen).to.equal('joining');
    expect(harness.state.join.failure).to.deep.equal({ code: 'E_NOT_JOINED' });
  });

  it('[004-08] asks for a code where this browser has not joined, and connects with it', async () => {
    const harness = await start();
    await harness.refuse();
    expect(harness.state.screen).to.equal('joining');
    expect(harness.state.join.failure).to.equal(null);
    await harness.client.join({ pin: '123 456' });
    show(harness.link, waitingView());
    expect(harness.joined).to.deep.equal([{ pin: '123 456' }]);
    expect(harness.state.screen).to.equal('connected');
    expect(harness.state.site?.company).to.equal('Acme Support');
  });

  it('uses the token of a link only when a person asks to connect, and says so when it is no longer valid', async () => {
    const harness = new Harness();
    harness.joinError = new ApiError('E_LINK_INVALID');
    await harness.client.start('some-token');
    expect([harness.state.screen, harness.state.join.link, harness.joined.length]).to.deep.equal([
      'joining',
      'some-token',
      0,
    ]);
    await harness.client.join({ link: 'some-token' });
    expect(harness.state.screen).to.equal('joining');
    expect(harness.state.join).to.deep.equal({ busy: false, failure: { code: 'E_LINK_INVALID' }, link: null });
  });

  it('keeps the token of a link while the service cannot be reached', async () => {
    const harness = new Harness();
    await harness.client.start('some-token');
    harness.joinError = new ApiError('E_INTERNAL', { offline: true });
    await harness.client.join({ link: 'some-token' });
    expect([harness.state.join.link, harness.state.join.failure?.offline]).to.deep.equal(['some-token', true]);
  });

  it('leaves the form when the code was good and only the connection does not come up', async () => {
    const harness = await start();
    await harness.refuse();
    await harness.client.join({ pin: '123456' });
    harness.link.state$.next('retrying');
    expect([harness.state.screen, harness.state.link]).to.deep.equal(['opening', 'retrying']);
  });

  it('says so where a browser keeps nothing of the code that it has just entered', async () => {
    const harness = await start();
    await harness.refuse();
    await harness.client.join({ pin: '123456' });
    await harness.refuse();
    expect([harness.state.screen, harness.state.join.failure?.code]).to.deep.equal(['joining', 'E_NOT_JOINED']);
  });

  it('passes on why a code was refused, with the wait, and whether the service can be reached', async () => {
    const harness = await start();
    harness.joinError = new ApiError('E_TOO_MANY_ATTEMPTS', { retryInMs: 30_000 });
    await harness.client.join({ pin: '123456' });
    expect(harness.state.join).to.deep.equal({
      busy: false,
      failure: { code: 'E_TOO_MANY_ATTEMPTS', retryInMs: 30_000 },
      link: null,
    });
    harness.joinError = new ApiError('E_INTERNAL', { offline: true });
    await harness.client.join({ pin: '123456' });
    expect(harness.state.join.failure?.offline).to.equal(true);
  });

  it('tells a page that is too old apart from a browser that has not joined', async () => {
    const harness = await start();
    harness.link.state$.next('refused');
    expect([harness.state.screen, harness.state.link]).to.deep.equal(['connected', 'refused']);
  });

  it('shows the end of a session, keeps no link, and takes another code', async () => {
    const harness = await start();
    show(harness.link, activeView({ status: 'ended', endReason: 'agentEnded' }));
    expect(harness.link.state$.value).to.equal('closed');
    expect(harness.state.view?.status).to.equal('ended');
    expect(harness.forgotten).to.equal(0);
    harness.client.enterNewCode();
    expect([harness.state.screen, harness.state.view]).to.deep.equal(['joining', null]);
    expect(harness.forgotten, 'not shown again after a reload').to.equal(1);
  });

  it('tells the server the language on every new socket and at every change', async () => {
    const harness = await start();
    harness.locale = 'de';
    show(harness.link, waitingView());
    harness.link.state$.next('retrying');
    show(harness.link, waitingView());
    harness.client.localeChanged('ja');
    const locales = harness.link.sent.map((message) => message.type === 'customer.setLocale' && message.locale);
    expect(locales).to.deep.equal(['de', 'de', 'ja']);
  });
});
