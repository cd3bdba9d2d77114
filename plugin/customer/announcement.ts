import type { Localized } from '../shared/i18n/localized.ts';
import type { SharedTextKey } from '../shared/texts/en.ts';
import type { OpenView, PageView } from './page-view.ts';
import type { CustomerTextKey } from './texts/en.ts';

type Texts = Localized<CustomerTextKey | SharedTextKey>;

/** The agent in a sentence: some languages say what somebody is before the name. */
export const agentInSentence = (agentName: string | null, texts: Pick<Texts, 't'>): string =>
  agentName === null ? texts.t('agent.unnamed') : texts.t('agent.named', { agent: agentName });

/** What a share that waits to be continued says while there is no offer yet: what is so now, and what comes next. */
export function interruptionSentences(page: OpenView, texts: Pick<Texts, 't'>): [now: string, next: string] {
  const agent = agentInSentence(page.agentName, texts);
  const waitsFor = page.interruption?.kind === 'pending' ? page.interruption.waitsFor : 'server';
  return [texts.t(waitsFor === 'link' ? 'continue.linkLost' : 'continue.interrupted'), texts.t(`continue.${waitsFor}`, { agent })];
}

/** What screen readers are told when the page changes. */
export function announcement(page: PageView, texts: Texts): string {
  if (page.kind === 'opening') return texts.t('page.opening');
  if (page.kind === 'replaced') return texts.t('link.replaced');
  if (page.kind === 'outdated') return texts.t('page.outdated');
  if (page.kind === 'leaving') {
    const next = texts.t(page.interrupted ? 'leaving.interrupted' : 'link.nothingShared');
    return `${texts.t('leaving.title')} ${next}`;
  }
  const agent = agentInSentence(page.agentName, texts);
  if (page.kind === 'ended') return `${texts.t(`ended.you.${page.reason}`, { agent })} ${texts.t('ended.thanks')}`;
  if (page.interruption?.kind === 'pending') return interruptionSentences(page, texts).join(' ');
  if (page.interrupted) {
    const now = texts.t(page.sharing ? 'link.mayStop' : 'link.nothingShared');
    return `${texts.t('link.retrying')} ${now}${page.lapsed ? ` ${texts.t('continue.lapsed')}` : ''}`;
  }
  // The question and the offer to continue speak for themselves: they take the focus.
  if (page.question || page.interruption) return '';
  if (page.choosing) return texts.t('choosing.title');
  if (page.sharing) {
    const { phase, surface } = page.sharing;
    const who = texts.t(`sharing.${phase}`, { agent });
    return phase === 'starting' ? who : `${texts.t(`sharing.title.${surface}`)}. ${who}`;
  }
  if (page.outcome) {
    const ended = texts.t(`outcome.${page.outcome.reason}`, { agent });
    return page.lapsed ? `${ended} ${texts.t('continue.lapsed')}` : ended;
  }
  if (page.status === 'waiting') return texts.t('page.waiting');
  return texts.t('page.active', { agent: page.agentName ?? agent, company: page.company });
}

/** The browser tab's title: whoever has another tab in front is to see that something is asked or shared. */
export function pageTitle(page: PageView | null, company: string, texts: Pick<Texts, 't'>): string {
  if (page?.kind === 'open') {
    if (page.sharing) return texts.t('title.sharing', { company });
    if (page.interruption) return texts.t('title.interrupted', { company });
    if (page.choosing) return texts.t('title.choosing', { company });
    if (page.question) return texts.t('title.asking', { title: page.question.title, company });
  }
  return texts.t('title.page', { company });
}
