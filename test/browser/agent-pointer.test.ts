import { expect, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { followPointing } from '../../plugin/agent/page/page-pointing.ts';
import { AgentPointer } from '../../plugin/snippet/agent-pointer.ts';
import { makePage, Recording } from '../support/cobrowse-recording.ts';

/** The pointer is in a closed root: what a customer sees of it is where its element would be hit. */
describe('the agent’s pointer over the customer’s page', () => {
  let pointer: AgentPointer;
  let root: ShadowRoot;
  const attachShadow = Element.prototype.attachShadow;
  const target = document.createElement('button');
  const drawn = (): DOMRect => root.querySelector('svg')!.getBoundingClientRect();
  const host = (): HTMLElement | null => document.querySelector('sideseat-pointer');

  beforeEach(() => {
    Element.prototype.attachShadow = function (options) {
      const made = attachShadow.call(this, options);
      if (this.localName === 'sideseat-pointer') root = made;
      return made;
    };
    target.style.cssText = 'position: absolute; left: 100px; top: 60px; width: 200px; height: 40px';
    document.body.append(target);
    pointer = new AgentPointer(document, (id) => (id === 7 ? target : null));
  });
  afterEach(() => {
    pointer.hide();
    target.remove();
    Element.prototype.attachShadow = attachShadow;
  });

  it('is at the same place of the same element, follows it, and says whose it is', async () => {
    pointer.show({ id: 7, x: 0.5, y: 0.25 }, 'Mia Keller');
    expect([Math.round(drawn().left), Math.round(drawn().top)]).to.deep.equal([199, 69]);
    expect(root.querySelector('b')!.textContent).to.equal('Mia Keller');
    target.style.left = '300px';
    window.dispatchEvent(new Event('resize'));
    await waitUntil(() => Math.round(drawn().left) === 399);
  });

  it('cannot be pressed, opened or read, and is gone where it points nowhere', () => {
    pointer.show({ id: 7, x: 0, y: 0 }, 'Mia Keller');
    expect([host()!.shadowRoot, host()!.ariaHidden, getComputedStyle(host()!).pointerEvents]).to.deep.equal([null, 'true', 'none']);
    expect(document.elementFromPoint(101, 61)).to.equal(target);
    pointer.show({ id: 8, x: 0, y: 0 }, 'Mia Keller');
    expect(root.querySelector('div')!.checkVisibility(), 'what it pointed at is gone').to.equal(false);
    pointer.hide();
    expect(host()).to.equal(null);
  });

  it('shows a click as a ring', () => {
    pointer.show({ id: 7, x: 0, y: 0 }, 'Mia Keller');
    expect(root.querySelector('.pressed')).to.equal(null);
    pointer.show({ id: 7, x: 0, y: 0 }, 'Mia Keller', true);
    expect(root.querySelector('.pressed')).not.to.equal(null);
  });

  it('is above a modal dialog that opened later', () => {
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    pointer.show({ id: 7, x: 0, y: 0 }, 'Mia Keller');
    dialog.showModal();
    pointer.show({ id: 7, x: 0, y: 0.1 }, 'Mia Keller');
    // In the top layer what was shown last is above: whoever can be hit is told by the order of a hit, were it to take any.
    host()!.style.setProperty('pointer-events', 'auto');
    expect(host()!.matches(':popover-open')).to.equal(true);
    dialog.remove();
  });

  it('keeps its name within the window', async () => {
    await setViewport({ width: 800, height: 600 });
    target.style.cssText = 'position: fixed; right: 0; bottom: 0; width: 20px; height: 20px';
    pointer.show({ id: 7, x: 1, y: 1 }, 'Mia Keller of Acme Support');
    const { right, bottom } = root.querySelector('b')!.getBoundingClientRect();
    expect(right).to.be.at.most(innerWidth);
    expect(bottom).to.be.at.most(innerHeight);
  });

  it('is no part of the page that the agent sees', async () => {
    const frame = makePage('<p id=text>Hello</p>');
    const page = frame.contentDocument!;
    const recording = new Recording(frame);
    await recording.start();
    const inFrame = new AgentPointer(page, (id) => recording.recorder.nodeOf(id) as Element | null);
    const text = page.querySelector('#text')!;
    const id = (JSON.stringify(recording.events).match(/"id":(\d+),"tag":"p"|"tag":"p"[^}]*?"id":(\d+)/) ?? []).slice(1).find(Boolean);
    expect(recording.recorder.nodeOf(Number(id))).to.equal(text);
    inFrame.show({ id: Number(id), x: 0, y: 0 }, 'Mia Keller', true);
    expect(page.querySelector('sideseat-pointer')).not.to.equal(null);
    await recording.settle(page);
    recording.recorder.resync();
    await recording.settle(page);
    expect(recording.sentText).not.to.match(/sideseat-pointer|Mia Keller/);
    text.remove();
    await recording.settle(page);
    expect(recording.recorder.nodeOf(Number(id))).to.equal(null);
    inFrame.hide();
    recording.recorder.stop();
    frame.remove();
  });

});

describe('where an agent points in a shared page', () => {
  it('is told thirty times a second at most, the newest, with each click, and nowhere once the mouse has left', async () => {
    const layer = document.createElement('div');
    layer.style.cssText = 'position: fixed; inset: 0';
    document.body.append(layer);
    const told: string[] = [];
    const stop = followPointing(layer, {
      pointAt: (x) => (x < 500 ? { id: x, x: 0, y: 0 } : null),
      tell: (at, isPressed) => told.push(`${at?.id}${isPressed ? '!' : ''}`),
    });
    const at = (type: string, clientX = 0): boolean => layer.dispatchEvent(new PointerEvent(type, { clientX, clientY: 5 }));
    for (let x = 1; x <= 50; x++) at('pointermove', x);
    expect(told).to.deep.equal(['1']);
    await waitUntil(() => told.length > 1);
    expect(told).to.deep.equal(['1', '50']);
    at('pointerdown', 50);
    at('pointerleave');
    at('pointerleave');
    expect(told).to.deep.equal(['1', '50', '50!', 'undefined']);
    at('pointermove', 600);
    at('pointermove', 60);
    stop();
    at('pointermove', 70);
    expect(told.at(-1)).to.equal('undefined');
    layer.remove();
  });
});
