import { expect, oneEvent } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { CustomerSessionView } from '../../gateway/protocol/views.ts';
import { REQUEST_END_REASONS } from '../../gateway/protocol/vocabulary.ts';
import '../../plugin/customer/define.ts';
import type { Customer } from '../../plugin/customer/elements/customer.ts';
import { activeView, outcome, question, REQUEST_ID, waitingView } from '../../mocks/customer.ts';
import type { Change } from '../../mocks/pages/customer-states.ts';
import { agentAway, customer, customerStates, offered, shared, unwanted } from '../../mocks/pages/customer-states.ts';
import { byRole, deepElements, dressPage, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';

const open = (change: Change): Promise<Customer> => render<Customer>(customer(change));

standardSuite('sideseat-customer', customerStates['sideseat-customer']);

describe('<sideseat-customer>', () => {
  before(() => dressPage());

  it('[004-12] is calm while waiting: connected, the two words, and nothing shared', async () => {
    const text = visibleText(await open({ view: waitingView() }));
    expect(text).to.contain('Waiting');
    expect(text).to.contain('You are connected. An agent will be with you shortly.');
    expect(text).to.contain('Check that you both have the same two words: copper lantern');
    expect(text).to.contain('Nothing is shared at this moment.');
  });

  it('[001-31] says that it ends the session, and takes no answer any more', async () => {
    const element = await open({ view: activeView({ question: question() }), leaving: 'leave', link: 'retrying' });
    const text = visibleText(element);
    expect(text).to.contain('Ending the session…');
    expect(text).to.contain('The session ends as soon as it is back. Nothing is shared any more.');
    expect(text).not.to.contain('Not now');
  });

  it('says to screen readers that the two words are English', async () => {
    const element = await open({ view: waitingView() });
    expect(element.shadowRoot!.querySelector<HTMLElement>('.two')?.lang).to.equal('en');
  });

  it('[004-14] says who is there when active', async () => {
    const text = visibleText(await open({ view: activeView() }));
    expect(text).to.contain('Active').and.to.contain('You are connected with Mia Keller of Acme Support.');
  });

  it('[002-03] shows the question, and nothing that draws the eye away from it', async () => {
    const element = await open({ view: activeView({ question: question() }) });
    byRole(element, 'alertdialog', 'Mia Keller asks to see your desktop');
    expect(visibleText(element)).to.not.contain('You are connected with');
  });

  it('[001-30] [001-32] can be left, and reported, instead of answering a question', async () => {
    const element = await open({ view: activeView({ question: question() }) });
    let left = 0;
    element.addEventListener('sideseat-leave', () => (left += 1));
    byRole(element, 'button', 'Report abuse');
    byRole(element, 'button', 'End session').click();
    await settled(element);
    byRole(element, 'button', 'Yes').click();
    expect(left).to.equal(1);
  });

  it('does not throw anybody out who is asked whether to end the session', async () => {
    const element = await open({ view: activeView() });
    byRole(element, 'button', 'End session').focus();
    byRole(element, 'button', 'End session').click();
    await settled(element);
    element.view = activeView({ question: question() });
    await settled(element);
    byRole(element, 'button', 'No').click();
    await settled(element);
    const toolbar = element.shadowRoot!.activeElement;
    expect(toolbar?.shadowRoot?.activeElement?.textContent?.trim()).to.equal('End session');
  });

  it('says that nobody sees anything for exactly as long as that is certain', async () => {
    const safe = 'Nobody sees your screen. You will be asked before that changes.';
    const element = await open({ view: activeView() });
    expect(visibleText(element)).to.contain(safe);
    const lost: Change = { view: activeView(), capture: 'none', link: 'retrying' };
    for (const change of [shared, { ...shared, link: 'retrying' }, lost]) {
      Object.assign(element, change);
      await settled(element);
      expect(visibleText(element)).to.not.contain(safe);
    }
  });

  it('says that the service cannot be reached while it tries', async () => {
    const text = visibleText(await open({ link: 'retrying' }));
    expect(text).to.contain('The service cannot be reached. Trying again…').and.to.contain('goes on by itself');
  });

  it('[D-10] blames no setting for what a phone cannot do', async () => {
    const element = await open({ view: activeView({ outcome: outcome('captureUnavailable') }) });
    expect(visibleText(element)).to.contain('Allow screen recording for this browser');
    element.support = 'phone';
    await settled(element);
    expect(visibleText(element)).to.contain('Phones and tablets cannot show their screen. Nothing is shared');
  });

  it('speaks to a customer, not to an administrator, where the record cannot be written', async () => {
    const element = await open({ view: activeView(), failure: { code: 'E_RECORD' } });
    expect(visibleText(byRole(element, 'alert'))).to.equal(
      'Sharing is not possible at this moment. Please tell the agent.',
    );
  });

  it('never loses the focus when the page comes to its end', async () => {
    const element = await open({ view: activeView() });
    byRole(element, 'button', 'End session').focus();
    element.view = activeView({ status: 'ended', endReason: 'agentEnded' });
    await settled(element);
    const focused = element.shadowRoot!.activeElement;
    expect(focused && visibleText(focused)).to.contain('Mia Keller has ended the connection.');
  });

  it('[D-9] says what to do while the browser’s picker is open', async () => {
    const element = await open({ view: activeView({ choosing: { requestId: REQUEST_ID, capability: 'view', owner: 'customer' } }) });
    expect(visibleText(element)).to.contain('Choose the screen or window in your browser’s box');
  });

  it('[002-07] shows Desktop view while sharing, and Stop can be pressed', async () => {
    const element = await open(shared);
    byRole(element, 'region', 'Desktop view');
    const stopped = oneEvent(element, 'sideseat-stop-sharing');
    byRole(element, 'button', 'Stop screen sharing').click();
    await stopped;
  });

  it('[B-44] moves nothing where the person wants no motion', async () => {
    const starting: Change = { view: activeView(), capture: 'running' };
    for (const [reducedMotion, moves] of [['no-preference', true], ['reduce', false]] as const) {
      await emulateMedia({ reducedMotion });
      const element = await open(starting);
      const moving = deepElements(element).filter((inner) => inner.getAnimations().length > 0);
      expect(moving.length > 0, reducedMotion).to.equal(moves);
      element.remove();
    }
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('[001-12] takes the light off in the moment in which the page stops, before the server says so', async () => {
    const element = await open(shared);
    element.capture = 'none';
    await settled(element);
    expect(queryRole(element, 'region', 'Desktop view')).to.equal(null);
    expect(byRole(element, 'button', 'Stop screen sharing').getAttribute('aria-disabled')).to.equal('true');
  });

  for (const reason of REQUEST_END_REASONS) {
    it(`[003-03] says in words how it ended: ${reason}`, async () => {
      const text = visibleText(await open({ view: activeView({ outcome: outcome(reason, true) }) }));
      expect(text).to.match(/Nothing was shared|nothing was shared|Nothing is shared any more|Nobody sees your screen/);
      expect(text).to.not.match(/\{\w+\}|session was|grant|WebRTC/);
    });
  }

  it('says which choice would have been right after a browser tab', async () => {
    const text = visibleText(await open({ view: activeView({ outcome: outcome('wrongSurface') }) }));
    expect(text).to.contain('You chose a browser tab.').and.to.contain('choose your whole screen or a window');
  });

  it('never loses the focus when a question goes away', async () => {
    const element = await open({ view: activeView({ question: question() }) });
    element.view = activeView({ outcome: outcome('withdrawn') });
    await settled(element);
    const focused = element.shadowRoot!.activeElement;
    expect(focused && visibleText(focused)).to.contain('Mia Keller withdrew the question.');
  });

  it('says that the connection is lost, and that nothing is shared', async () => {
    const element = await open({ view: activeView({ question: question() }), link: 'retrying' });
    const text = visibleText(element);
    expect(text).to.contain('Connection lost, trying again… Nothing is shared at this moment.');
    expect(queryRole(element, 'alertdialog')).to.equal(null);
  });

  it('does not say that nothing is shared while this page still captures', async () => {
    const text = visibleText(await open({ ...shared, link: 'retrying' }));
    expect(text).to.contain('Sharing stops by itself').and.to.not.contain('Nothing is shared');
  });

  it('[I6] [I13] offers to continue while a screen is held, claims no sharing, and Stop lets it go', async () => {
    const element = await open(shared);
    Object.assign(element, offered);
    await settled(element);
    expect(queryRole(element, 'region', 'Desktop view')).to.equal(null);
    byRole(element, 'alertdialog', 'Continue sharing your desktop with Mia Keller?');
    expect(element.shadowRoot!.activeElement?.localName).to.equal('sideseat-continue');
    const stop = byRole(element, 'button', 'Stop screen sharing');
    expect(stop.getAttribute('aria-disabled')).to.equal('false');
    const stopped = oneEvent(element, 'sideseat-stop-sharing');
    stop.click();
    await stopped;
  });

  it('[I13] offers nothing after a reload: no screen is held', async () => {
    const element = await open({ ...offered, capture: 'none' });
    expect(queryRole(element, 'button', 'Continue sharing')).to.equal(null);
    expect(visibleText(element)).to.contain('Our service was restarted. Nothing is shared any more.');
  });

  it('[F12] says while the link is lost that nobody sees anything, and what comes next', async () => {
    const element = await open({ ...offered, link: 'retrying' });
    const text = visibleText(element);
    expect(text).to.contain('Connection lost, trying again… Nobody sees anything now.');
    expect(text).to.contain('When the connection is back, you can continue with one click.');
    expect(queryRole(element, 'button', 'Continue sharing')).to.equal(null);
    expect(byRole(element, 'button', 'Stop screen sharing').getAttribute('aria-disabled')).to.equal('false');
  });

  it('says for whom it waits while there is no offer', async () => {
    const element = await open({ ...agentAway, capture: 'suspended' });
    expect(visibleText(element)).to.contain('When Mia Keller is back, you can continue with one click.');
  });

  it('says that the time to continue is over, with and without the link', async () => {
    const element = await open({ view: activeView({ outcome: unwanted }), capture: 'lapsed' });
    expect(visibleText(element)).to.contain('The time to continue is over, so sharing has ended.');
    expect(byRole(element, 'button', 'Stop screen sharing').getAttribute('aria-disabled')).to.equal('true');
    element.link = 'retrying';
    await settled(element);
    expect(visibleText(element)).to.contain('The time to continue is over, so sharing has ended.');
  });

  it('shows a newer question in place of the offer', async () => {
    const element = await open({ view: activeView({ question: question({ requestId: 'r3' }) }), capture: 'suspended' });
    byRole(element, 'alertdialog', 'Mia Keller asks to see your desktop');
    expect(queryRole(element, 'button', 'Continue sharing')).to.equal(null);
    expect(byRole(element, 'button', 'Stop screen sharing').getAttribute('aria-disabled'), 'a screen is held').to.equal('false');
  });

  it('never loses the focus when the offer goes away', async () => {
    const element = await open(offered);
    Object.assign(element, { view: activeView({ outcome: unwanted }), capture: 'none' });
    await settled(element);
    const focused = element.shadowRoot!.activeElement;
    expect(focused && visibleText(focused)).to.contain('Our service was restarted.');
  });

  it('says when another tab took over, and offers to go on here', async () => {
    const element = await open({ view: activeView(), link: 'replaced' });
    expect(visibleText(element)).to.contain('This page was opened in another tab.');
    const pressed = oneEvent(element, 'sideseat-go-on');
    byRole(element, 'button', 'Go on here').click();
    await pressed;
  });

  for (const [endReason, sentence] of [
    ['agentEnded', 'Mia Keller has ended the connection.'],
    ['customerEnded', 'You have ended the connection.'],
  ] as const) {
    it(`[000-17] says who ended it, and the toolbar is gone: ${endReason}`, async () => {
      const view: CustomerSessionView = activeView({ status: 'ended', endReason });
      const element = await open({ view, link: 'closed' });
      expect(visibleText(element)).to.contain(sentence).and.to.contain('Nothing is shared any more.');
      expect(queryRole(element, 'toolbar'), '[001-31]').to.equal(null);
    });
  }
});
