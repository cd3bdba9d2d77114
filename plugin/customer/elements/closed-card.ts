import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { IconNode } from 'lucide';
import { CircleCheck, Copy, RefreshCw, ShieldCheck, WifiOff } from 'lucide';
import { icon } from '../../shared/icon.ts';
import type { CustomerTexts } from '../announcement.ts';
import { closedSentences } from '../announcement.ts';
import type { OpenView, PageView } from '../page-view.ts';

/** Everything that is shown while there is no session to do something in. */
export type ClosedView = Exclude<PageView, OpenView>;

/**
 * What stands alone on the page before a session, while it is ended, and after it.
 * @param isFramed - In a frame, which is closed afterwards; the page around it stays.
 */
export function renderClosed(
  page: ClosedView,
  texts: CustomerTexts,
  isFramed: boolean,
  emit: (event: 'go-on' | 'new-code') => void,
): TemplateResult {
  const [title, hint] = closedSentences(page, texts);
  const end = (sign: IconNode, command: string, event: 'go-on' | 'new-code'): TemplateResult => html`
    <div class="card end">
      ${icon(sign)}
      <h1>${title}</h1>
      <p>${isFramed && page.kind === 'ended' && page.reason !== 'abuseReported' ? texts.t('link.nothingShared') : hint}</p>
      <button class="button big ${page.kind === 'ended' ? '' : 'primary'}" type="button" @click=${() => emit(event)}>
        ${command}
      </button>
    </div>
  `;

  switch (page.kind) {
    case 'opening':
    case 'leaving':
      return renderBanner(page.interrupted, title, hint);
    case 'replaced':
      return end(Copy, texts.t('link.takeOver'), 'go-on');
    case 'outdated':
      return end(RefreshCw, texts.t('page.reload'), 'go-on');
    case 'ended':
      return end(page.reason === 'abuseReported' ? ShieldCheck : CircleCheck, texts.t(isFramed ? 'close' : 'ended.again'), 'new-code');
  }
}

/** Something is under way; the sign turns as long as it is not held up. */
function renderBanner(interrupted: boolean, title: string, hint: string | undefined): TemplateResult {
  return html`
    <div class="card banner">
      <span class=${interrupted ? 'held' : 'turning'}>${icon(interrupted ? WifiOff : RefreshCw)}</span>
      <div class="lines">
        <h1 class="greeting">${title}</h1>
        ${hint === undefined ? nothing : html`<p>${hint}</p>`}
      </div>
    </div>
  `;
}
