import { expect } from '@open-wc/testing';
import { CommandError, LinkLostError, toFailure } from '../../gateway/client/errors.ts';
import type { LinkState } from '../../gateway/client/session-link.ts';
import type { AgentSessionView, LogKind } from '../../gateway/protocol/views.ts';
import type { RequestEndReason } from '../../gateway/protocol/vocabulary.ts';
import { REQUEST_END_REASONS } from '../../gateway/protocol/vocabulary.ts';
import { SAMPLE_AT_MS, sampleControl, sampleGivenControl, sampleId, sampleLog, sampleOutcome, sampleOwnShare, sampleRequest, sampleShare } from '../../mocks/agent.ts';
import { mergeLog } from '../../plugin/agent/agent-client.ts';
import type { OwnCapture, Picture } from '../../plugin/agent/agent-state.ts';
import { de as preferenceDe } from '../../plugin/agent/control/preference/texts/de.ts';
import { en as preferenceEn } from '../../plugin/agent/control/preference/texts/en.ts';
import { fr as preferenceFr } from '../../plugin/agent/control/preference/texts/fr.ts';
import { it as preferenceItalian } from '../../plugin/agent/control/preference/texts/it.ts';
import { ja as preferenceJa } from '../../plugin/agent/control/preference/texts/ja.ts';
import { de as stepsDe } from '../../plugin/agent/control/steps/texts/de.ts';
import { en as stepsEn } from '../../plugin/agent/control/steps/texts/en.ts';
import { fr as stepsFr } from '../../plugin/agent/control/steps/texts/fr.ts';
import { it as stepsItalian } from '../../plugin/agent/control/steps/texts/it.ts';
import { ja as stepsJa } from '../../plugin/agent/control/steps/texts/ja.ts';
import { de as controlDe } from '../../plugin/agent/control/texts/de.ts';
import { en as controlEn } from '../../plugin/agent/control/texts/en.ts';
import { fr as controlFr } from '../../plugin/agent/control/texts/fr.ts';
import { it as controlItalian } from '../../plugin/agent/control/texts/it.ts';
import { ja as controlJa } from '../../plugin/agent/control/texts/ja.ts';
import { de as givingDe } from '../../plugin/agent/giving/texts/de.ts';
import { en as givingEn } from '../../plugin/agent/giving/texts/en.ts';
import { fr as givingFr } from '../../plugin/agent/giving/texts/fr.ts';
import { it as givingItalian } from '../../plugin/agent/giving/texts/it.ts';
import { ja as givingJa } from '../../plugin/agent/giving/texts/ja.ts';
import { de as firstDe } from '../../plugin/agent/texts/de.ts';
import { en as firstEn } from '../../plugin/agent/texts/en.ts';
import { fr as firstFr } from '../../plugin/agent/texts/fr.ts';
import { it as firstItalian } from '../../plugin/agent/texts/it.ts';
import { ja as firstJa } from '../../plugin/agent/texts/ja.ts';
import { de as keysDe } from '../../plugin/agent/texts/keys/de.ts';
import { en as keysEn } from '../../plugin/agent/texts/keys/en.ts';
import { fr as keysFr } from '../../plugin/agent/texts/keys/fr.ts';
import { it as keysItalian } from '../../plugin/agent/texts/keys/it.ts';
import { ja as keysJa } from '../../plugin/agent/texts/keys/ja.ts';
import { de as laterDe } from '../../plugin/agent/texts/later/de.ts';
import { en as laterEn } from '../../plugin/agent/texts/later/en.ts';
import { fr as laterFr } from '../../plugin/agent/texts/later/fr.ts';
import { it as laterItalian } from '../../plugin/agent/texts/later/it.ts';
import { ja as laterJa } from '../../plugin/agent/texts/later/ja.ts';
import { de as logDe } from '../../plugin/agent/texts/log/de.ts';
import { en as logEn } from '../../plugin/agent/texts/log/en.ts';
import { fr as logFr } from '../../plugin/agent/texts/log/fr.ts';
import { it as logItalian } from '../../plugin/agent/texts/log/it.ts';
import { ja as logJa } from '../../plugin/agent/texts/log/ja.ts';
import { logTexts } from '../../plugin/agent/texts/log/texts.ts';
import { formatAge } from '../../plugin/agent/views/age.ts';
import { toGivenControl } from '../../plugin/agent/views/given-control.ts';
import { toLogLine } from '../../plugin/agent/views/log-line.ts';
import { toMark, toStatusMark } from '../../plugin/agent/views/mark.ts';
import { toOwnDesktop } from '../../plugin/agent/views/own-desktop.ts';
import { newsAfter } from '../../plugin/agent/views/news.ts';
import { toRefusal } from '../../plugin/agent/views/refusal.ts';
import { toEndSession, toRequestCommands, toStart, toStops } from '../../plugin/agent/views/request-command.ts';
import { toRequest } from '../../plugin/agent/views/request.ts';
import { toSessionsTable, type SessionFilter } from '../../plugin/agent/views/sessions-table.ts';
import { toSharingWindow } from '../../plugin/agent/views/sharing-window.ts';
import { toStage } from '../../plugin/agent/views/stage.ts';
import { pageTitle } from '../../plugin/hosts/standalone/page-title.ts';
import { de as helperDe } from '../../plugin/shared/helper/texts/de.ts';
import { en as helperEn } from '../../plugin/shared/helper/texts/en.ts';
import { fr as helperFr } from '../../plugin/shared/helper/texts/fr.ts';
import { it as helperItalian } from '../../plugin/shared/helper/texts/it.ts';
import { ja as helperJa } from '../../plugin/shared/helper/texts/ja.ts';
import { fillText, type Text } from '../../plugin/shared/i18n/texts.ts';
import { CONTINUABLE_REASONS } from '../../state-machines/continuable.ts';
import { agentSession, clock } from './agent-harness.ts';

const en = { ...firstEn, ...laterEn, ...logEn, ...controlEn, ...givingEn, ...keysEn, ...helperEn, ...preferenceEn, ...stepsEn };
const de = { ...firstDe, ...laterDe, ...logDe, ...controlDe, ...givingDe, ...keysDe, ...helperDe, ...preferenceDe, ...stepsDe };
const fr = { ...firstFr, ...laterFr, ...logFr, ...controlFr, ...givingFr, ...keysFr, ...helperFr, ...preferenceFr, ...stepsFr };
const italian = { ...firstItalian, ...laterItalian, ...logItalian, ...controlItalian, ...givingItalian, ...keysItalian, ...helperItalian, ...preferenceItalian, ...stepsItalian };
const ja = { ...firstJa, ...laterJa, ...logJa, ...controlJa, ...givingJa, ...keysJa, ...helperJa, ...preferenceJa, ...stepsJa };

const NOW = clock.now();

describe('the mark of a session', () => {
  it('says what is shared before what is asked before the status', () => {
    const marks = [
      agentSession({ status: 'connecting' }),
      agentSession({ status: 'waiting' }),
      agentSession(),
      agentSession({ request: sampleRequest() }),
      agentSession({ request: sampleRequest('choosing') }),
      agentSession({ share: sampleShare({ phase: 'opening' }) }),
      agentSession({ share: sampleShare() }),
      agentSession({ share: sampleShare({ phase: 'unwatched' }) }),
      agentSession({ share: sampleShare(), control: sampleControl() }),
      agentSession({ share: sampleShare(), control: sampleControl({ phase: 'active' }) }),
      agentSession({ status: 'ended', share: sampleShare() }),
    ].map((session) => toMark(session, 'open').text);
    expect(marks).to.deep.equal([
      'status.connecting',
      'status.waiting',
      'status.active',
      'mark.asked',
      'mark.choosing',
      'mark.opening',
      'mark.viewing',
      'mark.lookedAway',
      'mark.viewing',
      'mark.controlling',
      'status.ended',
    ]);
  });

  it('[002-22] tells who is in control: the agent, or of the own desktop the customer', () => {
    const given = (phase: 'armed' | 'active' | 'paused' | 'takenBack', link: LinkState = 'open') =>
      toMark(agentSession({ agentShare: sampleOwnShare(), agentControl: sampleGivenControl({ phase }) }), link).text;
    expect([given('armed'), given('takenBack')]).to.deep.equal(['mark.showing', 'mark.showing']);
    expect([given('active'), given('paused')]).to.deep.equal(['mark.given', 'mark.given']);
    expect(given('active', 'retrying')).to.equal('mark.stopped');
  });

  it('does not say Viewing while the connection is lost', () => {
    expect(toMark(agentSession({ share: sampleShare() }), 'retrying').text).to.equal('mark.stopped');
    const both = agentSession({ share: sampleShare(), agentShare: sampleOwnShare() });
    expect(toMark(both, 'open').text, 'the own desktop is in no window here').to.equal('mark.showing');
  });

  it('[I6] does not say Viewing while the picture stands still, or the customer gives no sign of life', () => {
    const playing: Picture = { phase: 'playing', stream: null, frames: null, reason: null };
    const still: Picture = { phase: 'stale', stream: null, frames: null, reason: null };
    const share = sampleShare();
    expect(toMark(agentSession({ share }, { picture: still }), 'open').text).to.equal('mark.old');
    const late = agentSession({ share, customerPresence: 'late' }, { picture: playing });
    expect(toMark(late, 'open').text).to.equal('mark.old');
    expect(toMark(agentSession({ share }, { picture: playing }), 'retrying').text).to.equal('mark.old');
    expect(toMark(agentSession({ share }, { picture: playing }), 'open').text).to.equal('mark.viewing');
  });

  it('[004-12] [004-14] the status alone is one of the four words', () => {
    expect(toStatusMark(agentSession({ share: sampleShare() })).text).to.equal('status.active');
    const waiting = toStatusMark(agentSession({ status: 'waiting' }));
    expect(waiting).to.deep.equal({ text: 'status.waiting', tone: 'attention' });
  });
});

describe('the table of active sessions', () => {
  const named = (name: string, createdAtMs: number, status: 'waiting' | 'ended' | 'active' = 'active') =>
    agentSession({ sessionId: sampleId(name), name, createdAtMs, status });
  const sessions = [
    named('Ada Byron', 1),
    named('Jun Sato', 3, 'waiting'),
    named('Éva Ｎagy', 2),
    named('Old', 9, 'ended'),
  ];
  const tableOf = (search: string, filter: SessionFilter = 'all', all = sessions) =>
    toSessionsTable(all, { search, filter }, 'en');
  const names = (...args: Parameters<typeof tableOf>) => tableOf(...args).rows.map(({ name }) => name);

  it('[004-04] is sorted newest first and leaves out what has ended', () => {
    expect(names('')).to.deep.equal(['Jun Sato', 'Éva Ｎagy', 'Ada Byron']);
  });

  it('[004-04] finds by a part of the name, whatever case, accents or width', () => {
    expect(names(' eva nagy ')).to.deep.equal(['Éva Ｎagy']);
    expect(names('BYR')).to.deep.equal(['Ada Byron']);
  });

  it('[004-12] is filtered by status, and says how many each filter shows', () => {
    expect(names('', 'waiting')).to.deep.equal(['Jun Sato']);
    expect(names('ada', 'active')).to.deep.equal(['Ada Byron']);
    expect(tableOf('zzz').counts).to.deep.equal({ all: 3, waiting: 1, active: 2, connecting: 0 });
  });

  it('tells "none at all" from "none that matches"', () => {
    expect(tableOf('zzz').kind).to.equal('noMatch');
    expect(tableOf('', 'connecting').kind).to.equal('noMatch');
    expect(tableOf('zzz', 'all', [named('Old', 1, 'ended')]).kind).to.equal('empty');
  });

  it('[004-13] Start is possible where the customer waits, else the reason is there', () => {
    const refusals = tableOf('').rows.map(({ startRefusal }) => startRefusal);
    expect(refusals).to.deep.equal([null, 'E_SESSION_NOT_WAITING', 'E_SESSION_NOT_WAITING']);
  });
});

describe('the command Request view', () => {
  const of = (session: ReturnType<typeof agentSession> | undefined, link: 'open' | 'retrying' = 'open') =>
    toRequestCommands(session, link, NOW)[0];

  it('[002-37] is possible in an active session and says what will happen', () => {
    expect(of(agentSession())).to.deep.include({ enabled: true, line: { text: 'command.requestView.will' } });
  });

  it('says why not, by the code of the server', () => {
    const command = of(agentSession({ status: 'waiting' }));
    expect(command).to.deep.include({ enabled: false, line: { failure: { code: 'E_SESSION_NOT_ACTIVE' } } });
  });

  it('without a session says that there is nobody to ask', () => {
    expect(of(undefined)).to.deep.include({ enabled: false, line: { text: 'tray.noSession' } });
  });

  it('is not possible while the connection is lost, while it is being sent, or when all is over', () => {
    expect(of(agentSession(), 'retrying')?.enabled).to.equal(false);
    expect(of(agentSession({}, { command: { name: 'requestView', phase: 'busy' } }))?.enabled).to.equal(false);
    expect(of(agentSession({ status: 'ended' }))?.enabled).to.equal(false);
  });
});

describe('the command Request control', () => {
  const of = (session: ReturnType<typeof agentSession>) =>
    toRequestCommands(session, 'open', NOW).find(({ name }) => name === 'requestControl');

  it('[002-10] is possible beside a picture that is seen, and is on once control was granted', () => {
    expect(of(agentSession({ share: sampleShare() }))).to.deep.include({ enabled: true, on: false });
    const granted = of(agentSession({ share: sampleShare(), control: sampleControl() }));
    expect(granted).to.deep.include({ enabled: false, on: true });
    expect(granted?.line).to.deep.include({ text: 'command.requestControl.on' });
  });

  it('says what to do where a window is shared', () => {
    const { view } = agentSession({ share: sampleShare({ surface: 'window' }) });
    const command = of(agentSession({ ...view, availability: { ...view.availability, requestControl: 'E_WHOLE_SCREEN' } }));
    expect(command).to.deep.include({ enabled: false, line: { failure: { code: 'E_WHOLE_SCREEN' } } });
  });
});

describe('the command Give control', () => {
  const of = (session: ReturnType<typeof agentSession>) =>
    toRequestCommands(session, 'open', NOW).find(({ name }) => name === 'giveControl');
  const own = (phase: OwnCapture['phase'], view: Partial<AgentSessionView> = {}) =>
    agentSession(view, { ownCapture: { phase, reason: null } });

  it('[002-18] is possible with nothing shown, and says what will happen', () => {
    expect(of(agentSession())).to.deep.include({ enabled: true, on: false, line: { text: 'command.giveControl.will' } });
    expect(of(own('unsupported'))).to.deep.include({ enabled: false, line: { text: 'command.showDesktop.unsupported' } });
    expect(of(own('choosing'))).to.deep.include({ enabled: false, line: { text: 'command.showDesktop.picking' } });
  });

  it('[002-18] is possible beside a desktop that is shown, needs no other picture, and is on once it was granted', () => {
    expect(of(own('sending', { agentShare: sampleOwnShare() }))).to.deep.include({ enabled: true, on: false });
    const granted = of(own('sending', { agentShare: sampleOwnShare(), agentControl: sampleGivenControl() }));
    expect(granted).to.deep.include({ enabled: false, on: true });
    expect(granted?.line).to.deep.include({ text: 'command.giveControl.on' });
  });

  it('says what to do where a window is shown', () => {
    const { view } = own('sending', { agentShare: sampleOwnShare({ surface: 'window' }) });
    const command = of(own('sending', { ...view, availability: { ...view.availability, giveControl: 'E_WHOLE_SCREEN' } }));
    expect(command).to.deep.include({ enabled: false, line: { failure: { code: 'E_WHOLE_SCREEN' } } });
  });
});

describe('the customer’s control of the agent’s own desktop', () => {
  const of = (control: Parameters<typeof sampleGivenControl>[0], view: Partial<AgentSessionView> = {}, link: LinkState = 'open') =>
    toGivenControl(agentSession({ agentShare: sampleOwnShare(), agentControl: sampleGivenControl(control), ...view }), link);

  it('[002-22] [002-23] [002-24] says who has mouse and keyboard, and what can be done about it', () => {
    const told = (...args: Parameters<typeof of>) => [of(...args)?.status, of(...args)?.turn?.command ?? null];
    expect(told({ helper: 'absent' })).to.deep.equal(['helperAbsent', null]);
    expect(told({ helper: 'unable' })).to.deep.equal(['helperUnable', null]);
    for (const helper of ['downloading', 'downloaded', 'started'] as const) expect(told({ helper })).to.deep.equal(['helperAbsent', null]);
    expect(told({})).to.deep.equal(['armed', null]);
    expect(told({ phase: 'active' })).to.deep.equal(['active', 'takeControlBack']);
    expect(told({ phase: 'paused' })).to.deep.equal(['ownerActs', 'takeControlBack']);
    expect(told({ phase: 'paused' }, { request: sampleRequest() })).to.deep.equal(['asked', 'takeControlBack']);
    expect(told({ phase: 'paused' }, { customerPresence: 'absent' })).to.deep.equal(['customerLate', 'takeControlBack']);
    expect(told({ phase: 'active' }, { customerPresence: 'late' }), 'as long as the server lets it through').to.deep.equal(['active', 'takeControlBack']);
    expect(told({ phase: 'takenBack' })).to.deep.equal(['takenBack', 'giveControlAgain']);
    expect(told({ phase: 'active' }, {}, 'retrying'), 'what is known is old').to.deep.equal(['linkLost', null]);
    expect(told({ helper: 'absent' }, {}, 'retrying'), 'its line is still good').to.deep.equal(['helperAbsent', null]);
  });

  it('can be ended alone where it was added to a picture', () => {
    expect(of({})?.stop).to.deep.equal({ command: 'stopGivingControl', enabled: true });
    expect(of({ requestId: sampleOwnShare().requestId })?.stop).to.equal(null);
    expect(toGivenControl(agentSession({ agentShare: sampleOwnShare() }), 'open')).to.equal(null);
  });
});

describe('Start, Stop sharing and End session', () => {
  const share = sampleShare();
  const busy = { command: { name: 'release', phase: 'busy' } } as const;

  it('[004-13] Start is possible while the customer waits, else says why not', () => {
    const waiting = agentSession({ status: 'waiting' });
    expect(toStart(waiting, 'open').enabled).to.equal(true);
    expect(toStart(waiting, 'retrying')).to.deep.equal({ enabled: false, line: { text: 'link.retrying' } });
    expect(toStart(agentSession({ status: 'connecting' }), 'open').line).to.deep.equal({
      failure: { code: 'E_SESSION_NOT_WAITING' },
    });
  });

  it('[002-26] Stop sharing is possible while something is shared, else says why not', () => {
    const only = (...of: Parameters<typeof toStops>) => {
      const stops = toStops(...of);
      expect(stops.map(({ command, label }) => [command, label])).to.deep.equal([['release', 'window.stopSharing']]);
      return { enabled: stops[0]?.enabled, line: stops[0]?.line };
    };
    expect(only(agentSession({ share }), 'open')).to.deep.equal({ enabled: true, line: { text: 'stop.will' } });
    expect(only(agentSession(), 'open').line).to.deep.equal({ text: 'stop.nothing' });
    expect(only(undefined, 'open').line).to.deep.equal({ text: 'tray.noSession' });
    expect(only(agentSession({ share }), 'retrying').line).to.deep.equal({ text: 'link.retrying' });
    expect(only(agentSession({ share }, busy), 'open')).to.deep.equal({ enabled: false, line: { text: 'stop.busy' } });
  });

  it('[002-25] [I7] stops each desktop for itself, the own one also without the server', () => {
    const agentShare = sampleOwnShare();
    const sending = { ownCapture: { phase: 'sending', reason: null } } as const;
    expect(toStops(agentSession({ agentShare }, sending), 'open')).to.deep.equal([
      { enabled: true, line: { text: 'stop.willShow' }, command: 'stopShowing', label: 'window.stopSharing' },
    ]);
    const both = toStops(agentSession({ share, agentShare }, sending), 'retrying');
    expect(both.map(({ command, label, enabled }) => [command, label, enabled])).to.deep.equal([
      ['stopShowing', 'stop.own', true],
      ['release', 'stop.of', false],
    ]);
  });

  it('[002-14] Show my desktop says what it will do, what it waits for, and where a browser cannot', () => {
    const lineOf = (change: Partial<AgentSessionView>, capture: OwnCapture['phase'] = 'none') =>
      toRequestCommands(agentSession(change, { ownCapture: { phase: capture, reason: null } }), 'open', NOW).find(
        ({ name }) => name === 'showDesktop',
      );
    expect(lineOf({})).to.include({ enabled: true, on: false });
    expect(lineOf({})?.line).to.deep.equal({ text: 'command.showDesktop.will' });
    expect(lineOf({}, 'choosing')).to.deep.include({ enabled: false, line: { text: 'command.showDesktop.picking' } });
    expect(lineOf({}, 'unsupported')).to.deep.include({ enabled: false, line: { text: 'command.showDesktop.unsupported' } });
    expect(lineOf({ agentShare: sampleOwnShare({ phase: 'opening' }) })).to.deep.include({
      on: true,
      line: { text: 'command.opening' },
    });
    expect(lineOf({ agentShare: sampleOwnShare() }, 'sending')).to.include({ enabled: false, on: true });
    expect(lineOf({ share })).to.include({ enabled: true, on: false });
    expect(lineOf({ request: sampleRequest() })?.line).to.deep.equal({ failure: { code: 'E_REQUEST_OPEN' } });
  });

  it('[002-17] [I6] the own Desktop view is there for as long as this page captures, and says who sees it', () => {
    const phaseOf = (change: Partial<AgentSessionView>, capture: OwnCapture['phase'], link: LinkState = 'open') =>
      toOwnDesktop(agentSession(change, { ownCapture: { phase: capture, reason: null } }), link)?.phase ?? null;
    const agentShare = sampleOwnShare();
    expect(phaseOf({}, 'none')).to.equal(null);
    expect(phaseOf({}, 'choosing')).to.equal(null);
    expect(phaseOf({ request: sampleRequest() }, 'holding')).to.equal('holding');
    expect(phaseOf({}, 'sending')).to.equal('starting');
    expect(phaseOf({ agentShare: sampleOwnShare({ phase: 'opening' }) }, 'sending')).to.equal('opening');
    expect(phaseOf({ agentShare }, 'sending')).to.equal('seen');
    expect(phaseOf({ agentShare, customerPresence: 'late' }, 'sending')).to.equal('late');
    expect(phaseOf({ agentShare }, 'sending', 'retrying')).to.equal('linkLost');
    expect(phaseOf({ agentShare }, 'none')).to.equal(null);
  });

  it('[000-17] End session is possible until the session has ended', () => {
    expect(toEndSession(agentSession({ status: 'waiting' }), 'open').enabled).to.equal(true);
    expect(toEndSession(agentSession({ status: 'ended' }), 'open').line).to.deep.equal({
      failure: { code: 'E_SESSION_ENDED' },
    });
    expect(toEndSession(agentSession(), 'retrying').enabled).to.equal(false);
  });
});

describe('the latest request', () => {
  const of = (session: ReturnType<typeof agentSession>) => toRequest(session, NOW);

  it('[B-04] counts the remaining time from when it came', () => {
    const session = agentSession({ request: sampleRequest('asking', 42_000) });
    expect(toRequest(session, NOW + 2_000).open?.remainingInMs).to.equal(40_000);
    expect(toRequest(session, NOW + 99_000).open?.remainingInMs).to.equal(0);
  });

  it('[I13] advises to wait while the customer may continue, then to ask anew', () => {
    const session = agentSession({ outcome: sampleOutcome('serverRestarted', true) });
    expect(of(session).advice).to.equal('advice.mayContinue');
    expect(toRequest(session, NOW + 60_000).advice).to.equal('advice.serverRestarted');
    expect(of(agentSession({ outcome: sampleOutcome('serverRestarted') })).advice, 'nothing was shared').to.equal(
      'advice.serverRestarted',
    );
  });

  it('is over with its outcome until the next one', () => {
    const outcome = sampleOutcome('notNow');
    expect(of(agentSession({ outcome })).outcome).to.equal(outcome);
    expect(of(agentSession({ outcome, request: sampleRequest() })).outcome).to.equal(null);
  });

  it('[B-10] a wait counts down and takes its message with it', () => {
    const failure = { code: 'E_ASKED_TOO_OFTEN', retryInMs: 5_000 } as const;
    const session = agentSession({}, { command: { name: 'requestView', phase: 'refused', failure, atMs: NOW } });
    expect(toRefusal(session, ['requestView'], NOW + 1_000)?.retryInMs).to.equal(4_000);
    expect(toRefusal(session, ['requestView'], NOW + 5_000)).to.equal(null);
    expect(toRefusal(session, ['start'], NOW)).to.equal(null);
  });
});

describe('the news of a log', () => {
  it('is what others did after the line that was seen last', () => {
    expect(newsAfter(sampleLog, 8).map(({ kind }) => kind)).to.deep.equal(['answered', 'continued', 'granted', 'ended']);
    expect(newsAfter(sampleLog, sampleLog.length)).to.deep.equal([]);
  });
});

describe('the news of the own desktop', () => {
  it('[002-22] is what the customer does with it, and not what the agent does with the customer’s', () => {
    const log = (['customer', 'agent'] as const).flatMap((owner) =>
      (['controlTaken', 'controlReleased', 'helperDownloaded', 'helperLost'] as const).map((kind) => ({ seq: 1, atMs: 0, kind, params: { owner } })),
    );
    const news = newsAfter(log, 0).map(({ kind, params }) => `${kind} ${params['owner']}`);
    expect(news).to.deep.equal([
      'helperDownloaded customer',
      'helperLost customer',
      'controlTaken agent',
      'controlReleased agent',
      'helperDownloaded agent',
      'helperLost agent',
    ]);
  });
});

describe('the sharing window', () => {
  const stream = new MediaStream();
  const playing: Picture = { phase: 'playing', stream, frames: { lastFrameAtMs: NOW - 2_400, getStats: async () => null, show: () => () => undefined }, reason: null };
  const still: Picture = { ...playing, phase: 'stale' };
  const share = sampleShare();
  const window = (session: ReturnType<typeof agentSession>, link: 'open' | 'retrying' = 'open', nowMs = NOW) =>
    toSharingWindow(session, link, nowMs);
  const phase = (...args: Parameters<typeof window>) => window(...args)?.phase ?? null;

  it('is there while something is shared, and afterwards to say why it stopped', () => {
    expect(phase(agentSession())).to.equal(null);
    expect(phase(agentSession({ outcome: sampleOutcome('notNow') }))).to.equal(null);
    expect(phase(agentSession({ share }, { picture: playing }))).to.equal('playing');
    expect(phase(agentSession({ outcome: sampleOutcome('revoked', true) }))).to.equal('stopped');
    expect(phase(agentSession({ outcome: sampleOutcome('revoked', true), request: sampleRequest() }))).to.equal(null);
  });

  it('shows no picture that is not there yet, not wanted, or cut', () => {
    const pictures: [Picture, string][] = [
      [{ phase: 'none', stream: null, frames: null, reason: null }, 'opening'],
      [{ phase: 'connecting', stream, frames: null, reason: null }, 'opening'],
      [{ phase: 'away', stream: null, frames: null, reason: null }, 'away'],
      [{ phase: 'blank', stream: null, frames: null, reason: 'revoked' }, 'stopped'],
      [{ phase: 'blank', stream: null, frames: null, reason: null }, 'stopped'],
    ];
    for (const [picture, expected] of pictures) expect(phase(agentSession({ share }, { picture }))).to.equal(expected);
    expect(phase(agentSession({ share: sampleShare({ phase: 'unwatched' }) }, { picture: playing }))).to.equal('away');
  });

  it('[I6] [I20] never calls a picture live whose frames stopped, or while either end is in doubt; says its age', () => {
    const doubts: [Partial<AgentSessionView>, Picture, 'open' | 'retrying', string][] = [
      [{}, still, 'open', 'picture'],
      [{ customerPresence: 'late' }, playing, 'open', 'customer'],
      [{ customerPresence: 'absent' }, still, 'open', 'customer'],
      [{}, playing, 'retrying', 'link'],
      [{ customerPresence: 'late' }, still, 'retrying', 'link'],
    ];
    for (const [view, picture, link, doubt] of doubts) {
      const seen = window(agentSession({ share, ...view }, { picture }), link);
      expect(seen).to.deep.include({ phase: 'stale', stream, doubt, ageMs: 2_400 });
      expect(seen?.mark).to.deep.equal({ text: 'mark.old', tone: 'attention' });
    }
    expect(window(agentSession({ share }, { picture: still }), 'open', NOW + 1_000)).to.include({ ageMs: 3_400 });
    const unknown = window(agentSession({ share }, { picture: { ...still, frames: null } }));
    expect(unknown).to.include({ phase: 'stale', ageMs: null });
  });

  it('shows nothing once the lease of a lost connection is over', () => {
    const picture: Picture = { phase: 'blank', stream: null, frames: null, reason: 'linkLost' };
    expect(phase(agentSession({ share }, { picture }), 'retrying')).to.equal('linkLost');
    expect(phase(agentSession({ share }, { picture }), 'open'), 'the server shares on').to.equal('opening');
    expect(phase(agentSession({ share }), 'retrying')).to.equal('linkLost');
  });

  it('[I13] says for a minute that the customer can continue what nobody wanted to end', () => {
    for (const reason of REQUEST_END_REASONS) {
      const seen = window(agentSession({ outcome: sampleOutcome(reason, true) }));
      expect(seen, reason).to.include({ phase: 'stopped', mayContinue: CONTINUABLE_REASONS.some((it) => it === reason) });
    }
    const outcome = sampleOutcome('agentLost', true);
    expect(window(agentSession({ outcome }), 'open', NOW + 59_999)).to.include({ mayContinue: true });
    expect(window(agentSession({ outcome }), 'open', NOW + 60_000)).to.include({ mayContinue: false });
    expect(window(agentSession({ outcome, status: 'ended' }))).to.include({ mayContinue: false });
    const cut: Picture = { phase: 'blank', stream: null, frames: null, reason: 'mediaFailed' };
    expect(window(agentSession({ share }, { picture: cut })), 'not on record yet').to.include({ mayContinue: true });
  });
});

describe('the stage', () => {
  it('says what can be done next, in every state', () => {
    const kinds = [
      agentSession({ status: 'connecting' }),
      agentSession({ status: 'waiting' }),
      agentSession(),
      agentSession({ request: sampleRequest() }),
      agentSession({ request: sampleRequest('choosing') }),
      agentSession({ status: 'ended' }),
    ].map((session) => toStage(session).kind);
    expect(kinds).to.deep.equal(['connecting', 'waiting', 'active', 'asking', 'choosing', 'ended']);
  });

  it('[I20] says that the own desktop is shown only while this page sends it', () => {
    const own = { capability: 'show', owner: 'agent' } as const;
    const kindOf = (view: Partial<AgentSessionView>, phase: OwnCapture['phase']) =>
      toStage(agentSession(view, { ownCapture: { phase, reason: null } })).kind;
    expect(kindOf({ request: sampleRequest('asking', 1, own) }, 'holding')).to.equal('asking');
    expect(kindOf({ request: sampleRequest('choosing', 1, own) }, 'holding'), 'OK was pressed').to.equal('active');
    expect(kindOf({ agentShare: sampleOwnShare() }, 'sending')).to.equal('showing');
    const added = sampleRequest('asking', 1, { ...own, capability: 'giveControl' });
    expect(kindOf({ agentShare: sampleOwnShare(), request: added }, 'sending'), 'it is seen already').to.equal('showing');
    expect(kindOf({ agentShare: sampleOwnShare() }, 'none'), 'stopped, and not on record yet').to.equal('active');
  });
});

describe('a line of the log', () => {
  const names = { agent: 'Mia Keller', customer: 'Ada Byron' };
  const t: Parameters<typeof toLogLine>[2] = (key, params = {}) => fillText(logTexts.get('en', key), params, 'en');

  it('[004-06] is a sentence, for every kind', () => {
    const lines = sampleLog.map((entry) => toLogLine(entry, names, t));
    expect(lines[1]).to.equal('PIN code 482915 created');
    expect(lines).to.include('The customer’s page is back');
    expect(lines.at(-1)).to.equal('Viewing over. Ada Byron stopped sharing.');
    for (const line of lines) expect(line).to.not.match(/[{}]|undefined/);
  });

  it('names every reason, with and without a grant', () => {
    for (const reason of REQUEST_END_REASONS) {
      const line = (granted: string) =>
        toLogLine({ seq: 1, atMs: 0, kind: 'ended', params: { reason, granted } }, names, t);
      expect(line('true')).to.match(/^Viewing over\. .+\.$/);
      expect(line('false')).to.match(/^Request over\. .+\.$/);
    }
  });

  it('shows what it does not know as it came', () => {
    const line = toLogLine({ seq: 1, atMs: 0, kind: 'ended', params: { reason: 'solarFlare' } }, names, t);
    expect(line).to.equal('Request over. solarFlare');
  });

  it('tells of control in its own words', () => {
    const line = (kind: LogKind, params: Record<string, string> = {}) => toLogLine({ seq: 1, atMs: 0, kind, params }, names, t);
    const control = { capability: 'control' };
    expect(line('requested', control)).to.equal('Asked to control the desktop');
    expect(line('granted', { ...control, surface: 'monitor' })).to.equal('Control allowed: the whole screen');
    expect(line('ended', { ...control, reason: 'revoked', granted: 'true' })).to.equal('Control over. Ada Byron ended control.');
    expect(line('ended', { ...control, reason: 'notNow', granted: 'false' })).to.equal('Request over. Ada Byron pressed Not now.');
    for (const kind of ['controlTaken', 'controlReleased', 'helperDownloaded', 'helperJoined', 'helperLost'] as const)
      expect(line(kind)).to.match(/^(You|The helper) /);
    expect(line('inputRefused', { count: '1' })).to.equal('1 input was not passed on');
    expect(line('inputRefused', { count: '7' })).to.equal('7 inputs were not passed on');
  });

  it('tells whose desktop is controlled', () => {
    const line = (kind: LogKind, params: Record<string, string> = {}) =>
      toLogLine({ seq: 1, atMs: 0, kind, params: { owner: 'agent', ...params } }, names, t);
    const give = { capability: 'giveControl' };
    expect(line('requested', give)).to.equal('Asked to give control of your desktop');
    expect(line('granted', { ...give, surface: 'monitor' })).to.equal('Control of your desktop allowed: the whole screen');
    const over = (reason: string) => line('ended', { ...give, reason, granted: 'true' });
    expect(over('revoked')).to.equal('Control of your desktop over. Ada Byron ended control.');
    expect(over('released')).to.equal('Control of your desktop over. Control was ended by Mia Keller.');
    expect(over('captureEnded'), 'as of a desktop that is shown').to.contain('Sharing was stopped in the browser');
    expect(line('controlTaken')).to.equal('The customer took control of your desktop');
    expect(line('controlReleased')).to.equal('The customer released control');
    expect(line('controlTakenBack')).to.equal('You took mouse and keyboard back');
    expect(line('controlGivenAgain')).to.equal('You gave control again');
    expect(line('helperDownloaded')).to.equal('The helper was downloaded to your computer');
    expect(line('helperLost')).to.equal('The helper on your computer is gone');
    expect(line('inputRefused', { count: '2' })).to.equal('2 inputs of the customer were not passed on');
  });

  it('comes once, in order, however often the server sends it', () => {
    const [first, second, third] = sampleLog;
    expect(mergeLog([first!, second!], [third!, second!, first!]).map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
  });

  it('has no gap: where the server left lines out, those before them are left out too', () => {
    const [first, second, third] = sampleLog;
    expect(mergeLog([first!], [third!]).map(({ seq }) => seq)).to.deep.equal([3]);
    expect(mergeLog([second!], [third!]).map(({ seq }) => seq)).to.deep.equal([2, 3]);
    expect(mergeLog([], [third!]).map(({ seq }) => seq)).to.deep.equal([3]);
  });
});

describe('small words', () => {
  it('says how long ago something began', () => {
    const age = (agoMs: number, locale: 'en' | 'de' | 'ja' = 'en') =>
      formatAge(SAMPLE_AT_MS - agoMs, SAMPLE_AT_MS, locale);
    expect([age(-5_000), age(59_000), age(60_000), age(3_600_000 * 3), age(86_400_000 * 2)]).to.deep.equal([
      'now',
      'now',
      '1 minute ago',
      '3 hours ago',
      '2 days ago',
    ]);
    expect(age(180_000, 'de')).to.equal('vor 3 Minuten');
    expect(age(180_000, 'ja')).to.match(/3\s*分前/);
  });

  it('counts who waits in the title of the page', () => {
    expect(pageTitle(1)).to.equal('(1) Sideseat');
    expect(pageTitle(0)).to.equal('Sideseat');
  });

  it('a lost connection reads as "cannot be reached"', () => {
    expect(toFailure(new LinkLostError())).to.deep.equal({ code: 'E_INTERNAL', offline: true });
    expect(toFailure(new TypeError()), 'a fault of ours').to.deep.equal({ code: 'E_INTERNAL' });
    expect(toFailure(new CommandError('E_ASKED_TOO_OFTEN', { retryInMs: 9 }))).to.deep.equal({
      code: 'E_ASKED_TOO_OFTEN',
      retryInMs: 9,
    });
  });
});

describe('the agent’s texts', () => {
  const places = (text: Text) => {
    const found = [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    return [...new Set(found)].toSorted();
  };

  for (const [language, texts] of Object.entries({ de, fr, it: italian, ja })) {
    it(`[B-44] ${language}: every text is there, with the same places to fill`, () => {
      for (const [key, english] of Object.entries(en)) {
        const text = texts[key as keyof typeof en];
        expect(fillText(text, { count: 2 }, 'en').trim(), key).to.not.equal('');
        expect(places(text), key).to.deep.equal(places(english));
      }
    });
  }

  it('has advice for every way in which a request can end', () => {
    const advised = REQUEST_END_REASONS.filter((reason: RequestEndReason) => `advice.${reason}` in en);
    expect(advised).to.deep.equal([...REQUEST_END_REASONS]);
  });

  it('keeps the names of the vocabulary', () => {
    const name = (key: keyof typeof en) => [en, de, fr, italian, ja].map((texts) => texts[key]);
    expect(name('command.requestView')).to.deep.equal([
      'Request view',
      'Ansicht anfordern',
      "Demander à voir l'écran",
      'Richiedi di vedere lo schermo',
      '表示を要求',
    ]);
    expect(name('command.requestControl')).to.deep.equal([
      'Request control',
      'Steuerung anfordern',
      'Demander le contrôle',
      'Richiedi controllo',
      '操作権限をもらう',
    ]);
    expect(name('command.giveControl')).to.deep.equal([
      'Give control',
      'Steuerung übergeben',
      'Donner le contrôle',
      'Cedi il controllo',
      '操作権限をわたす',
    ]);
    expect(name('shortcut.releaseControl')[0]).to.equal('Release control');
    expect(name('window.stopSharing')).to.deep.equal([
      'Stop sharing',
      'Freigabe beenden',
      'Arrêter le partage',
      'Arresta la condivisione',
      '共有の中止',
    ]);
    expect(name('sent.title')[4]).to.equal('リクエストを送信しました');
  });
});
