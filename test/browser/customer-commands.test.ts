import { expect } from '@open-wc/testing';
import { CommandError, LinkLostError } from '../../gateway/client/errors.ts';
import {
  activeView,
  agentShare,
  GRANT_ID,
  outcome,
  question,
  REQUEST_ID,
  share,
  show,
  waitingView,
} from '../../mocks/customer.ts';
import { Harness, OK, turn } from './customer-harness.ts';

describe('the customer’s answer', () => {
  it('[D-9] opens the picker within the click’s own task and sends the answer beside it', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    expect(harness.desktop.calls).to.deep.equal(['choose']);
    expect(harness.link.commandOf('question.answer')).to.deep.equal({ type: 'question.answer', ...OK });
    expect(harness.state.capture).to.equal('choosing');
  });

  it('[002-06] publishes what was chosen only under a grant', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    harness.desktop.pick('window');
    await turn();
    expect(harness.link.commandOf('capture.choose')).to.deep.equal({
      type: 'capture.choose',
      requestId: REQUEST_ID,
      surface: 'window',
      widthPx: 1_920,
      heightPx: 1_080,
    });
    expect(harness.desktop.calls).to.deep.equal(['choose']);
    expect(harness.state.capture).to.equal('running');
    harness.link.acceptAll();
    await turn();
    show(harness.link, activeView({ share: share('opening', 'window') }));
    expect(harness.desktop.calls).to.deep.equal(['choose', `publish ${GRANT_ID}`]);
  });

  for (const answer of ['notNow', 'dismissed'] as const) {
    it(`[002-03] captures nothing by ${answer}`, async () => {
      const harness = await Harness.asked();
      void harness.client.answer({ ...OK, answer });
      expect(harness.link.commandOf('question.answer').answer).to.equal(answer);
      expect(harness.desktop.calls).to.deep.equal([]);
    });
  }

  it('answers once', async () => {
    const harness = await Harness.asked();
    void harness.client.answer({ ...OK, answer: 'notNow' });
    void harness.client.answer(OK);
    expect(harness.link.commands.length).to.equal(1);
    expect(harness.state.answering).to.equal(REQUEST_ID);
    harness.link.acceptAll();
    await turn();
    expect(harness.state.answering).to.equal(null);
  });

  for (const reason of ['pickerCancelled', 'captureUnavailable'] as const) {
    it(`[D-9] tells the server when the picker brought nothing: ${reason}`, async () => {
      const harness = await Harness.asked();
      void harness.client.answer(OK);
      harness.desktop.fail(reason);
      await turn();
      expect(harness.link.commandOf('capture.fail').reason).to.equal(reason);
      expect(harness.state.capture).to.equal('none');
    });
  }

  it('[001-12] [I7] takes back with Stop what the agent is about to show', async () => {
    const harness = await Harness.asked();
    const asked = { requestId: REQUEST_ID, capability: 'show', owner: 'agent' } as const;
    show(harness.link, activeView({ choosing: asked }));
    harness.client.stop();
    show(harness.link, activeView({ agentShare: agentShare({ requestId: REQUEST_ID }) }));
    expect(harness.link.commandOf('share.stop').grantId).to.equal(agentShare().grantId);
    expect(harness.state.picture.phase).to.equal('closed');
  });

  it('[001-29] gives back what the agent shows where the Viewer was closed while the OK was on its way', async () => {
    const harness = await Harness.asked();
    const asked = { requestId: REQUEST_ID, capability: 'show', owner: 'agent' } as const;
    show(harness.link, activeView({ question: question(asked) }));
    void harness.client.answer(OK);
    harness.client.closeViewer();
    show(harness.link, activeView({ choosing: asked }));
    show(harness.link, activeView({ agentShare: agentShare({ requestId: REQUEST_ID }) }));
    expect(harness.link.commandOf('share.stop').grantId).to.equal(agentShare().grantId);
  });

  it('captures nothing when the answer was not recorded, and says so', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    harness.link.refuseAll(new CommandError('E_RECORD'));
    await turn();
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls.at(-1)).to.equal('stop');
    expect(harness.state.failure).to.deep.equal({ code: 'E_RECORD' });
  });

  it('captures nothing when the answer was lost on the way', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    harness.link.refuseAll(new LinkLostError());
    await turn();
    expect([harness.state.capture, harness.state.failure]).to.deep.equal(['none', null]);
  });

  it('stops when the request was withdrawn while the picker was open', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    show(harness.link, activeView({ choosing: { requestId: REQUEST_ID, capability: 'view', owner: 'customer' } }));
    show(harness.link, activeView({ outcome: outcome('withdrawn') }));
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls).to.deep.equal(['choose', 'stop']);
  });

  it('[B-04] asks for more time', async () => {
    const harness = await Harness.asked();
    void harness.client.moreTime(REQUEST_ID);
    expect(harness.link.commandOf('question.extend').requestId).to.equal(REQUEST_ID);
  });
});

describe('stopping', () => {
  it('[001-12] F1: ends the capture before it says a word, within the click’s own task', async () => {
    const harness = await Harness.sharing();
    const spoken = harness.link.commands.length;
    let spokenAtStop = -1;
    const stop = harness.desktop.stop.bind(harness.desktop);
    harness.desktop.stop = () => {
      spokenAtStop = harness.link.commands.length;
      stop();
    };
    harness.client.stop();
    expect(spokenAtStop).to.equal(spoken);
    expect(harness.link.commandOf('share.stop')).to.deep.equal({ type: 'share.stop', grantId: GRANT_ID, by: 'page' });
    expect(harness.state.capture).to.equal('none');
  });

  it('[002-07] takes the browser’s own stop button for what it is', async () => {
    const harness = await Harness.sharing();
    harness.desktop.captureEnded$.next();
    expect(harness.link.commandOf('share.stop').by).to.equal('browser');
    expect(harness.state.capture).to.equal('none');
  });

  it('stops when the server says so', async () => {
    const harness = await Harness.sharing();
    harness.link.messages$.next({
      type: 'share.cut',
      sessionId: waitingView().sessionId,
      grantId: GRANT_ID,
      reason: 'released',
    });
    expect(harness.desktop.calls).to.contain('stop');
    expect(harness.state.capture).to.equal('none');
  });

  it('[001-31] ends the capture, then the session', async () => {
    const harness = await Harness.sharing();
    void harness.client.leave();
    expect(harness.state.capture).to.equal('none');
    expect(harness.link.commandOf('session.leave')).to.deep.equal({ type: 'session.leave' });
    expect(harness.link.commands.some(({ message }) => message.type === 'share.stop'), 'one end, not two').to.equal(false);
  });

  it('[001-31] ends the session once the link is back, and says so until it has ended', async () => {
    const harness = await Harness.sharing();
    harness.link.state$.next('retrying');
    void harness.client.leave();
    expect([harness.state.capture, harness.state.leaving]).to.deep.equal(['none', 'leave']);
    const leaves = () => harness.link.commands.filter(({ message }) => message.type === 'session.leave').length;
    expect(leaves()).to.equal(0);
    show(harness.link, activeView());
    expect(leaves()).to.equal(1);
    expect(harness.state.leaving).to.equal('leave');
    show(harness.link, activeView({ status: 'ended', endReason: 'customerEnded' }));
    expect(harness.state.view?.status).to.equal('ended');
  });

  it('[001-31] a wish to end that was lost on the way is sent again; one that was refused is over', async () => {
    const harness = await Harness.sharing();
    void harness.client.leave();
    harness.link.state$.next('retrying');
    harness.link.refuseAll(new LinkLostError());
    await turn();
    expect([harness.state.leaving, harness.state.failure]).to.deep.equal(['leave', null]);
    show(harness.link, activeView());
    harness.link.lastCommand.refuse(new CommandError('E_SLOW_DOWN'));
    await turn();
    expect([harness.state.leaving, harness.state.failure]).to.deep.equal([null, { code: 'E_SLOW_DOWN' }]);
  });

  it('[001-32] [T-SCAM-UX] ends the capture before it reports abuse, at once or once the link is back', async () => {
    const harness = await Harness.sharing();
    void harness.client.reportAbuse();
    expect([harness.state.capture, harness.state.leaving]).to.deep.equal(['none', 'report']);
    expect(harness.link.commandOf('abuse.report')).to.deep.equal({ type: 'abuse.report' });
    const sent = () => harness.link.commands.map(({ message }) => message.type);
    expect(sent()).not.to.include('share.stop');
    harness.link.state$.next('retrying');
    harness.link.refuseAll(new LinkLostError());
    await turn();
    show(harness.link, activeView());
    expect(sent().filter((type) => type === 'abuse.report').length).to.equal(2);
    expect(sent()).not.to.include('session.leave');
  });

  it('a refusal is shown until the request, the share or its outcome is another one', async () => {
    const harness = await Harness.asked();
    void harness.client.answer({ ...OK, answer: 'notNow' });
    harness.link.refuseAll(new CommandError('E_RECORD'));
    await turn();
    show(harness.link, activeView({ question: question({ remainingInMs: 20_000 }) }));
    expect(harness.state.failure).to.deep.equal({ code: 'E_RECORD' });
    show(harness.link, activeView({ outcome: outcome('noAnswer') }));
    expect(harness.state.failure).to.equal(null);
  });

  it('stops when another tab took over', async () => {
    const harness = await Harness.sharing();
    harness.link.state$.next('replaced');
    expect([harness.state.capture, harness.state.link]).to.deep.equal(['none', 'replaced']);
  });

  it('ends everything on close', async () => {
    const harness = await Harness.sharing();
    harness.client.close();
    expect(harness.desktop.calls).to.contain('stop');
    expect(harness.link.state$.value).to.equal('closed');
    expect(harness.link.messages$.observed).to.equal(false);
    expect(harness.desktop.captureEnded$.observed).to.equal(false);
  });
});
