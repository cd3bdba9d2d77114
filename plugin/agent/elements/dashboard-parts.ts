import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { AppWindow, LogOut, Plus, Settings2, WifiOff } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { AgentAccount } from '../../../gateway/protocol/http.ts';
import { icon } from '../../shared/icon.ts';
import { needPart } from '../parts.ts';
import type { AgentLocalized } from './templates.ts';

/** The dashboard's first line: the product, the company, who is signed in. */
export function renderHeader(
  texts: AgentLocalized,
  account: AgentAccount | null,
  on: { shortcuts: () => void; signOut: () => void },
): TemplateResult {
  return html`
    <header>
      <h1 class="product">${texts.t('product')}</h1>
      <span class="company muted">${account?.company}</span>
      <span class="agent">
        <span class="visually-hidden">${texts.t('header.signedInAs', { name: '' })}</span>${account?.name}
      </span>
      <div class="menus">
        <sideseat-language-menu></sideseat-language-menu>
        <button class="button quiet" type="button" title=${texts.t('shortcuts.title')} @click=${on.shortcuts}>
          ${icon(Settings2)}<span class="wide">${texts.t('shortcuts.title')}</span>
        </button>
        <button class="button quiet" type="button" title=${texts.t('header.signOut')} @click=${on.signOut}>
          ${icon(LogOut)}<span class="wide">${texts.t('header.signOut')}</span>
        </button>
      </div>
    </header>
  `;
}

/** Says that the connection is lost, while it is tried again. */
export function renderBanner(texts: AgentLocalized, link: LinkState): TemplateResult {
  const banner = html`
    <p>${icon(WifiOff)}<span><b>${texts.t('link.retrying')}</b> ${texts.t('link.retrying.detail')}</span></p>
  `;
  return html`<div role="alert" class="banner">${link === 'retrying' ? banner : nothing}</div>`;
}

/** When a link is over: what happened and the way back. */
export function renderOver(texts: AgentLocalized, kind: 'replaced' | 'closed', reload: () => void): TemplateResult {
  return html`
    <div class="empty" role="alert">
      ${icon(kind === 'replaced' ? AppWindow : WifiOff)}
      <h2>${texts.t(`link.${kind}`)}</h2>
      <p class="muted">${texts.t(`link.${kind}.detail`)}</p>
    </div>
    <button class="button primary" type="button" @click=${reload}>
      ${texts.t(kind === 'replaced' ? 'link.replaced.takeOver' : 'link.reload')}
    </button>
  `;
}

/** New session, or why it is not possible. `first`: there is nothing else to do yet. */
export function renderNewButton(
  texts: AgentLocalized,
  { allowed, first, open }: { allowed: boolean; first: boolean; open: () => void },
): TemplateResult {
  const why = texts.t('error.E_RIGHT_PRIVATE_SESSIONS');
  return html`
    <div class="new">
      <button
        class="button ${first ? 'primary' : ''}"
        type="button"
        aria-disabled=${!allowed}
        title=${allowed ? nothing : why}
        @pointerenter=${() => needPart('inviting')}
        @focus=${() => needPart('inviting')}
        @click=${open}
      >
        ${icon(Plus)}${texts.t('sessions.new')}
      </button>
      ${allowed ? nothing : html`<span class="small muted">${why}</span>`}
    </div>
  `;
}
