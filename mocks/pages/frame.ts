import { render } from 'lit';
import { agentTexts } from '../../plugin/agent/texts/texts.ts';
import '../../plugin/agent/define.ts';
import { windowTexts } from '../../plugin/agent/window/texts/texts.ts';
import agentStyle from '../../plugin/hosts/standalone/dashboard.css?url';
import customerStyle from '../../plugin/customer/page.css?url';
import { customerTexts } from '../../plugin/customer/texts/texts.ts';
import '../../plugin/customer/define.ts';
import { provideLocale } from '../../plugin/shared/i18n/locale-store.ts';
import { catalogue, type Entry, type Room } from './catalogue.ts';
import { readChoices } from './choices.ts';
import frameStyle from './frame.css?url';
import { LIVE_PAGES, showLive } from './live.ts';

/**
 * One state of one element or page, as the address says: `?show=<id>` and the choices. When everything is there,
 * `<html data-shown>` is set.
 */

const query = new URLSearchParams(location.search);
const choices = readChoices(query);
const id = query.get('show') ?? '';
const root = document.querySelector<HTMLElement>('#page')!;
const { documentElement: html } = document;

html.lang = choices.locale;
if (choices.theme !== 'system') html.style.colorScheme = choices.theme;
await Promise.all([agentTexts, windowTexts, customerTexts].map((texts) => texts.load(choices.locale)));
// It is fetched after the others.
await customElements.whenDefined('sideseat-sharing-window');
const locales = provideLocale(document.body, [agentTexts, windowTexts, customerTexts], choices.locale);
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
  if (!entry.isPage) root.dataset['alone'] = entry.subject;
  render(entry.show(choices.locale), root);
  await settled();
  if (entry.press === undefined) return;
  const tab = deepElements(root).find(
    (element) => element.role === 'tab' && element.textContent?.trim().startsWith(entry.press!),
  );
  if (!(tab instanceof HTMLElement)) throw new Error(`there is no tab “${entry.press}”`);
  tab.click();
  tab.blur();
  await settled();
}

/** The style sheets of the room's page, then our own. */
async function dress(room: Room): Promise<void> {
  for (const href of [room === 'agent' ? agentStyle : customerStyle, frameStyle]) {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    const loaded = new Promise((resolve) => link.addEventListener('load', resolve, { once: true }));
    document.head.append(link);
    await loaded;
  }
}

/** An element may bring another with its update; three rounds are enough for all of ours. */
async function settled(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const element of deepElements(root)) {
      await (element as Element & { updateComplete?: Promise<unknown> }).updateComplete;
    }
  }
}

function deepElements(parent: ParentNode): Element[] {
  return [...parent.children].flatMap((child) => [
    child,
    ...(child.shadowRoot ? deepElements(child.shadowRoot) : []),
    ...deepElements(child),
  ]);
}

function isLive(name: string): name is keyof typeof LIVE_PAGES {
  return Object.hasOwn(LIVE_PAGES, name);
}
