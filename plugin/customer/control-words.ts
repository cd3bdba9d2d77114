import type { Capability } from '../../gateway/protocol/vocabulary.ts';
import { fillText } from '../shared/i18n/texts.ts';
import type { ControlShown } from './page-view.ts';
import { laterTexts, type LaterTextKey } from './texts/later/texts.ts';
import type { CustomerTexts } from './announcement.ts';

type Texts = Pick<CustomerTexts, 'locale'>;

const say = (key: LaterTextKey, params: { agent?: string; company?: string }, { locale }: Texts): string =>
  fillText(laterTexts.get(locale, key), params, locale);

/**
 * What screen readers are told of control: once what it takes and how it is stopped, then each change in a few words. Whoever
 * uses the own mouse or keyboard meanwhile knows that: it is no news.
 */
export function controlAnnouncement({ phase, isAdded }: ControlShown, agent: string, texts: Texts): string {
  const now = `${say(`control.${phase === 'paused' ? 'active' : phase}`, { agent }, texts)}.`;
  if (phase === 'helperAbsent' || phase === 'helperUnable') return `${say(`control.announced.${phase}`, {}, texts)}. ${now}`;
  return phase === 'armed' ? `${now} ${say(isAdded ? 'control.stopAdded' : 'control.stopOwn', {}, texts)}` : now;
}

/** The browser tab's title while somebody may control. */
export function controlTitle({ phase }: ControlShown, agent: string, company: string, texts: Texts): string {
  return say(`control.title.${TITLES[phase]}`, { agent, company }, texts);
}

const TITLES = {
  helperAbsent: 'helper',
  helperUnable: 'helper',
  armed: 'armed',
  active: 'active',
  paused: 'paused',
  asked: 'paused',
} as const satisfies Record<ControlShown['phase'], string>;

/** What screen readers are told where the agent's desktop is shown; how its control stands is told beside its picture. */
export function viewingAnnouncement(mayControl: boolean, agent: string, texts: Texts): string {
  const now = say('viewing.announced', { agent }, texts);
  return mayControl ? `${now} ${say('given.announced', { agent }, texts)}` : now;
}

/** The browser tab's title for as long. */
export const viewingTitle = (mayControl: boolean, agent: string, company: string, texts: Texts): string =>
  say(mayControl ? 'given.title' : 'title.viewing', { agent, company }, texts);

/** What is to be chosen where it is not any screen or window; `null` where it is. */
export function choosingFor(capability: Capability, texts: Texts): string | null {
  if (capability === 'control') return say('control.choosing', {}, texts);
  return capability.startsWith('cobrowse') ? say('page.choosing', {}, texts) : null;
}
