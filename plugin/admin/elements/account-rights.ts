import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { AccountRight, AccountView, RightRule, SiteRight } from '../../../gateway/protocol/admin-accounts.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { adminTexts } from '../texts/texts.ts';

/**
 * What an account may, in all and for each website, and which rule decided.
 *
 * @element sideseat-account-rights
 */
export class AccountRights extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      h3 {
        margin-bottom: var(--ss-space-2);
        font-size: var(--ss-size-m);
      }

      table {
        width: 100%;
        table-layout: fixed;
        border-collapse: collapse;
      }

      th,
      td {
        padding: var(--ss-space-1) var(--ss-space-2);
        text-align: start;
        vertical-align: top;
        border-bottom: var(--ss-line);
        overflow-wrap: anywhere;
        hyphens: auto;
      }

      .allowed {
        width: 7em;
      }

      .yes {
        color: var(--ss-view);
        font-weight: 600;
      }

      @media (max-width: 760px) {
        thead {
          display: none;
        }

        tbody,
        tr,
        td {
          display: block;
        }

        tr {
          padding: var(--ss-space-2) 0;
          border-bottom: var(--ss-line);
        }

        td {
          padding: 0;
          border: 0;
        }

        td:first-child {
          font-weight: 600;
        }
      }
    `,
  ];

  @property({ attribute: false }) account: AccountView | null = null;

  readonly #texts = new Localized(this, adminTexts);

  protected override render(): TemplateResult | typeof nothing {
    const t = this.#texts;
    const { account } = this;
    if (!account) return nothing;
    return html`
      <h3 id="title">${t.t('rights.title', { name: account.name })}</h3>
      <table role="table" aria-labelledby="title">
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">${t.t('rights.right')}</th>
            <th role="columnheader" scope="col" class="allowed">${t.t('rights.allowed')}</th>
            <th role="columnheader" scope="col">${t.t('rights.rule')}</th>
          </tr>
        </thead>
        <tbody>
          ${account.rights.map(({ right, isAllowed, rule }) => this.#renderRow(right, '', isAllowed, rule))}
          ${account.siteRights.map(({ right, siteName, isAllowed, rule }) => this.#renderRow(right, siteName, isAllowed, rule))}
        </tbody>
      </table>
    `;
  }

  #renderRow(right: AccountRight | SiteRight, site: string, isAllowed: boolean, rule: RightRule): TemplateResult {
    const t = this.#texts;
    return html`
      <tr role="row">
        <td role="cell">${t.t(`right.${right}`, { site })}</td>
        <td role="cell" class=${isAllowed ? 'yes' : 'no'}>${t.t(isAllowed ? 'yes' : 'no')}</td>
        <td role="cell">${t.t(`rule.${rule}`)}</td>
      </tr>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-account-rights': AccountRights;
  }
}
