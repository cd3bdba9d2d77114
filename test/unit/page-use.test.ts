import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Subject } from 'rxjs';
import type { CustomerSessionView } from '../../gateway/protocol/views.ts';
import { openPageUse } from '../../plugin/customer/frame/page-use.ts';
import type { FrameMessage, PageMessage } from '../../plugin/shared/cobrowse/page-messages.ts';
import { FakeLink } from '../support/fake-link.ts';

type Control = NonNullable<CustomerSessionView['control']>;
const CONTROL: Control = { requestId: 'r', grantId: 'g2', epoch: 8, phase: 'active', helper: 'ready', helperPercent: null };
const viewWith = (control: Partial<Control> | null, surface = 'page'): CustomerSessionView =>
  ({ agentName: 'Mia Keller', company: 'Acme', share: { grantId: 'g1', surface }, control: control && { ...CONTROL, ...control } }) as CustomerSessionView;
const ACT = { kind: 'text', text: 'x' } as const;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The frame in a page that an agent may use. */
function open(view = viewWith({}), customerOnly: () => Promise<readonly ('leave' | 'submit')[]> = async () => []) {
  const link = new FakeLink();
  const messages$ = new Subject<PageMessage>();
  const orders: FrameMessage[] = [];
  const frame = new EventTarget();
  const clock = { nowMs: 0 };
  const port = { messages$, send: (message: FrameMessage) => void orders.push(message) };
  const use = openPageUse({ link: link as never, port, view, customerOnly, hint: (agent) => `${agent}, here`, frame, now: () => clock.nowMs });
  const act = (seq: number, change: object = {}): void => link.deliver({ type: 'page.act', grantId: 'g2', epoch: 8, seq, act: ACT, ...change } as never);
  const acted = (): number[] => orders.flatMap((message) => (message.type === 'page.act' ? [message.seq] : []));
  return { link, messages$, orders, frame, clock, use, act, acted };
}

describe('what an agent does in the page that a frame is in', () => {
  it('[I2] passes under its grant and epoch alone, each act once, while the customer’s own view says that the agent uses the page', () => {
    const { act, acted, link } = open();
    act(1);
    act(1);
    act(2, { grantId: 'g1' });
    act(2, { epoch: 7 });
    act(5);
    act(4);
    for (const view of [viewWith({ phase: 'paused' }), viewWith({ phase: 'armed' }), viewWith(null), viewWith({}, 'monitor')]) {
      link.deliver({ type: 'customer.session', session: view } as never);
      act(9);
    }
    assert.deepEqual(acted(), [1, 5]);
    link.deliver({ type: 'customer.session', session: viewWith({ grantId: 'g3', epoch: 9 }) } as never);
    act(1, { grantId: 'g3', epoch: 9 });
    assert.deepEqual(acted(), [1, 5, 1]);
  });

  it('[I1] ends with the cut, before the server’s view says so', () => {
    const { act, acted, link } = open();
    link.deliver({ type: 'share.cut', sessionId: 's', grantId: 'g2', reason: 'revoked' } as never);
    act(1);
    assert.deepEqual(acted(), []);
  });

  it('tells the page that it may be used, what the site keeps for the customer, and that it is over; where nobody knows, everything is kept', async () => {
    const { orders, link } = open(viewWith({ phase: 'armed' }), async () => ['submit']);
    await settled();
    link.deliver({ type: 'customer.session', session: viewWith({}) } as never);
    link.deliver({ type: 'customer.session', session: viewWith(null) } as never);
    await settled();
    assert.deepEqual(orders, [{ type: 'page.use', use: { hint: 'Mia Keller, here', customerOnly: ['submit'] } }, { type: 'page.use', use: null }]);
    const unknown = open(viewWith({}), () => Promise.reject(new Error('offline')));
    await settled();
    assert.deepEqual(unknown.orders, [{ type: 'page.use', use: { hint: 'Mia Keller, here', customerOnly: ['leave', 'submit'] } }]);
  });

  it('tells the server what was not done, under the grant, and nothing after its end', () => {
    const { messages$, link } = open();
    messages$.next({ type: 'page.refused', seq: 3, reason: 'private' });
    link.deliver({ type: 'customer.session', session: viewWith(null) } as never);
    messages$.next({ type: 'page.refused', seq: 4, reason: 'private' });
    assert.deepEqual(link.sent, [{ type: 'page.refused', grantId: 'g2', epoch: 8, seq: 3, reason: 'private' }]);
  });

  it('takes nothing of a script for the customer’s own hand', () => {
    const { act, acted, frame } = open();
    frame.dispatchEvent(new Event('keydown'));
    act(1);
    assert.deepEqual(acted(), [1], 'only what a browser made is trusted; the rest is shown end to end');
  });

  it('[I7] ends with the customer’s stop before the server knows of it, for that grant alone', async () => {
    const { use, act, acted, orders, link } = open();
    await settled();
    use.stop();
    assert.deepEqual(orders.at(-1), { type: 'page.use', use: null });
    act(1);
    link.deliver({ type: 'customer.session', session: viewWith({}) } as never);
    act(2);
    assert.deepEqual(acted(), []);
    link.deliver({ type: 'customer.session', session: viewWith({ grantId: 'g3', epoch: 9 }) } as never);
    act(1, { grantId: 'g3', epoch: 9 });
    assert.deepEqual(acted(), [1]);
  });

  it('[F6] ends what was passed on under one grant before another begins', async () => {
    const { orders, link } = open();
    await settled();
    link.deliver({ type: 'customer.session', session: viewWith({ grantId: 'g3', epoch: 9 }) } as never);
    await settled();
    assert.deepEqual(orders.map((order) => order.type === 'page.use' && order.use !== null), [true, false, true]);
  });

  it('ends with the link', async () => {
    const { act, acted, orders, link } = open();
    await settled();
    link.messages$.complete();
    act(1);
    assert.deepEqual([acted(), orders.at(-1)], [[], { type: 'page.use', use: null }]);
  });
});
