import type { CaptureSupport } from '../../gateway/client/capture-support.ts';
import type { RequestEndReason } from '../../gateway/protocol/vocabulary.ts';
import { fillText } from '../shared/i18n/texts.ts';
import type { CustomerTexts } from './announcement.ts';
import type { OutcomeView } from './page-view.ts';
import { laterTexts, type LaterTextKey } from './texts/later/texts.ts';

/** How a request ended. What this device cannot do in the first place is no matter of its settings. */
export function outcomeSentence(
  outcome: Pick<OutcomeView, 'capability' | 'reason' | 'granted' | 'goesOn'>,
  agent: string,
  support: CaptureSupport,
  texts: CustomerTexts,
): string {
  const { capability, reason, granted, goesOn } = outcome;
  const say = (key: OutcomeKey): string => fillText(laterTexts.get(texts.locale, `outcome.${key}`), { agent }, texts.locale);
  if (capability === 'giveControl' && goesOn)
    return say((granted ? ENDS_OF_GIVEN_CONTROL : REFUSALS_OF_GIVEN_CONTROL)[reason] ?? (granted ? 'given.over' : 'given.refused'));
  if (capability === 'show' || capability === 'giveControl') return say(SHOW_OUTCOMES[reason] ?? 'show.over');
  const ofPage = capability.startsWith('cobrowse') ? ENDS_OF_PAGES[reason] : undefined;
  if (ofPage) return say(ofPage);
  if (goesOn) return say((granted ? ENDS_OF_CONTROL : REFUSALS_OF_CONTROL)[reason] ?? (granted ? 'control.over' : 'control.refused'));
  if (capability === 'control' && reason === 'wrongSurface') return say('control.wrongSurface');
  if (reason === 'captureUnavailable' && support !== 'ok') return `${texts.t(`support.${support}`)} ${texts.t('link.nothingShared')}`;
  return capability === 'control' && granted ? `${say(reason)} ${say('control.gone')}` : say(reason);
}

/** That the agent may ask anew. */
export const mayAskAgain = (agent: string, { locale }: Pick<CustomerTexts, 'locale'>): string =>
  fillText(laterTexts.get(locale, 'outcome.again'), { agent }, locale);

type OutcomeKey = LaterTextKey extends infer K ? (K extends `outcome.${infer Rest}` ? Rest : never) : never;
type Outcomes = Readonly<Partial<Record<RequestEndReason, OutcomeKey>>>;

/** What the agent wanted to show, or has shown, ended; whatever else the reason was, it is over. */
const SHOW_OUTCOMES: Outcomes = {
  notNow: 'notNow',
  dismissed: 'dismissed',
  noAnswer: 'noAnswer',
  withdrawn: 'withdrawn',
  pickerCancelled: 'show.notShown',
  pickerTimedOut: 'show.notShown',
  captureUnavailable: 'show.notShown',
  wrongSurface: 'show.notShown',
  revoked: 'show.closed',
  released: 'show.released',
  captureEnded: 'show.released',
  customerLost: 'show.customerLost',
  agentLost: 'show.agentLost',
};

/** A page was shared, or what the customer chose instead. */
const ENDS_OF_PAGES: Outcomes = {
  revoked: 'page.revoked',
  captureEnded: 'page.captureEnded',
  released: 'page.released',
  expired: 'page.expired',
  idle: 'page.idle',
  mediaFailed: 'page.mediaFailed',
};

/** Control of the own desktop ended, and the picture goes on. */
const ENDS_OF_CONTROL: Outcomes = {
  revoked: 'control.revoked',
  released: 'control.released',
  expired: 'control.expired',
};

/** The same where control was asked for and not given. */
const REFUSALS_OF_CONTROL: Outcomes = {
  notNow: 'control.notNow',
  dismissed: 'control.dismissed',
  noAnswer: 'control.noAnswer',
  withdrawn: 'control.withdrawn',
};

/** Control of the agent's desktop ended, and the picture goes on. */
const ENDS_OF_GIVEN_CONTROL: Outcomes = {
  revoked: 'given.revoked',
  released: 'given.released',
  expired: 'given.expired',
};

/** The same where the customer was asked to take it, and did not. */
const REFUSALS_OF_GIVEN_CONTROL: Outcomes = {
  notNow: 'given.notNow',
  dismissed: 'given.dismissed',
  noAnswer: 'given.noAnswer',
  withdrawn: 'given.withdrawn',
};
