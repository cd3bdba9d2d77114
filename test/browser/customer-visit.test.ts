import { expect, oneEvent } from '@open-wc/testing';
import '../../plugin/customer/define.ts';
import type { Visit } from '../../plugin/customer/frame/elements/visit.ts';
import { customerStates } from '../../mocks/pages/customer-states.ts';
import { byRole, dressPage, queryRole, render, standardSuite, visibleText } from '../support/elements.ts';

const states = customerStates['sideseat-visit'];

standardSuite('sideseat-visit', states);

describe('<sideseat-visit>', () => {
  beforeEach(() => dressPage());

  it('[I6] says who sees the page, and stops it, also when it is small', async () => {
    const element = await render<Visit>(states['small while sharing']());
    expect(visibleText(element)).to.contain('Mia Keller sees this page');
    const stopped = oneEvent(element, 'sideseat-stop-sharing');
    byRole(element, 'button', 'Stop sharing').click();
    await stopped;
  });

  it('is never small while something is asked', async () => {
    const element = await render<Visit>(states.asked());
    expect(byRole(element, 'alertdialog').getBoundingClientRect().height).to.be.greaterThan(100);
    expect(queryRole(element, 'button', 'Open')).to.equal(null);
  });

  it('is made small and large again', async () => {
    for (const [state, name, isSmall] of [['waiting', 'Make smaller', true], ['small', 'Open', false]] as const) {
      const element = await render<Visit>(states[state]());
      const resized = oneEvent(element, 'sideseat-resize-visit');
      byRole(element, 'button', name).click();
      expect((await resized).detail).to.deep.equal({ isSmall });
    }
  });

  it('says why there is no connection, and the ways out', async () => {
    const element = await render<Visit>(states.failed());
    expect(byRole(element, 'alert').textContent).to.contain('The service cannot be reached.');
    for (const [name, event] of [['Connect again', 'sideseat-connect'], ['Close', 'sideseat-close-visit']] as const) {
      const pressed = oneEvent(element, event);
      byRole(element, 'button', name).click();
      await pressed;
    }
    expect(visibleText(await render<Visit>(states['lost with the page before']()))).to.contain('when the page changed');
  });

  it('[002-32] says that a page is never shared, and offers nothing but the way out', async () => {
    const element = await render<Visit>(states['at a page that is never shared']());
    expect(byRole(element, 'alert').textContent).to.contain('This page may not be shared.');
    expect(queryRole(element, 'button', 'Connect again') === null, 'nothing to try again').to.equal(true);
    const closed = oneEvent(element, 'sideseat-close-visit');
    byRole(element, 'button', 'Close').click();
    await closed;
  });

  it('is closed after the end, instead of asking for another code', async () => {
    const element = await render<Visit>(states.ended());
    const closed = oneEvent(element, 'sideseat-new-code');
    byRole(element, 'button', 'Close').click();
    await closed;
    expect(visibleText(element)).not.to.contain('close this page');
  });

  it('[002-31] calls what is shared a page, and its stop so', async () => {
    const element = await render<Visit>(states.sharing());
    expect(byRole(element, 'region', 'Shared page').textContent).not.to.contain('Desktop');
    expect(byRole(element, 'button', 'Stop sharing').getAttribute('aria-disabled')).to.equal('false');
    expect(visibleText(element)).to.contain('This web page is being shared');
  });
});
