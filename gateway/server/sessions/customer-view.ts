import type { CustomerSessionView, QuestionView } from '../../protocol/views.ts';
import type { Locale } from '../../protocol/vocabulary.ts';
import { statusOf } from '../../../state-machines/session.machine.ts';
import { continuableRequest, endReasonOf, openRequest, type RequestEntry } from '../../../state-machines/support-session.ts';
import { continueText, QUESTION_TEXT_VERSION, questionText } from '../questions/questions.ts';
import { outcome, shareView, type ViewInput } from './agent-view.ts';

export function customerView(input: ViewInput, locale: Locale): CustomerSessionView {
  const { state } = input;
  const open = openRequest(state);
  const started = !state.session.hasTag('invitable') && !state.session.hasTag('startable');
  return {
    sessionId: input.sessionId,
    status: statusOf(state.session),
    company: input.company,
    agentName: started ? input.agentName : null,
    agentPresence: input.agentPresence,
    words: input.words,
    endReason: endReasonOf(state),
    question: open?.snapshot.hasTag('asking') ? questionView(open, input, locale) : null,
    continuable: continueView(input, locale),
    choosing: open?.snapshot.hasTag('choosing') ? { requestId: open.requestId, capability: open.capability } : null,
    share: shareView(open, input.grantedAtMs),
    outcome: outcome(state, input.lastEndedAtMs),
  };
}

/** The offer to continue, with the text that is recorded when it is taken. */
export function continueView(input: ViewInput, locale: Locale): CustomerSessionView['continuable'] {
  const ended = continuableRequest(input.state);
  if (!ended || input.continueInMs === 0 || input.agentPresence === 'absent') return null;
  const { requestId, capability, snapshot } = ended;
  return {
    requestId,
    grantId: snapshot.context.grant?.grantId ?? '',
    capability,
    locale,
    textVersion: QUESTION_TEXT_VERSION,
    ...continueText(locale, capability, { agent: input.agentName, company: input.company }),
    remainingInMs: input.continueInMs,
  };
}

/** The question as it is shown, and as it is recorded with its answer. */
export function questionView(entry: RequestEntry, input: ViewInput, locale: Locale): QuestionView {
  const { requestId, capability, snapshot } = entry;
  const { agentName, company } = input;
  return {
    requestId,
    capability,
    locale,
    textVersion: QUESTION_TEXT_VERSION,
    agentName,
    company,
    ...questionText(locale, capability, { agent: agentName, company }),
    remainingInMs: input.remainingMs,
    totalInMs: snapshot.context.promptTimeoutMs,
    extensionsLeft: snapshot.context.maxExtensions - snapshot.context.extensions,
  };
}
