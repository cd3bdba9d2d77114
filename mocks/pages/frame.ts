import { render } from 'lit';
import adminStyle from '../../plugin/admin/admin.css?url';
import { adminTexts } from '../../plugin/admin/texts/texts.ts';
import { agentTexts } from '../../plugin/agent/texts/texts.ts';
import '../../plugin/agent/define.ts';
import { agentControlTexts } from '../../plugin/agent/control/texts/texts.ts';
import { preferenceTexts } from '../../plugin/agent/control/preference/texts/texts.ts';
import { stepsTexts } from '../../plugin/agent/control/steps/texts/texts.ts';
import { givingTexts } from '../../plugin/agent/giving/texts/texts.ts';
import { needPart } from '../../plugin/agent/parts.ts';
import { keysTexts } from '../../plugin/agent/texts/keys/texts.ts';
import { logTexts } from '../../plugin/agent/texts/log/texts.ts';
import { windowTexts } from '../../plugin/agent/window/texts/texts.ts';
import agentStyle from '../../plugin/hosts/standalone/dashboard.css?url';
import startStyle from '../../plugin/hosts/standalone/index.css?url';
import { hostTexts } from '../../plugin/hosts/texts/texts.ts';
import customerStyle from '../../plugin/customer/page.css?url';
import { customerControlTexts } from '../../plugin/customer/control/texts/texts.ts';
import { laterTexts } from '../../plugin/customer/texts/later/texts.ts';
import { customerTexts } from '../../plugin/customer/texts/texts.ts';
import '../../plugin/customer/define.ts';
import { helperTexts } from '../../plugin/shared/helper/texts/texts.ts';
import { provideLocale } from '../../plugin/shared/i18n/locale-store.ts';
import { catalogue, type Entry, type Room } from './catalogue.ts';
import { readChoices } from './choices.ts';
import frameStyle from './frame.css?url';
import { LIVE_PAGES, showLive } from './live.ts';
import { pressIn } from './press.ts';

/**
 * One state of one element or page, as the address says: `?show=<id>` and the choices. When everything is there,
 * `<html data-shown>` is set.
 */

const ROOM_STYLES: Readonly<Record<Room, string>> = { admin: adminStyle, agent: agentStyle, customer: customerStyle, start: startStyle };

const query = new URLSearchParams(location.search);
const choices = readChoices(query);
const id = query.get('show') ?? '';
const root = document.querySelector<HTMLElement>('#page')!;
const { documentElement: html } = document;

html.lang = choices.locale;
if (choices.theme !== 'system') html.style.colorScheme = choices.theme;
await Promise.all([adminTexts, agentTexts, windowTexts, agentControlTexts, stepsTexts, preferenceTexts, logTexts, keysTexts, givingTexts, helperTexts, customerTexts, customerControlTexts, laterTexts, hostTexts].map((texts) => texts.load(choices.locale)));
// They are fetched after the others.
needPart('log');
needPart('giving');
needPart('shortcuts');
needPart('steps');
await Promise.all(['sideseat-sharing-window', 'sideseat-session-news', 'sideseat-given-control', 'sideseat-helper-steps', 'sideseat-helper-preference'].map((name) => customElements.whenDefined(name)));
await import('../../plugin/agent/control/window-control.ts');
await import('../../plugin/customer/control-part.ts');
const locales = provideLocale(document.body, [adminTexts, agentTexts, windowTexts, agentControlTexts, logTexts, keysTexts, givingTexts, helperTexts, customerTexts], choices.locale);
document.body.addEventListener('sideseat-locale', ({ detail }) => void locales.set(detail.locale));

if (isLive(id)) {
  await dress(LIVE_PAGES[id]);
  await showLive(id, choices, root);
} else {
  const entry = catalogue.find((candidate) => candidate.id === id);
  if (entry) await showEntry(entry);
  else root.textContent = `There is no state “${id}”.`;
}
html.dataset['shown'] = id;

async function showEntry(entry: Entry): Promise<void> {
  await dress(entry.room);
  if (entry.subject !== 'page') root.dataset['alone'] = entry.subject;
  render(entry.show(choices.locale), root);
  await pressIn(root, entry.press ?? {});
}

/** The style sheets of the room's page, then our own. */
async function dress(room: Room): Promise<void> {
  root.dataset['room'] = room;
  for (const href of [ROOM_STYLES[room], frameStyle]) {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    const loaded = new Promise((resolve) => link.addEventListener('load', resolve, { once: true }));
    document.head.append(link);
    await loaded;
  }
}

function isLive(name: string): name is keyof typeof LIVE_PAGES {
  return Object.hasOwn(LIVE_PAGES, name);
}
