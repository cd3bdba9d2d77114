import type { TemplateResult } from 'lit';
import type { CustomerSessionView } from '../../gateway/protocol/views.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { continueText, questionText } from '../../gateway/server/questions/questions.ts';
import type { CustomerClient, CustomerState } from '../../plugin/customer/customer-client.ts';
import { renderPage } from '../../plugin/customer/page.ts';
import * as later from '../../plugin/customer/later-part.ts';
import * as part from '../../plugin/customer/session-part.ts';
import { picture } from './customer-states.ts';
import { customerTexts } from '../../plugin/customer/texts/texts.ts';
import { fillText } from '../../plugin/shared/i18n/texts.ts';
import type { Press } from './press.ts';
import { activeView, agentControl, agentShare, continuable, control, outcome, question, share, waitingView } from '../customer.ts';

/** The customer's whole page in each of its states, with the questions in the reader's language. */

const site = {
  company: 'Acme Support',
  joinUrls: ['https://help.acme.example/join', 'https://acme-help.example/join'],
  pinLength: 6,
  joined: false,
  helperPlatforms: ['linux-x64'],
};
const JOINING: CustomerState = {
  screen: 'joining',
  site,
  join: { busy: false, failure: null, link: null },
  link: 'open',
  later,
  view: null,
  capture: 'none',
  picture: { phase: 'none', stream: null, getLastFrameAtMs: () => null },
  answering: null,
  leaving: null,
  failure: null,
};
/** Nobody answers: the page is looked at. */
const client: CustomerClient = {
  get state$(): never {
    throw new Error('a page in one state has no client whose state changes');
  },
  start: async () => undefined,
  join: async () => undefined,
  answer: async () => undefined,
  moreTime: async () => undefined,
  continueSharing: () => undefined,
  inviteHelper: async () => '7K3MQ9TX2B',
  stopControl: async () => undefined,
  controlLink: null,
  stop: () => undefined,
  closeViewer: () => undefined,
  leave: async () => undefined,
  reportAbuse: async () => undefined,
  enterNewCode: () => undefined,
  localeChanged: () => undefined,
  close: () => undefined,
};
const NAMES = { agent: 'Mia Keller', company: 'Acme Support' };

const page = (locale: Locale, change: Partial<CustomerState>, isPhone = false): TemplateResult =>
  renderPage(
    { ...JOINING, ...change },
    {
      client,
      part,
      support: isPhone ? 'phone' : 'ok',
      texts: { locale, t: (key, params = {}) => fillText(customerTexts.get(locale, key), params, locale) },
      textSize: 100,
      chooseLocale: () => undefined,
      chooseTextSize: () => undefined,
      reload: () => undefined,
    },
  );
const connected = (locale: Locale, view: CustomerSessionView, change: Partial<CustomerState> = {}): TemplateResult =>
  page(locale, { screen: 'connected', view, ...change });

const asked = (locale: Locale): CustomerSessionView =>
  activeView({ question: question({ locale, ...questionText(locale, 'view', NAMES) }) });
const interrupted = (locale: Locale): CustomerSessionView =>
  activeView({
    outcome: outcome('serverRestarted', true),
    continuable: continuable({ locale, ...continueText(locale, NAMES) }),
  });

const controlled = (locale: Locale, change: Parameters<typeof control>[0]): TemplateResult =>
  connected(locale, activeView({ share: share(), control: control(change) }), { capture: 'running' });

const controlling = (locale: Locale, change: Parameters<typeof agentControl>[0] = {}): TemplateResult =>
  connected(locale, activeView({ agentShare: agentShare(), agentControl: agentControl(change) }), { picture: picture() });

export const customerPages = {
  joining: (locale: Locale) => page(locale, {}),
  'PIN refused': (locale: Locale) =>
    page(locale, { join: { busy: false, failure: { code: 'E_PIN_INVALID' }, link: null } }),
  'by a link': (locale: Locale) => page(locale, { join: { busy: false, failure: null, link: 'token' } }),
  'on a phone': (locale: Locale) => page(locale, {}, true),
  waiting: (locale: Locale) => connected(locale, waitingView()),
  active: (locale: Locale) => connected(locale, activeView()),
  asked: (locale: Locale) => connected(locale, asked(locale)),
  choosing: (locale: Locale) => connected(locale, asked(locale), { capture: 'choosing' }),
  'asked to look': (locale: Locale) =>
    connected(
      locale,
      activeView({ question: question({ locale, capability: 'show', owner: 'agent', ...questionText(locale, 'show', NAMES) }) }),
    ),
  viewing: (locale: Locale) => connected(locale, activeView({ agentShare: agentShare() }), { picture: picture() }),
  'asked to take control': (locale: Locale) =>
    connected(
      locale,
      activeView({
        agentShare: agentShare(),
        question: question({ locale, capability: 'giveControl', owner: 'agent', ...questionText(locale, 'giveControl', NAMES) }),
      }),
      { picture: picture() },
    ),
  'control is given': (locale: Locale) => controlling(locale),
  'control is taken': (locale: Locale) => controlling(locale, { phase: 'active' }),
  'control is taken back': (locale: Locale) => controlling(locale, { phase: 'takenBack' }),
  'given control stopped': (locale: Locale) =>
    connected(locale, activeView({ agentShare: agentShare(), agentOutcome: { ...outcome('revoked', true), capability: 'giveControl', atMs: agentShare().sinceAtMs } }), {
      picture: picture(),
    }),
  sharing: (locale: Locale) => connected(locale, activeView({ share: share() }), { capture: 'running' }),
  'asked for control': (locale: Locale) =>
    connected(
      locale,
      activeView({ share: share(), question: question({ locale, capability: 'control', ...questionText(locale, 'control', NAMES) }) }),
      { capture: 'running' },
    ),
  'helper to be started': (locale: Locale) => controlled(locale, { helper: 'absent' }),
  'helper is downloaded': (locale: Locale) => controlled(locale, { helper: 'downloading', helperPercent: 45 }),
  'helper is there': (locale: Locale) => controlled(locale, { helper: 'downloaded' }),
  'helper is started': (locale: Locale) => controlled(locale, { helper: 'started' }),
  'helper on another screen': (locale: Locale) => controlled(locale, { helper: 'unable' }),
  'may be controlled': (locale: Locale) => controlled(locale, {}),
  controlled: (locale: Locale) => controlled(locale, { phase: 'active' }),
  'own hand moves': (locale: Locale) => controlled(locale, { phase: 'paused' }),
  stopped: (locale: Locale) => connected(locale, activeView({ outcome: outcome('revoked', true) })),
  'link lost': (locale: Locale) =>
    connected(locale, activeView({ share: share() }), { capture: 'running', link: 'retrying' }),
  'continue offered': (locale: Locale) => connected(locale, interrupted(locale), { capture: 'suspended' }),
  ended: (locale: Locale) => connected(locale, activeView({ status: 'ended', endReason: 'agentEnded' })),
  'abuse reported': (locale: Locale) =>
    connected(locale, activeView({ status: 'ended', endReason: 'abuseReported' })),
};

/** What is pressed before some of them are there. */
export const customerPagePresses: Readonly<Partial<Record<keyof typeof customerPages, Press>>> = {
  'control is taken': { isPictureClicked: true },
};
