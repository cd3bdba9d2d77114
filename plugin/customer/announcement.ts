import type { CaptureSupport } from '../../gateway/client/capture-support.ts';
import type { Localized } from '../shared/i18n/localized.ts';
import type { SharedTextKey } from '../shared/texts/en.ts';
import type { LaterPart } from './fetch-later.ts';
import type { OpenView, PageView } from './page-view.ts';
import type { CustomerTextKey } from './texts/en.ts';

/** The customer's texts in one language. */
export type CustomerTexts = Pick<Localized<CustomerTextKey | SharedTextKey>, 't' | 'locale'>;

/**
 * The agent in a sentence: some languages say what somebody is before the name. Who is not known yet goes by the
 * company's name, which fits wherever a name does.
 */
export const agentInSentence = ({ agentName, company }: Someone, texts: CustomerTexts): string =>
  agentName === null ? company : texts.t('agent.named', { agent: agentName });

type Someone = Pick<OpenView, 'agentName' | 'company'>;

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

/** What screen readers are told when the page changes. @param later - `null` until it has been fetched. */
export function announcement(page: PageView, texts: CustomerTexts, later: LaterPart | null, support: CaptureSupport = 'ok'): string {
  if (page.kind !== 'open') return closedSentences(page, texts).join(' ');
  const agent = agentInSentence(page, texts);
  if (page.interruption?.kind === 'pending') return interruptionSentences(page, texts).join(' ');
  if (page.interrupted) {
    const now = texts.t(page.sharing || page.isViewing ? 'link.mayStop' : 'link.nothingShared');
    return `${texts.t('link.retrying')} ${now}${page.lapsed ? ` ${texts.t('continue.lapsed')}` : ''}`;
  }
  // The question and the offer to continue speak for themselves: they take the focus.
  if (page.question || page.interruption) return '';
  if (page.choosing) return choosingSentence(page, texts, later);
  // Both desktops may be shared, and what ended last may be the other one.
  const news: string[] = [];
  if (page.outcome && later) news.push(later.outcomeSentence(page.outcome, agent, support, texts));
  if (page.outcome && page.lapsed) news.push(texts.t('continue.lapsed'));
  // What control needs is said once, with what is shared; then each change in a few words.
  const isNeeding = page.control?.phase === 'helperAbsent' || page.control?.phase === 'helperUnable';
  if (page.sharing && (isNeeding || !page.control || !later)) {
    const { phase, surface } = page.sharing;
    if (phase !== 'starting') news.push(`${texts.t(`sharing.title.${surface}`)}.`);
    news.push(texts.t(`sharing.${phase}`, { agent }));
  }
  if (page.control && later) news.push(later.controlAnnouncement(page.control, agent, texts));
  if (page.isViewing && later) news.push(later.viewingAnnouncement(page.mayControl, agent, texts));
  if (news.length > 0) return news.join(' ');
  if (page.status === 'waiting') return texts.t('page.waiting');
  return texts.t('page.active', { agent: page.agentName ?? agent, company: page.company });
}

/** What is to be chosen in the browser's box: control takes the whole screen; a page needs no box, as a rule. */
export const choosingSentence = ({ choosing }: OpenView, texts: CustomerTexts, later: LaterPart | null): string =>
  (choosing && later?.choosingFor(choosing, texts)) ?? texts.t('choosing.title');

/** The browser tab's title: whoever has another tab in front is to see that something is asked or shared. */
export function pageTitle(page: PageView, company: string, texts: CustomerTexts, later: LaterPart | null): string {
  if (page.kind === 'open') {
    if (page.control && later && !page.question) return later.controlTitle(page.control, agentInSentence(page, texts), company, texts);
    if (page.sharing && !(page.control && page.question)) return texts.t('title.sharing', { company });
    if (page.interruption) return texts.t('title.interrupted', { company });
    if (page.choosing) return texts.t('title.choosing', { company });
    if (page.question) return texts.t('title.asking', { title: page.question.title, company });
    if (page.isViewing && later) return later.viewingTitle(page.mayControl, agentInSentence(page, texts), company, texts);
  }
  return texts.t('title.page', { company });
}
