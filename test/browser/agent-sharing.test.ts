import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { sampleId, sampleOutcome, sampleShare } from '../../mocks/agent.ts';
import type { AgentSession, AgentState, Picture } from '../../plugin/agent/agent-state.ts';
import type { SharingWindow } from '../../plugin/agent/window/sharing-window.ts';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import { sampleFrames } from '../../mocks/pages/samples.ts';
import { byRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import {
  agentSession,
  change,
  click,
  clock,
  expectFocus,
  hasRole,
  heard,
  samplePicture,
} from './agent-harness.ts';

const stream = samplePicture();
const playing: Picture = { phase: 'playing', stream, frames: null, reason: null };
const away: Picture = { phase: 'away', stream: null, frames: null, reason: null };
const blank: Picture = { phase: 'blank', stream: null, frames: null, reason: 'revoked' };
const shared = (picture: Picture, share = sampleShare()): AgentSession => agentSession({ share }, { picture });
const sharingWindow = (session: AgentSession, link: AgentState['link'] = 'open'): TemplateResult => html`
  <sideseat-sharing-window .session=${session} .link=${link} .clock=${clock} agent="Mia Keller"></sideseat-sharing-window>
`;
/** The latest frame came so long ago. */
const agedPicture = (phase: 'playing' | 'stale', agoMs: number): Picture => ({
  phase,
  stream,
  frames: sampleFrames(agoMs),
  reason: null,
});
const interrupted = () => agentSession({ outcome: sampleOutcome('customerLost', true) });
const stopped = () => agentSession({ outcome: sampleOutcome('revoked', true) });

standardSuite('sideseat-sharing-window', agentStates['sideseat-sharing-window']);

describe('<sideseat-sharing-window>', () => {
  const video = (element: SharingWindow): HTMLVideoElement => element.shadowRoot!.querySelector('video')!;

  it('[002-06] shows the picture, whose it is, since when, and that the customer knows', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(playing)));
    expect(hasRole(element, 'region', 'Shared desktop')).to.equal(true);
    expect(video(element).srcObject === stream).to.equal(true);
    expect(video(element).muted).to.equal(true);
    const whose = /Viewing Desktop of Ada Byron since \d?\d:\d\d( [AP]M)? · Ada Byron sees that you are looking/;
    expect(visibleText(element)).to.match(whose);
    await waitUntil(() => visibleText(element).includes('320 × 180'), 'the resolution of the picture');
  });

  it('[002-05] passes no input on: the picture has no listener for it', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(playing)));
    const told = heard(element, 'sideseat-command');
    for (const type of ['pointerdown', 'pointermove', 'wheel', 'keydown']) {
      video(element).dispatchEvent(new Event(type, { bubbles: true }));
    }
    expect(told).to.deep.equal([]);
  });

  it('takes the picture away at once when it is cut, and says why and when as soon as that is known', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(playing)));
    element.session = shared(blank);
    await element.updateComplete;
    expect(video(element).srcObject === null).to.equal(true);
    expect(visibleText(element)).to.contain('Ada Byron stopped sharing.');
    await change(element, { session: stopped() });
    expect(visibleText(element)).to.match(/Stopped at \d?\d:\d\d( [AP]M)? ?Ada Byron stopped sharing\./);
  });

  const isGrey = (element: SharingWindow): boolean => getComputedStyle(video(element)).filter.includes('grayscale(1)');

  it('[I6] greys a picture whose frames stopped, says its age each second, and that it is not live', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(agedPicture('playing', 0))));
    expect(isGrey(element)).to.equal(false);
    expect(visibleText(element)).to.contain('Picture current');
    await change(element, { session: shared(agedPicture('stale', 1_400)) });
    expect(isGrey(element)).to.equal(true);
    expect(video(element).srcObject === stream, 'still readable').to.equal(true);
    expect(visibleText(element)).to.contain('Old picture').and.to.contain('No new picture is arriving');
    expect(visibleText(element)).to.contain('The picture is 2 seconds old.').and.to.not.contain('Picture current');
    clock.advance(2_000);
    await settled(element);
    expect(visibleText(element)).to.contain('The picture is 4 seconds old.');
    await change(element, { session: shared(agedPicture('playing', 0)) });
    expect(isGrey(element)).to.equal(false);
    expect(visibleText(element)).to.contain('Picture current');
  });

  it('reads out once that a picture is old, not its age each second', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(agedPicture('stale', 1_400))));
    const spoken = () => byRole(element, 'status').textContent?.trim().replace(/\s+/g, ' ');
    expect(spoken()).to.equal('No new picture is arriving');
    clock.advance(3_000);
    await settled(element);
    expect(spoken()).to.equal('No new picture is arriving');
  });

  it('[F5] greys the picture as soon as the customer gives no sign of life', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(agedPicture('playing', 0))));
    const late = agentSession({ share: sampleShare(), customerPresence: 'late' }, { picture: agedPicture('playing', 100) });
    await change(element, { session: late });
    expect(isGrey(element)).to.equal(true);
    expect(visibleText(element)).to.contain('Ada Byron is not responding').and.to.contain('The picture may be old.');
  });

  it('[F12] greys the picture when the own connection is lost, and takes it away when the lease is over', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(agedPicture('playing', 1_200))));
    await change(element, { link: 'retrying' });
    expect(isGrey(element)).to.equal(true);
    expect(visibleText(element)).to.contain('Connection lost, trying again…').and.to.contain('2 seconds old.');
    await change(element, { session: shared({ ...blank, reason: 'linkLost' }) });
    expect(video(element).srcObject === null).to.equal(true);
    expect(visibleText(element)).to.contain('The picture is hidden because it could be old.');
  });

  it('plays on when the browser pauses it: a paused picture would look live', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(playing)));
    await waitUntil(() => !video(element).paused, 'it plays');
    video(element).pause();
    await waitUntil(() => !video(element).paused, 'it plays on');
  });

  it('[I13] says for a minute that the customer can continue', async () => {
    const element = await render<SharingWindow>(sharingWindow(interrupted()));
    expect(visibleText(element)).to.contain('Ada Byron can continue with one click within a minute.');
    clock.advance(60_000);
    await settled(element);
    expect(visibleText(element)).to.not.contain('can continue');
  });

  it('[002-26] Stop sharing is in the menu Sharing', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(playing)));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Sharing'), element);
    await click(byRole(element, 'menuitem', 'Stop sharing'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('ada'), command: 'release' }]);
  });

  it('[001-09] [003-04] the agent stops looking and looks again', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(playing)));
    const told = heard(element, 'sideseat-command');
    const button = byRole(element, 'button', 'Stop looking');
    button.focus();
    await click(button, element);
    await change(element, { session: shared(away, sampleShare({ phase: 'unwatched' })) });
    expect(video(element).srcObject === null).to.equal(true);
    expect(visibleText(element)).to.contain('sees that nobody is looking now');
    expectFocus(button, 'the same button');
    await click(byRole(element, 'button', 'Look again'), element);
    expect(told.map(({ command }) => command)).to.deep.equal(['lookAway', 'look']);
  });

  it('keeps the keyboard’s place when the share ends under its controls', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(playing)));
    byRole(element, 'button', 'Full screen').focus();
    await change(element, { session: stopped() });
    expectFocus(byRole(element, 'region', 'Shared desktop'));
  });

  it('has its picture again after it was moved in the document', async () => {
    const element = await render<SharingWindow>(sharingWindow(shared(playing)));
    const home = element.parentElement!;
    element.remove();
    expect(video(element).srcObject === null).to.equal(true);
    home.append(element);
    await settled(element);
    expect(video(element).srcObject === stream).to.equal(true);
  });
});
