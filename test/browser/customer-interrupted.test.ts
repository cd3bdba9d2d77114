import { expect } from '@open-wc/testing';
import { CommandError, LinkLostError } from '../../gateway/client/errors.ts';
import { activeView, continuable, outcome, question, REQUEST_ID, share, show } from '../../mocks/customer.ts';
import { Harness, OK, start, turn } from './customer-harness.ts';

describe('after an end that nobody wanted', () => {
  const OFFER = { requestId: REQUEST_ID, locale: 'en', textVersion: 1 } as const;
  const NEW_REQUEST = 'request-dddddddddddddd';
  const NEW_GRANT = 'grant-eeeeeeeeeeeeeeee';
  const ended = outcome('serverRestarted', true);
  const again = { requestId: NEW_REQUEST, capability: 'view', owner: 'customer' } as const;
  const choosing = activeView({ choosing: again });
  const shared = activeView({ share: share('opening', 'monitor', { requestId: NEW_REQUEST, grantId: NEW_GRANT, epoch: 8 }) });

  async function interrupted(): Promise<Harness> {
    const harness = await Harness.sharing();
    harness.link.state$.next('retrying');
    show(harness.link, activeView({ outcome: ended, continuable: continuable() }));
    return harness;
  }

  it('[I13] holds the screen disabled, tells nothing, and publishes nothing by itself', async () => {
    const harness = await interrupted();
    expect(harness.state.capture).to.equal('suspended');
    expect(harness.desktop.calls).to.deep.equal(['suspend', 'unpublish']);
    expect(harness.link.commands.some(({ message }) => message.type === 'share.stop')).to.equal(false);
  });

  it('[D-2] tells the server of a Stop that the link was too late for, as soon as the server offers to continue', async () => {
    const harness = await Harness.sharing();
    harness.link.state$.next('retrying');
    harness.client.stop();
    expect(harness.state.capture).to.equal('none');
    harness.link.refuseAll(new LinkLostError());
    await turn();
    const before = harness.link.commands.length;
    harness.link.state$.next('open');
    show(harness.link, activeView({ outcome: ended, continuable: continuable() }));
    const { grantId } = continuable();
    expect(harness.link.commands.slice(before).map(({ message }) => message)).to.deep.equal([
      { type: 'share.stop', grantId, by: 'page' },
    ]);
  });

  it('[I13] goes on by Continue sharing: the same screen, as it is now, under a new grant', async () => {
    const harness = await interrupted();
    harness.desktop.surface = { surface: 'monitor', widthPx: 1_280, heightPx: 800 };
    harness.client.continueSharing(OFFER);
    expect(harness.state.capture).to.equal('continuing');
    expect(harness.link.commandOf('share.continue')).to.deep.equal({ type: 'share.continue', ...OFFER });
    show(harness.link, choosing);
    harness.link.acceptAll();
    await turn();
    expect(harness.link.commandOf('capture.choose')).to.deep.equal({
      type: 'capture.choose',
      requestId: NEW_REQUEST,
      surface: 'monitor',
      widthPx: 1_280,
      heightPx: 800,
    });
    expect(harness.desktop.calls, 'nothing leaves yet').to.deep.equal(['suspend', 'unpublish']);
    show(harness.link, shared);
    expect(harness.desktop.calls.slice(2)).to.deep.equal([`publish ${NEW_GRANT}`]);
    expect(harness.state.capture).to.equal('running');
  });

  for (const code of ['E_AGENT_AWAY', 'E_MEDIA_DOWN'] as const) {
    it(`says why it was refused, and can be pressed again: ${code}`, async () => {
      const harness = await interrupted();
      harness.client.continueSharing(OFFER);
      harness.link.lastCommand.refuse(new CommandError(code));
      await turn();
      expect([harness.state.capture, harness.state.failure]).to.deep.equal(['suspended', { code }]);
      harness.client.continueSharing(OFFER);
      expect([harness.state.capture, harness.state.failure]).to.deep.equal(['continuing', null]);
    });
  }

  it('lets the screen go where there is nothing to continue any more', async () => {
    const harness = await interrupted();
    harness.client.continueSharing(OFFER);
    harness.link.lastCommand.refuse(new CommandError('E_STALE'));
    await turn();
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls.at(-1)).to.equal('stop');
  });

  it('[001-12] Stop lets the screen go within the click’s own task', async () => {
    const harness = await interrupted();
    harness.client.stop();
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls.at(-1)).to.equal('stop');
  });

  it('lets the screen go when the session ends, when another tab takes over, and when the end was wanted', async () => {
    const ways: ((harness: Harness) => void)[] = [
      ({ client }) => void client.leave(),
      ({ link }) => show(link, activeView({ status: 'ended', endReason: 'agentEnded' })),
      ({ link }) => link.state$.next('replaced'),
      ({ client }) => client.close(),
    ];
    for (const way of ways) {
      const harness = await interrupted();
      way(harness);
      expect(harness.desktop.calls).to.include('stop');
    }
  });

  it('[003-04] OK to a newer question opens the picker, and the old screen is let go first', async () => {
    const harness = await interrupted();
    show(harness.link, activeView({ question: question({ requestId: NEW_REQUEST }) }));
    void harness.client.answer({ ...OK, requestId: NEW_REQUEST });
    expect(harness.desktop.calls.slice(-2)).to.deep.equal(['stop', 'choose']);
    expect(harness.state.capture).to.equal('choosing');
  });

  it('Not now to a newer question lets the screen go', async () => {
    const harness = await interrupted();
    show(harness.link, activeView({ question: question({ requestId: NEW_REQUEST }) }));
    void harness.client.answer({ ...OK, requestId: NEW_REQUEST, answer: 'notNow' });
    show(harness.link, activeView({ outcome: { ...outcome('notNow'), requestId: NEW_REQUEST } }));
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls.at(-1)).to.equal('stop');
  });

  it('a connection that failed by itself is no reason to let the screen go', async () => {
    const harness = await Harness.sharing();
    harness.desktop.mediaFailed();
    expect([harness.state.capture, harness.desktop.calls[0]]).to.deep.equal(['suspended', 'suspend']);
  });

  it('after this page’s own reload there is no screen to go on with, and the server is told so', async () => {
    const harness = await start();
    show(harness.link, activeView({ outcome: ended, continuable: continuable() }));
    harness.client.continueSharing(OFFER);
    expect(harness.state.capture).to.equal('none');
    const { grantId } = continuable();
    expect(harness.link.commands.map(({ message }) => message)).to.deep.equal([{ type: 'share.stop', grantId, by: 'page' }]);
  });
});
