import type { CustomerSessionView, QuestionView } from '../../protocol/views.ts';
import type { Locale } from '../../protocol/vocabulary.ts';
import { statusOf } from '../../../state-machines/session.machine.ts';
import { isOfPage, OWNER_OF } from '../../../state-machines/owners.ts';
import { continuableRequest, endReasonOf, keepsHelper, pendingRequest, type RequestEntry } from '../../../state-machines/support-session.ts';
import { continuePageText, continueText, QUESTION_TEXT_VERSION, questionText } from '../questions/questions.ts';
import { desktopViews, type ViewInput } from './agent-view.ts';

export function customerView(input: ViewInput, locale: Locale): CustomerSessionView {
  const { state } = input;
  const pending = pendingRequest(state);
  const started = state.session.hasTag('requestable') || !state.session.hasTag('open');
  return {
    sessionId: input.sessionId,
    status: statusOf(state.session),
    company: input.company,
    agentName: started ? input.agentName || null : null,
    agentPresence: input.agentPresence,
    words: input.words,
    endReason: endReasonOf(state),
    question: pending?.snapshot.hasTag('asking') ? questionView(pending, input, locale) : null,
    continuable: continueView(input, locale),
    choosing: pending?.snapshot.hasTag('choosing') ? subjectOf(pending) : null,
    ...desktopViews(input),
    keepsHelper: keepsHelper(state),
  };
}

const subjectOf = ({ requestId, capability }: RequestEntry) => ({ requestId, capability, owner: OWNER_OF[capability] });

/**
 * The offer to continue, with the text that is recorded when it is taken. Control never continues, only the picture; and no page does
 * whose site is not co-browsed any more.
 */
export function continueView(input: ViewInput, locale: Locale): CustomerSessionView['continuable'] {
  const ended = continuableRequest(input.state);
  if (!ended || input.continueInMs === 0 || input.agentPresence === 'absent') return null;
  const { requestId, capability, snapshot } = ended;
  if (isOfPage(capability) && input.cobrowseRefusal) return null;
  const { grantId = '', surface = 'unknown' } = snapshot.context.grant ?? {};
  const textOf = surface === 'page' ? continuePageText : continueText;
  return {
    requestId,
    grantId,
    capability: isOfPage(capability) ? 'cobrowseView' : 'view',
    locale,
    textVersion: QUESTION_TEXT_VERSION,
    ...textOf(locale, { agent: input.agentName, company: input.company }),
    remainingInMs: input.continueInMs,
  };
}

/** The question as it is shown, and as it is recorded with its answer. */
export function questionView(entry: RequestEntry, input: ViewInput, locale: Locale): QuestionView {
  const { capability, snapshot } = entry;
  const { agentName, company } = input;
  return {
    ...subjectOf(entry),
    locale,
    textVersion: QUESTION_TEXT_VERSION,
    agentName,
    company,
    ...questionText(locale, capability, { agent: agentName, company }, input.siteWords?.texts[locale]),
    remainingInMs: input.remainingMs,
    totalInMs: snapshot.context.promptTimeoutMs,
    extensionsLeft: snapshot.context.maxExtensions - snapshot.context.extensions,
  };
}
