import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Helper } from '../../gateway/helper/helper.ts';
import { InputGate, OWNER_COMES_FIRST_MS } from '../../gateway/helper/input-gate.ts';
import { InjectorError, type InputInjector, type Monitor, type OwnerEvents } from '../../gateway/helper/injector.ts';
import { findSharedMonitor } from '../../gateway/helper/shared-monitor.ts';
import { wordsOf } from '../../gateway/helper/texts/texts.ts';
import type { WindowView } from '../../gateway/helper/window/window.ts';
import { INPUTS_PER_SECOND } from '../../gateway/protocol/input-budget.ts';
import type { RemoteInput } from '../../gateway/protocol/input.ts';
import type { HelperControl, HelperToServer } from '../../gateway/protocol/helper-messages.ts';

const MOVE: RemoteInput = { kind: 'move', x: 0.5, y: 0.5 };
const grant = (epoch: number, change: Partial<HelperControl> = {}): HelperControl => ({
  grantId: `grant-${epoch}`,
  epoch,
  widthPx: 1_280,
  heightPx: 720,
  active: true,
  ...change,
});
const offered = (epoch: number, seq: number, input: RemoteInput = MOVE) => ({ grantId: `grant-${epoch}`, epoch, seq, input });

describe('the helper’s own gate', () => {
  it('[I2] knows no grant until the server has told one', () => {
    const gate = new InputGate();
    assert.equal(gate.refuses(offered(1, 1), 0), 'noGrant');
    gate.allow(grant(1));
    assert.equal(gate.refuses(offered(1, 1), 0), undefined);
  });

  it('[I2] [T-INPUT-GATE] refuses another grant, another epoch, what comes twice, and what comes late', () => {
    const gate = new InputGate();
    gate.allow(grant(5));
    assert.equal(gate.refuses({ ...offered(5, 1), grantId: 'grant-4' }, 0), 'noGrant');
    assert.equal(gate.refuses({ ...offered(5, 1), epoch: 4 }, 0), 'noGrant');
    assert.equal(gate.refuses(offered(5, 7), 0), undefined);
    for (const seq of [7, 6, 1]) assert.equal(gate.refuses(offered(5, seq), 0), 'sequence');
    gate.allow(grant(5, { active: false }));
    assert.equal(gate.refuses(offered(5, 8), 0), 'inactive');
    gate.allow(grant(5));
    assert.equal(gate.refuses(offered(5, 7), 0), 'sequence', 'a pause begins nothing anew');
    gate.allow(null);
    assert.equal(gate.refuses(offered(5, 9), 0), 'noGrant');
  });

  it('[I2] takes no older grant back, whoever says so', () => {
    const gate = new InputGate();
    gate.allow(grant(5));
    gate.allow(grant(4));
    assert.equal(gate.control, null);
    gate.allow({ ...grant(5), grantId: 'another' });
    assert.equal(gate.control, null, 'an epoch is one grant’s alone');
    gate.allow(grant(6));
    assert.equal(gate.refuses(offered(6, 1), 0), undefined);
  });

  it('[I7] takes a grant that the owner killed from nobody again, and the next one from the server', () => {
    const gate = new InputGate();
    gate.allow(grant(5));
    assert.equal(gate.kill(), 'grant-5');
    gate.allow(grant(5));
    assert.equal(gate.refuses(offered(5, 1), 0), 'noGrant');
    gate.allow(grant(6));
    assert.equal(gate.refuses(offered(6, 1), 0), undefined);
  });

  it('[T-INPUT-GATE] has a budget for each kind, which letting go never costs', () => {
    const gate = new InputGate();
    gate.allow(grant(1));
    let seq = 0;
    const passed = (input: RemoteInput, atMs: number): boolean => gate.refuses(offered(1, ++seq, input), atMs) === undefined;
    const count = (input: RemoteInput, times: number): number => Array.from({ length: times }, () => passed(input, 0)).filter(Boolean).length;
    assert.equal(count(MOVE, 1_000), INPUTS_PER_SECOND.move);
    assert.equal(count({ kind: 'key', code: 'KeyA', down: true }, 1_000), INPUTS_PER_SECOND.key);
    assert.equal(count({ kind: 'key', code: 'KeyA', down: false }, 1_000), 1_000);
    assert.equal(gate.refuses(offered(1, ++seq), 0), 'budget');
    assert.equal(passed(MOVE, 1_000 / INPUTS_PER_SECOND.move), true, 'one more after its time');
  });

  it('lets the owner’s own hand come first, for a second after it moved', () => {
    const gate = new InputGate();
    gate.allow(grant(1));
    gate.ownerActed(1_000);
    assert.equal(gate.refuses(offered(1, 1), 1_000), 'ownerActs');
    assert.equal(gate.refuses(offered(1, 2), 1_000 + OWNER_COMES_FIRST_MS - 1), 'ownerActs');
    assert.equal(gate.refuses(offered(1, 3), 1_000 + OWNER_COMES_FIRST_MS), undefined);
  });
});

describe('which monitor is shared', () => {
  const left = { screenId: 7, x: 0, y: 0, width: 1_920, height: 1_080 };
  const right = { screenId: 9, x: 1_920, y: 0, width: 1_280, height: 1_024 };
  const shared = (widthPx: number, heightPx: number) => ({ widthPx, heightPx });

  it('is the one of that size, wherever it lies', () => {
    assert.equal(findSharedMonitor([left, right], shared(1_280, 1_024)), right);
    assert.equal(findSharedMonitor([left, right], shared(1_920, 1_080)), left);
  });

  it('[002-09] is the one that the browser named, also where two have the same size, or it is shared in fewer dots', () => {
    const twin = { ...left, screenId: 8, x: 1_920 };
    assert.equal(findSharedMonitor([left, twin], { ...shared(1_920, 1_080), screenId: 8 }), twin);
    assert.equal(findSharedMonitor([left, right], { ...shared(640, 512), screenId: 9 }), right);
    assert.equal(findSharedMonitor([left, twin], { ...shared(1_920, 1_080), screenId: 6 }), undefined, 'one that is none of these');
    assert.equal(findSharedMonitor([left, right], { ...shared(1_280, 1_024), screenId: 0 }), right, 'by its size');
  });

  it('is the only one, where it is shared in fewer dots, and has the same shape', () => {
    assert.equal(findSharedMonitor([left], shared(1_280, 720)), left);
    assert.equal(findSharedMonitor([left], shared(1_280, 1_024)), undefined);
  });

  it('is none rather than the wrong one', () => {
    assert.equal(findSharedMonitor([left, { ...left, x: 1_920 }], shared(1_920, 1_080)), undefined);
    assert.equal(findSharedMonitor([left, right], shared(800, 600)), undefined);
    assert.equal(findSharedMonitor([], shared(800, 600)), undefined);
  });
});

const WHOLE: readonly Monitor[] = [{ screenId: null, x: 0, y: 0, width: 1_280, height: 720 }];

/** A helper on a desktop that only writes down what is done to it. */
async function open(monitors = WHOLE, hasKillChord = true) {
  const done: string[] = [];
  const said: HelperToServer[] = [];
  const lines: string[] = [];
  const shown: WindowView[] = [];
  let events: OwnerEvents | undefined;
  const injector: InputInjector = {
    monitors: async () => monitors,
    inject: async (input) => void done.push(input.kind),
    releaseAll: async () => void done.push('releaseAll'),
    close: async () => void done.push('close'),
  };
  const helper = new Helper({
    send: (message) => said.push(message),
    words: wordsOf('en'),
    hasKillChord,
    say: (line) => lines.push(line),
    show: (view) => shown.push(view),
    displayLost: () => void done.push('displayLost'),
    openInjector: async (given) => {
      events = given;
      return injector;
    },
  });
  await helper.open();
  await helper.received({ type: 'welcome', key: 'k', owner: 'customer', viewerName: 'Mia Keller', company: 'Acme', removesItself: true });
  assert.ok(events);
  const input = (epoch: number, seq: number, what?: RemoteInput) => helper.received({ type: 'input', ...offered(epoch, seq, what) });
  return { helper, injector, done, said, lines, shown, events, input };
}

describe('a helper', () => {
  it('[I2] does what its gate lets through, and tells how much it refused', async () => {
    const { helper, done, said, input } = await open();
    await input(1, 1);
    await helper.received({ type: 'control', control: grant(1) });
    await input(1, 1);
    await input(1, 1);
    await input(2, 1);
    assert.deepEqual(done, ['move']);
    await wait(1_100);
    const refused = said.filter((message) => message.type === 'refused');
    assert.deepEqual(refused, [{ type: 'refused', reason: 'noGrant', count: 2 }, { type: 'refused', reason: 'sequence', count: 1 }]);
    await helper.close();
  });

  it('[B-03] releases everything when input stops: for a question, a release, the grant’s end, a lost link', async () => {
    for (const stop of ['question', 'end', 'link'] as const) {
      const { helper, done, input } = await open();
      await helper.received({ type: 'control', control: grant(1) });
      await input(1, 1, { kind: 'key', code: 'KeyA', down: true });
      if (stop === 'question') await helper.received({ type: 'control', control: grant(1, { active: false }) });
      if (stop === 'end') await helper.received({ type: 'control', control: null });
      if (stop === 'link') helper.linkLost('support.example');
      await wait(0);
      await input(1, 2);
      assert.deepEqual(done, ['key', 'releaseAll'], stop);
      await helper.close();
    }
  });

  it('[I7] stops at the kill key without asking anybody, and tells afterwards', async () => {
    const { helper, done, said, events, input } = await open();
    await helper.received({ type: 'control', control: grant(1) });
    events.killed();
    await input(1, 1);
    await helper.received({ type: 'control', control: grant(1) });
    await input(1, 2);
    assert.deepEqual(done, ['releaseAll']);
    assert.deepEqual(said.at(-1), { type: 'killed', grantId: 'grant-1' });
    await helper.close();
  });

  it('waits for the owner’s own hand, says so once, and goes on a second after it', async () => {
    const { helper, done, said, events, input } = await open();
    await helper.received({ type: 'control', control: grant(1) });
    events.acted();
    events.acted();
    await input(1, 1);
    assert.deepEqual(done, ['releaseAll']);
    await wait(OWNER_COMES_FIRST_MS + 50);
    await input(1, 2);
    assert.deepEqual(done, ['releaseAll', 'move']);
    const told = said.filter((message) => message.type === 'ownerActs').map(({ acts }) => acts);
    assert.deepEqual(told, [true, false]);
    await helper.close();
  });

  it('[002-24] tells that the owner clicked, where somebody may control the desktop', async () => {
    const { helper, said, events } = await open();
    const pressed = (): number => said.filter(({ type }) => type === 'ownerPressed').length;
    events.pressed();
    assert.equal(pressed(), 0);
    await helper.received({ type: 'control', control: grant(1, { active: false }) });
    events.pressed();
    await helper.received({ type: 'control', control: grant(1) });
    events.pressed();
    assert.equal(pressed(), 2);
    await helper.close();
  });

  it('[000-18] stops control from its window as the kill key does, and ends the session there', async () => {
    const { helper, done, said, lines, input } = await open();
    await helper.received({ type: 'control', control: grant(1) });
    helper.stopControl();
    assert.deepEqual(said.at(-1), { type: 'killed', grantId: 'grant-1' });
    await helper.received({ type: 'control', control: grant(2) });
    helper.endSession();
    await input(2, 1);
    assert.deepEqual(done, ['releaseAll', 'releaseAll']);
    assert.deepEqual(said.at(-1), { type: 'endSession' });
    assert.deepEqual(lines.slice(-1), ['You ended the session.']);
    await helper.close();
  });

  it('[000-18] tells of End session once more where the link was lost at that moment, and allows nothing until then', async () => {
    const { helper, done, said, input } = await open();
    await helper.received({ type: 'control', control: grant(1) });
    helper.linkLost('support.example');
    helper.endSession();
    await helper.received({ type: 'welcome', key: 'k', owner: 'customer', viewerName: 'Mia Keller', company: 'Acme', removesItself: true });
    await helper.received({ type: 'control', control: grant(2) });
    await input(2, 1);
    assert.equal(said.filter(({ type }) => type === 'endSession').length, 2);
    assert.ok(!done.includes('move'), done.join());
    await helper.close();
  });

  it('[T-COVER] stops control where its window is hidden, and allows none until it can be seen', async () => {
    const { helper, done, said, input } = await open();
    await helper.received({ type: 'control', control: grant(1) });
    helper.covered(true);
    assert.deepEqual(said.at(-1), { type: 'killed', grantId: 'grant-1' });
    await helper.received({ type: 'control', control: null });
    await helper.received({ type: 'control', control: grant(2) });
    await input(2, 1);
    assert.deepEqual(said.at(-1), { type: 'killed', grantId: 'grant-2' });
    helper.covered(false);
    await helper.received({ type: 'control', control: grant(3) });
    await input(3, 1);
    assert.deepEqual(done, ['releaseAll', 'releaseAll', 'move']);
    await helper.close();
  });

  it('[I6] shows in its window who can control, who does, who waits, and when nobody can', async () => {
    const { helper, events, shown } = await open();
    const states = (): string[] => shown.splice(0).map((view) => view.state);
    assert.deepEqual(shown, [{ state: 'connected', viewerName: 'Mia Keller', company: 'Acme', owner: 'customer' }]);
    await helper.received({ type: 'control', control: grant(1, { active: false }) });
    await helper.received({ type: 'control', control: grant(1) });
    assert.deepEqual(states(), ['connected', 'armed', 'controlled']);
    events.acted();
    events.acted();
    assert.partialDeepStrictEqual(shown, [{ state: 'paused', viewerName: 'Mia Keller' }]);
    assert.deepEqual(states(), ['paused']);
    await wait(OWNER_COMES_FIRST_MS + 50);
    assert.deepEqual(states(), ['controlled']);
    helper.linkLost('support.example');
    assert.deepEqual(shown.splice(0), [{ state: 'lost', host: 'support.example' }]);
    await wait(0);
    await helper.received({ type: 'welcome', key: 'k', owner: 'customer', viewerName: 'Mia Keller', company: 'Acme', removesItself: true });
    await helper.received({ type: 'control', control: grant(2, { widthPx: 640, heightPx: 640 }) });
    assert.deepEqual(states(), ['connected', 'unable']);
    events.killed();
    assert.deepEqual(states(), ['connected']);
    await helper.close();
  });

  it('[000-18] shows since when the viewer may control, through pauses and a lost link, and anew for the next grant', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1_000 });
    const { helper, events, shown } = await open();
    const since = () => shown.splice(0).map((view) => [view.state, 'sinceMs' in view ? view.sinceMs : undefined]);
    since();
    await helper.received({ type: 'control', control: grant(1, { active: false }) });
    t.mock.timers.setTime(2_000);
    await helper.received({ type: 'control', control: grant(1) });
    events.acted();
    assert.deepEqual(since(), [['armed', 1_000], ['controlled', 1_000], ['paused', 1_000]]);
    await helper.received({ type: 'control', control: null });
    await helper.received({ type: 'control', control: grant(1, { active: false }) });
    await helper.received({ type: 'control', control: grant(2, { active: false }) });
    assert.deepEqual(since(), [['connected', undefined], ['armed', 1_000], ['armed', 2_000]]);
    await helper.close();
  });

  it('says once for each grant why the desktop lets no input in, and nothing where it is gone', async () => {
    const { helper, injector, lines, input } = await open();
    const told = (): string[] => lines.filter((line) => line.includes('lets this program not'));
    const fail = (reason: 'unreachable' | 'lost'): void => {
      injector.inject = () => Promise.reject(new InjectorError(reason, `Windows lets this program not move the mouse: ${reason}`));
    };
    fail('lost');
    await helper.received({ type: 'control', control: grant(1) });
    await input(1, 1);
    assert.deepEqual(told(), []);
    fail('unreachable');
    for (const seq of [2, 3]) await input(1, seq);
    assert.deepEqual(told(), ['This desktop cannot be controlled: Windows lets this program not move the mouse: unreachable']);
    await helper.received({ type: 'control', control: grant(2) });
    await input(2, 1);
    assert.equal(told().length, 2);
    await helper.close();
  });

  it('[I7] names the keys that stop control only where they do', async () => {
    for (const hasKillChord of [true, false]) {
      const { helper, lines } = await open(WHOLE, hasKillChord);
      await helper.received({ type: 'control', control: grant(1, { active: false }) });
      await helper.received({ type: 'control', control: grant(1) });
      const stops = lines.flatMap((line) => /Stop: (.*)\./.exec(line)?.[1] ?? []);
      const way = hasKillChord ? 'Ctrl+Alt+Shift+S' : 'on the page';
      assert.deepEqual(stops, [way, way]);
      await helper.close();
    }
  });

  it('says at once that it cannot where the shared screen is none of its own, and does nothing', async () => {
    const { helper, done, said, input } = await open([{ screenId: null, x: 0, y: 0, width: 800, height: 600 }]);
    await helper.received({ type: 'control', control: grant(1) });
    await input(1, 1);
    assert.deepEqual(said.filter((message) => message.type === 'able').map(({ able }) => able), [true, false]);
    assert.deepEqual(done, []);
    await helper.close();
  });

  it('is over when its display goes away', async () => {
    const { helper, events, input, done } = await open();
    await helper.received({ type: 'control', control: grant(1) });
    events.lost();
    await input(1, 1);
    assert.deepEqual(done, ['displayLost']);
  });

  it('[I7] tells of the kill key once more where the link was lost at that moment', async () => {
    const { helper, said, events, input, done } = await open();
    await helper.received({ type: 'control', control: grant(1) });
    helper.linkLost('support.example');
    await wait(0);
    events.killed();
    await helper.received({ type: 'welcome', key: 'k', owner: 'customer', viewerName: 'Mia Keller', company: 'Acme', removesItself: true });
    await helper.received({ type: 'control', control: grant(1) });
    await input(1, 1);
    assert.equal(said.filter((message) => message.type === 'killed').length, 2);
    assert.ok(!done.includes('move'), done.join());
    await helper.received({ type: 'control', control: null });
    await helper.received({ type: 'welcome', key: 'k', owner: 'customer', viewerName: 'Mia Keller', company: 'Acme', removesItself: true });
    assert.equal(said.filter((message) => message.type === 'killed').length, 2, 'it was heard');
    await helper.close();
  });

  it('lets no more than some hundred inputs wait for the display, but whatever is let go of', async () => {
    const done: string[] = [];
    let events: OwnerEvents | undefined;
    const display = Promise.withResolvers<void>();
    const helper = new Helper({
      send: () => undefined,
      words: wordsOf('en'),
      hasKillChord: true,
      say: () => undefined,
      show: () => undefined,
      displayLost: () => undefined,
      openInjector: async (given) => {
        events = given;
        return {
          monitors: async () => [{ screenId: null, x: 0, y: 0, width: 1_280, height: 720 }],
          inject: async (input) => {
            done.push(input.kind);
            await display.promise;
          },
          releaseAll: async () => undefined,
          close: async () => undefined,
        };
      },
    });
    await helper.open();
    assert.ok(events);
    await helper.received({ type: 'control', control: grant(1) });
    const offer = (seq: number, input: RemoteInput): void => void helper.received({ type: 'input', ...offered(1, seq, input) });
    let seq = 0;
    for (let n = 0; n < 240; n++) offer(++seq, MOVE);
    for (let n = 0; n < 100; n++) offer(++seq, { kind: 'key', code: 'KeyA', down: true });
    offer(++seq, { kind: 'key', code: 'KeyA', down: false });
    await wait(0);
    assert.equal(done.length, 301, 'three hundred, and the key up');
    assert.equal(done.at(-1), 'key');
    display.resolve();
    await helper.close();
  });

  it('does not open where there is no display that it can use, and says why', async () => {
    const lines: string[] = [];
    const helper = new Helper({
      send: () => undefined,
      words: wordsOf('en'),
      hasKillChord: true,
      say: (line) => lines.push(line),
      show: () => undefined,
      displayLost: () => undefined,
      openInjector: () => Promise.reject(new InjectorError('unreachable', 'there is no display :99')),
    });
    assert.equal(await helper.open(), false);
    assert.match(lines.join(), /there is no display :99/);
  });
});
