import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import { LOCALES } from '../../gateway/protocol/vocabulary.ts';
import { BAD_PASSWORD, GOOD_PIN } from '../api.ts';
import { catalogue, type Room } from './catalogue.ts';
import { ANSWERS, DELAYS, frameUrl, readChoices, THEMES, WIDTHS, type Choices } from './choices.ts';

/** The catalogue: every element and page in every state, on the left; the chosen one, in a frame, on the right. */

interface Item {
  readonly id: string;
  readonly group: string;
  readonly label: string;
}

const PAGES: Readonly<Record<Room, string>> = {
  admin: 'Administrator’s page',
  agent: 'Agent’s page',
  customer: 'Customer’s page',
  start: 'Start page',
};
const items: readonly Item[] = [
  { id: 'live.agent', group: 'Live, with mocks', label: 'Agent’s page' },
  { id: 'live.customer', group: 'Live, with mocks', label: 'Customer’s page' },
  ...catalogue.map(({ id, room, subject, state, isPage }) => ({
    id,
    group: isPage ? PAGES[room] : `<${subject}>`,
    label: state,
  })),
];

let search = '';

/** What is chosen stands in the address, so that it can be kept and passed on. */
const query = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));
const chosen = (): string => query().get('show') ?? items[0]!.id;

window.addEventListener('hashchange', show);
show();

function show(): void {
  const choices = readChoices(query());
  document.documentElement.style.colorScheme = choices.theme === 'system' ? '' : choices.theme;
  const groups = Map.groupBy(items.filter(matchesSearch), ({ group }) => group);
  render(
    html`
      <nav class="list" aria-label="States">
        <h1>Sideseat: every state</h1>
        <input
          type="search"
          placeholder="Search"
          aria-label="Search states"
          .value=${search}
          @input=${({ target }: InputEvent) => {
            search = (target as HTMLInputElement).value;
            show();
          }}
        />
        ${[...groups].map(([group, members]) => renderGroup(group, members))}
        ${groups.size === 0 ? html`<p>Nothing matches.</p>` : nothing}
      </nav>
      <form class="controls" aria-label="How it is shown">
        ${renderChoice('Theme', 'theme', THEMES, choices)} ${renderChoice('Language', 'locale', LOCALES, choices)}
        ${renderChoice('Width', 'width', WIDTHS, choices)}
        ${chosen().startsWith('live.')
          ? [
              renderChoice('Delay', 'delay', Object.keys(DELAYS) as Choices['delay'][], choices),
              renderChoice('Answer', 'answer', ANSWERS, choices),
            ]
          : nothing}
        <a href=${frameUrl(chosen(), choices)} target="_blank">Alone, in a new tab</a>
        <p class="hint">${hint()}</p>
      </form>
      <div class="stage">
        <iframe
          title="The chosen state"
          src=${frameUrl(chosen(), choices)}
          style=${choices.width === 'full' ? '' : `width: ${choices.width}px`}
        ></iframe>
      </div>
    `,
    document.querySelector<HTMLElement>('#page')!,
  );
}

function hint(): string {
  return chosen().startsWith('live.')
    ? `The PIN ${GOOD_PIN} lets customers in; every password but “${BAD_PASSWORD}” signs agents in; whoever is asked says OK.`
    : 'Forced colours: DevTools, Rendering, “Emulate CSS media feature forced-colors”.';
}

function matchesSearch({ group, label }: Item): boolean {
  return `${group} ${label}`.toLowerCase().includes(search.trim().toLowerCase());
}

function renderGroup(group: string, members: readonly Item[]): TemplateResult {
  return html`
    <h2>${group}</h2>
    <ul>
      ${members.map(
        ({ id, label }) => html`
          <li><a href=${addressWith('show', id)} aria-current=${id === chosen() ? 'page' : nothing}>${label}</a></li>
        `,
      )}
    </ul>
  `;
}

function renderChoice<K extends keyof Choices>(
  label: string,
  name: K,
  values: readonly Choices[K][],
  choices: Choices,
): TemplateResult {
  return html`
    <label>
      ${label}
      <select
        @change=${({ target }: Event) => {
          location.hash = addressWith(name, (target as HTMLSelectElement).value);
        }}
      >
        ${values.map((value) => html`<option ?selected=${choices[name] === value}>${value}</option>`)}
      </select>
    </label>
  `;
}

function addressWith(name: string, value: string): string {
  const next = query();
  next.set(name, value);
  return `#${next}`;
}
