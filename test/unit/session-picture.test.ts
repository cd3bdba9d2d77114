import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { BehaviorSubject } from 'rxjs';
import type { Viewer, ViewerState } from '../../gateway/client/viewer.ts';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { sampleId, samplePageShare, sampleSession, sampleShare } from '../../mocks/agent.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import type { Picture } from '../../plugin/agent/agent-state.ts';
import { UNSEEN_AFTER_MS } from '../../plugin/agent/picture-screens.ts';
import { createSessionPicture } from '../../plugin/agent/session-picture.ts';
import { macrotask } from '../support/machines.ts';
import { snapshot } from '../support/visitor.ts';

const share = sampleShare();
const viewerId = sampleId('viewer');
const sessionId = sampleSession().sessionId;

/** A page that watches one share; a test plays viewer and server. */
function createPage() {
  const link = new ScriptedLink();
  link.open();
  const state$ = new BehaviorSubject<ViewerState>('waiting');
  const done: string[] = [];
  const viewer: Viewer = {
    stream$: new BehaviorSubject<MediaStream | null>(null),
    state$,
    viewerId,
    lastFrameAtMs: 5,
    getStats: async () => null,
    pause: () => {
      done.push('pause');
      state$.next('paused');
    },
    resume: () => done.push('resume'),
    stop: () => done.push('stop'),
  };
  const phases: Picture['phase'][] = [];
  const picture = createSessionPicture({
    link,
    sessionId,
    createViewer: () => viewer,
    onChange: ({ phase }) => phases.push(phase),
  });
  const tell = (phase: typeof share.phase): void => {
    picture.handle({ type: 'agent.session', session: sampleSession({ share: { ...share, phase } }) });
    picture.follow(phase);
  };
  tell('watched');
  state$.next('playing');
  return {
    link,
    picture,
    phases,
    done,
    tell,
    state$,
    commands: () => link.commands.map(({ message }) => message.type),
    phase: () => picture.current.phase,
    show: () => picture.current.frames?.show() ?? assert.fail('no picture'),
  };
}

describe('a session’s picture on screens', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setInterval', 'Date'] }));
  afterEach(() => mock.timers.reset());
  const pass = (ms: number): void => mock.timers.tick(ms);

  it('[VW12] [I6] is paused, here and at the server, a second after it was last on one', () => {
    const page = createPage();
    const hide = page.show();
    pass(60_000);
    assert.equal(page.phase(), 'playing');
    hide();
    pass(UNSEEN_AFTER_MS - 1);
    assert.deepEqual([page.phase(), page.commands()], ['playing', []]);
    pass(1);
    assert.deepEqual([page.phase(), page.done, page.commands()], ['paused', ['pause'], ['viewer.pause']]);
    const { grantId, epoch } = share;
    assert.deepEqual(page.link.lastCommand.message, { type: 'viewer.pause', sessionId, grantId, epoch, viewerId });
  });

  it('is paused where nothing ever shows it', () => {
    const page = createPage();
    pass(UNSEEN_AFTER_MS);
    assert.equal(page.phase(), 'paused');
  });

  it('is not paused by a moment on no screen, nor while it is on another', () => {
    const page = createPage();
    const first = page.show();
    const second = page.show();
    first();
    first();
    pass(5_000);
    assert.equal(page.phase(), 'playing');
    second();
    pass(UNSEEN_AFTER_MS - 1);
    page.show();
    pass(5_000);
    assert.deepEqual([page.phase(), page.commands()], ['playing', []]);
  });

  it('goes on at once when it is on a screen again, and is live with its first new frame', async () => {
    const page = createPage();
    pass(UNSEEN_AFTER_MS);
    page.link.acceptAll();
    page.tell('unwatched');
    await macrotask();
    assert.equal(page.phase(), 'paused', 'as the server says too');
    page.show();
    assert.deepEqual([page.phase(), page.done, page.commands()], ['paused', ['pause', 'resume'], ['viewer.pause', 'viewer.resume']]);
    page.tell('unwatched');
    assert.equal(page.phase(), 'paused', 'what the server said before it heard of it');
    page.state$.next('playing');
    page.tell('watched');
    page.link.acceptAll();
    await macrotask();
    assert.equal(page.phase(), 'playing');
  });

  it('[I6] shows that nobody looks where the server refuses to let it go on', async () => {
    const page = createPage();
    pass(UNSEEN_AFTER_MS);
    page.link.acceptAll();
    page.tell('unwatched');
    page.show();
    page.link.refuseAll(new Error('E_STALE'));
    await macrotask();
    assert.equal(page.phase(), 'away');
  });

  it('[I6] tells the server again that it is paused where that was lost on its way', async () => {
    const page = createPage();
    pass(UNSEEN_AFTER_MS);
    page.link.refuseAll(new Error('lost'));
    await macrotask();
    page.tell('watched');
    assert.deepEqual([page.phase(), page.commands()], ['paused', ['viewer.pause', 'viewer.pause']]);
  });

  it('[VW6] stays away from what the agent does not want to see, on whatever screen', async () => {
    const page = createPage();
    page.picture.lookAway();
    page.tell('unwatched');
    page.tell('unwatched');
    pass(5_000);
    assert.deepEqual([page.phase(), page.commands()], ['away', []]);
  });
});

describe('a session’s page', () => {
  /** A page that is shared, and told after what follows it was fetched. */
  async function createShared() {
    const link = new ScriptedLink();
    link.open();
    let current: Picture | undefined;
    const picture = createSessionPicture({
      link,
      sessionId,
      createViewer: () => assert.fail('no media server is in it'),
      onChange: (next) => {
        current = next;
      },
    });
    const tell = (phase: typeof share.phase): void => {
      const session = sampleSession({ share: samplePageShare({ phase }) });
      link.tell({ type: 'agent.session', session });
      picture.handle({ type: 'agent.session', session });
      picture.follow(phase);
    };
    tell('opening');
    while (!current?.frames) await macrotask();
    const { grantId, epoch } = samplePageShare();
    const tellPage = (events: readonly PageEvent[]): void =>
      events.forEach((event) => link.tell({ type: 'page.event', sessionId, grantId, epoch, event }));
    const types = (): string[] => link.commands.map(({ message }) => message.type);
    return { link, picture, tell, tellPage, types, current: () => current ?? assert.fail('no picture') };
  }

  it('plays from its first whole snapshot on, and is old while something is missing', async () => {
    const page = await createShared();
    assert.deepEqual([page.current().phase, page.current().stream], ['connecting', null]);
    page.tellPage(snapshot());
    page.tell('watched');
    assert.equal(page.current().phase, 'playing');
    page.link.tell({ type: 'page.behind', sessionId, grantId: samplePageShare().grantId });
    assert.equal(page.current().phase, 'stale');
    page.tellPage(snapshot(9));
    assert.equal(page.current().phase, 'playing');
    page.picture.stop();
  });

  it('[VW12] [I6] is not looked at while it is on no screen, as the server is told, and comes back with a snapshot', async () => {
    const page = await createShared();
    page.tellPage(snapshot());
    page.tell('watched');
    const hide = page.current().frames?.show() ?? assert.fail('no page');
    hide();
    while (page.current().phase !== 'paused') await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(page.types(), ['share.lookAway']);
    page.link.acceptAll();
    page.tell('unwatched');
    page.current().frames?.show();
    assert.deepEqual(page.types(), ['share.lookAway', 'share.look']);
    page.tellPage(snapshot(9));
    assert.equal(page.current().phase, 'playing');
    page.picture.stop();
  });

  it('[I1] is gone with the cut', async () => {
    const page = await createShared();
    page.tellPage(snapshot());
    page.picture.handle({ type: 'share.cut', sessionId, grantId: samplePageShare().grantId, reason: 'revoked' });
    assert.deepEqual(page.current(), { phase: 'blank', stream: null, frames: null, reason: 'revoked' });
    page.picture.stop();
  });
});
