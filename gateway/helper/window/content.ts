import type { Locale } from '../../protocol/vocabulary.ts';
import { cleanText } from './clean-text.ts';
import type { IconName } from './icons.ts';
import type { WindowTextKey, WindowTexts } from './texts/texts.ts';
import type { WindowView } from './window.ts';

/** As in the product's pages: blue asks, amber controls, grey means that nothing flows, red is a danger. */
export type Tone = 'asking' | 'control' | 'stopped' | 'danger';

export type ButtonId = 'connect' | 'stopControl' | 'endSession' | 'confirmEnd' | 'keepSession' | 'close';

/** What the window says and offers, before it is known where that fits. */
export interface Content {
  tone: Tone;
  /** The band is filled with the colour: somebody has mouse and keyboard. */
  isStrong: boolean;
  icon: IconName;
  title: string;
  /** Beside the title. */
  aside: string;
  /** Who it is about: in bold, on a line of its own. */
  who?: { name: string; company: string };
  text: string;
  isProblem: boolean;
  /** Under the text, smaller. */
  note: string;
  /** To be typed elsewhere, so it is shown whole where that is possible. */
  address: string;
  hasField: boolean;
  buttons: readonly { id: ButtonId; label: string }[];
}

export interface ContentContext {
  texts: WindowTexts;
  locale: Locale;
  /** Of the viewer, from the latest `connected`. */
  company: string;
  /** End session was pressed once. */
  isConfirming: boolean;
}

const HEADS: Readonly<Record<WindowView['state'], { tone: Tone; icon: IconName }>> = {
  enterCode: { tone: 'asking', icon: 'code' },
  connecting: { tone: 'asking', icon: 'waiting' },
  connected: { tone: 'stopped', icon: 'safe' },
  armed: { tone: 'control', icon: 'pointer' },
  controlled: { tone: 'control', icon: 'controlling' },
  paused: { tone: 'control', icon: 'hand' },
  lost: { tone: 'stopped', icon: 'offline' },
  unable: { tone: 'stopped', icon: 'noScreen' },
  openPage: { tone: 'asking', icon: 'link' },
  ended: { tone: 'stopped', icon: 'done' },
};

const BUTTONS: Readonly<Record<WindowView['state'], readonly ButtonId[]>> = {
  enterCode: ['connect', 'close'],
  connecting: ['close'],
  connected: ['endSession', 'close'],
  armed: ['stopControl', 'endSession'],
  controlled: ['stopControl', 'endSession'],
  paused: ['stopControl', 'endSession'],
  lost: ['close'],
  unable: ['endSession', 'close'],
  openPage: ['close'],
  ended: ['close'],
};
const CONFIRMING: readonly ButtonId[] = ['keepSession', 'confirmEnd'];

/** What the window shows for a view. */
export function toContent(view: WindowView, context: ContentContext): Content {
  const { texts, isConfirming } = context;
  const isWrongServer = view.state === 'ended' && view.reason === 'ownProofWrong';
  const head = HEADS[view.state];
  const content: Content = {
    tone: isWrongServer ? 'danger' : head.tone,
    icon: isWrongServer ? 'warning' : head.icon,
    isStrong: view.state === 'controlled',
    title: texts[titleKey(view)],
    aside: asideOf(view, context),
    text: texts[isConfirming ? 'confirmEnd' : textKey(view)],
    isProblem: view.state === 'enterCode' && view.problem !== undefined,
    note: isConfirming ? '' : noteOf(view, texts),
    address: view.state === 'openPage' ? cleanText(view.url) : '',
    hasField: view.state === 'enterCode',
    buttons: (isConfirming ? CONFIRMING : BUTTONS[view.state]).map((id) => ({ id, label: texts[`button.${id}`] })),
  };
  const who = whoOf(view, context);
  return who ? { ...content, who } : content;
}

/**
 * What may stand in the window's place a moment later: the owner's hand on its way to a button pauses control. The buttons
 * must not move under it, so all of these have one size.
 */
export function siblingsOf(view: WindowView): readonly WindowView[] {
  if (view.state !== 'armed' && view.state !== 'controlled' && view.state !== 'paused') return [view];
  const { viewerName } = view;
  return [
    { state: 'armed', viewerName },
    { state: 'controlled', viewerName },
    { state: 'paused', viewerName },
  ];
}

/** Whether the session can be ended from here. */
export const offersEnd = (view: WindowView): boolean => BUTTONS[view.state].includes('endSession');

function titleKey(view: WindowView): WindowTextKey {
  if (view.state === 'ended') return view.reason === 'sessionEnded' ? 'title.ended' : 'title.closed';
  return `title.${view.state}`;
}

function textKey(view: WindowView): WindowTextKey {
  switch (view.state) {
    case 'enterCode':
      return view.problem ? `enterCode.${view.problem}` : 'enterCode';
    case 'connected':
      return `who.connected.${view.owner}`;
    case 'ended':
      return `ended.${view.reason}`;
    case 'unable':
    case 'openPage':
      return view.state;
    default:
      return `who.${view.state}`;
  }
}

function whoOf(view: WindowView, { company }: ContentContext): Content['who'] {
  if (view.state === 'connecting' || view.state === 'lost') return { name: cleanText(view.host), company: '' };
  if (!('viewerName' in view)) return undefined;
  return { name: cleanText(view.viewerName), company: cleanText(view.state === 'connected' ? view.company : company) };
}

function asideOf(view: WindowView, { texts, locale }: ContentContext): string {
  if (!('sinceMs' in view) || view.sinceMs === undefined) return '';
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(view.sinceMs);
  return texts.since.replace('{time}', time);
}

function noteOf(view: WindowView, texts: WindowTexts): string {
  if (view.state === 'ended') return texts[`removal.${view.removal}`];
  return 'viewerName' in view ? texts.keys : '';
}
