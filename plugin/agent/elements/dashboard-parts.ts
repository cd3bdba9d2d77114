import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { AppWindow, LogOut, WifiOff } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { AgentAccount } from '../../../gateway/protocol/http.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentLocalized } from './templates.ts';

/** The dashboard's first line: the product, the company, who is signed in. */
export function renderHeader(texts: AgentLocalized, account: AgentAccount | null, signOut: () => void): TemplateResult {
  return html`
    <header>
      <h1 class="product">${texts.t('product')}</h1>
      <span class="company muted">${account?.company}</span>
      <span class="agent">
        <span class="visually-hidden">${texts.t('header.signedInAs', { name: '' })}</span>${account?.name}
      </span>
      <sideseat-language-menu></sideseat-language-menu>
      <button class="button quiet" type="button" @click=${signOut}>${icon(LogOut)}${texts.t('header.signOut')}</button>
    </header>
  `;
}

/** Says that the connection is lost, while it is tried again. */
export function renderBanner(texts: AgentLocalized, link: LinkState): TemplateResult {
  const banner = html`
    <p>${icon(WifiOff)}<b>${texts.t('link.retrying')}</b> ${texts.t('link.retrying.detail')}</p>
  `;
  return html`<div role="alert" class="banner">${link === 'retrying' ? banner : nothing}</div>`;
}

/** In place of the dashboard, when its link is over: what happened and the way back. */
export function renderOver(texts: AgentLocalized, kind: 'replaced' | 'closed', reload: () => void): TemplateResult {
  return html`
    <main class="over">
      <div class="empty" role="alert">
        ${icon(kind === 'replaced' ? AppWindow : WifiOff)}
        <h2>${texts.t(`link.${kind}`)}</h2>
        <p class="muted">${texts.t(`link.${kind}.detail`)}</p>
      </div>
      <button class="button primary" type="button" @click=${reload}>
        ${texts.t(kind === 'replaced' ? 'link.replaced.takeOver' : 'link.reload')}
      </button>
    </main>
  `;
}
