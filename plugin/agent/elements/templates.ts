import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { CircleAlert } from 'lucide';
import { icon } from '../../shared/icon.ts';
import type { Localized } from '../../shared/i18n/localized.ts';
import { failureText, type Failure } from '../../shared/texts/texts.ts';
import type { Mark, TextKey } from '../views/mark.ts';
import type { CommandLine } from '../views/request-command.ts';

export type AgentLocalized = Localized<TextKey>;

/** The line under a command, for a template; names are text of unknown direction. */
export function renderCommandLine(line: CommandLine, texts: AgentLocalized, name: string): unknown {
  if ('failure' in line) return failureText(texts, line.failure);
  const time = line.atMs === undefined ? '' : texts.formatTime(line.atMs);
  return texts.rich(line.text, { name: html`<bdi>${name}</bdi>`, time });
}

/** The same as plain text. */
export function commandLineText(line: CommandLine, texts: AgentLocalized, name: string): string {
  if ('failure' in line) return failureText(texts, line.failure);
  return texts.t(line.text, { name, time: line.atMs === undefined ? '' : texts.formatTime(line.atMs) });
}

/** A state mark. `remaining`: a countdown beside the word, such as 0:42. */
export function renderMark(
  mark: Mark,
  texts: AgentLocalized,
  options: { id?: string; remaining?: string } = {},
): TemplateResult {
  const { id, remaining } = options;
  return html`
    <span class="mark ${mark.tone}" id=${id ?? nothing}>
      <span class="dot"></span><span class="word">${texts.t(mark.text)}${remaining ? ` ${remaining}` : nothing}</span>
    </span>
  `;
}

/**
 * The place of an error, beside what it is about. It stays on the page, so that screen readers hear its text arrive.
 *
 * @param shown What to show now; its wait may count down.
 * @param said What is announced: the same failure as it came, so that a countdown is not read out each second.
 */
export function renderProblem(
  id: string,
  texts: AgentLocalized,
  shown: Failure | null,
  said: Failure | null = shown,
): TemplateResult {
  const counting = shown?.retryInMs !== undefined;
  const sentence = shown && html`${icon(CircleAlert)}<span>${failureText(texts, shown)}</span>`;
  return html`
    <div id=${id} role="alert">
      ${sentence && !counting ? html`<p class="error">${sentence}</p>` : nothing}
      ${counting && said ? html`<span class="visually-hidden">${failureText(texts, said)}</span>` : nothing}
    </div>
    ${counting ? html`<p class="error" aria-hidden="true">${sentence}</p>` : nothing}
  `;
}
