import type { CaptureSupport } from '../../gateway/client/capture-support.ts';
import type { Capability, RequestEndReason } from '../../gateway/protocol/vocabulary.ts';
import type { Localized } from '../shared/i18n/localized.ts';
import type { SharedTextKey } from '../shared/texts/en.ts';
import type { OpenView, PageView } from './page-view.ts';
import type { CustomerTextKey } from './texts/en.ts';

/** The customer's texts in one language. */
export type CustomerTexts = Pick<Localized<CustomerTextKey | SharedTextKey>, 't'>;

/**
 * The agent in a sentence: some languages say what somebody is before the name. Who is not known yet goes by the
 * company's name, which fits wherever a name does.
 */
export const agentInSentence = ({ agentName, company }: Someone, texts: CustomerTexts): string =>
  agentName === null ? company : texts.t('agent.named', { agent: agentName });

type Someone = Pick<OpenView, 'agentName' | 'company'>;

/** How a request ended. What this device cannot do in the first place is no matter of its settings. */
export function outcomeSentence(
  { capability, reason }: { capability: Capability; reason: RequestEndReason },
  agent: string,
  support: CaptureSupport,
  texts: CustomerTexts,
): string {
  if (capability === 'show') return texts.t(`outcome.${SHOW_OUTCOMES[reason] ?? 'show.over'}`, { agent });
  if (reason !== 'captureUnavailable' || support === 'ok') return texts.t(`outcome.${reason}`, { agent });
  return `${texts.t(`support.${support}`)} ${texts.t('link.nothingShared')}`;
}

/** What the agent wanted to show, or has shown, ended; whatever else the reason was, it is over. */
const SHOW_OUTCOMES: Readonly<Partial<Record<RequestEndReason, OutcomeKey>>> = {
  notNow: 'notNow',
  dismissed: 'dismissed',
  noAnswer: 'noAnswer',
  withdrawn: 'withdrawn',
  pickerCancelled: 'show.notShown',
  pickerTimedOut: 'show.notShown',
  captureUnavailable: 'show.notShown',
  revoked: 'show.closed',
  released: 'show.released',
  captureEnded: 'show.released',
  customerLost: 'show.customerLost',
  agentLost: 'show.agentLost',
};
type OutcomeKey = CustomerTextKey extends infer K ? (K extends `outcome.${infer Rest}` ? Rest : never) : never;

/** What a share that waits to be continued says while there is no offer yet: what is so now, and what comes next. */
export function interruptionSentences(page: OpenView, texts: CustomerTexts): [now: string, next: string] {
  const agent = agentInSentence(page, texts);
  const waitsFor = page.interruption?.kind === 'pending' ? page.interruption.waitsFor : 'server';
  const now = texts.t(waitsFor === 'link' ? 'continue.linkLost' : 'continue.interrupted');
  return [now, texts.t(`continue.${waitsFor}`, { agent })];
}

/** What is said while there is no session to do something in: what is so, and what comes next where that is known. */
export function closedSentences(page: Exclude<PageView, OpenView>, texts: CustomerTexts): [now: string, next?: string] {
  switch (page.kind) {
    case 'opening':
      if (!page.interrupted) return [texts.t('page.opening')];
      return [texts.t('page.unreachable'), texts.t('page.unreachableHint')];
    case 'leaving': {
      const interrupted = page.how === 'report' ? 'leaving.reportInterrupted' : 'leaving.interrupted';
      const now = texts.t(page.how === 'report' ? 'leaving.report' : 'leaving.title');
      return [now, texts.t(page.interrupted ? interrupted : 'link.nothingShared')];
    }
    case 'replaced':
      return [texts.t('link.replaced'), texts.t('link.replacedHint')];
    case 'outdated':
      return [texts.t('page.outdated'), texts.t('page.outdatedHint')];
    case 'ended': {
      const agent = agentInSentence(page, texts);
      const next = texts.t(page.reason === 'abuseReported' ? 'ended.reported' : 'ended.thanks');
      return [texts.t(`ended.you.${page.reason}`, { agent }), next];
    }
  }
}

/** What screen readers are told when the page changes. */
export function announcement(page: PageView, texts: CustomerTexts, support: CaptureSupport = 'ok'): string {
  if (page.kind !== 'open') return closedSentences(page, texts).join(' ');
  const agent = agentInSentence(page, texts);
  if (page.interruption?.kind === 'pending') return interruptionSentences(page, texts).join(' ');
  if (page.interrupted) {
    const now = texts.t(page.sharing || page.isViewing ? 'link.mayStop' : 'link.nothingShared');
    return `${texts.t('link.retrying')} ${now}${page.lapsed ? ` ${texts.t('continue.lapsed')}` : ''}`;
  }
  // The question and the offer to continue speak for themselves: they take the focus.
  if (page.question || page.interruption) return '';
  if (page.choosing) return texts.t('choosing.title');
  // Both desktops may be shared, and what ended last may be the other one.
  const news: string[] = [];
  if (page.outcome) news.push(outcomeSentence(page.outcome, agent, support, texts));
  if (page.outcome && page.lapsed) news.push(texts.t('continue.lapsed'));
  if (page.sharing) {
    const { phase, surface } = page.sharing;
    if (phase !== 'starting') news.push(`${texts.t(`sharing.title.${surface}`)}.`);
    news.push(texts.t(`sharing.${phase}`, { agent }));
  }
  if (page.isViewing) news.push(texts.t('viewing.announced', { agent }));
  if (news.length > 0) return news.join(' ');
  if (page.status === 'waiting') return texts.t('page.waiting');
  return texts.t('page.active', { agent: page.agentName ?? agent, company: page.company });
}

/** The browser tab's title: whoever has another tab in front is to see that something is asked or shared. */
export function pageTitle(page: PageView, company: string, texts: CustomerTexts): string {
  if (page.kind === 'open') {
    if (page.sharing) return texts.t('title.sharing', { company });
    if (page.interruption) return texts.t('title.interrupted', { company });
    if (page.choosing) return texts.t('title.choosing', { company });
    if (page.question) return texts.t('title.asking', { title: page.question.title, company });
    if (page.isViewing) return texts.t('title.viewing', { agent: agentInSentence(page, texts), company });
  }
  return texts.t('title.page', { company });
}
