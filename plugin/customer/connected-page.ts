import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CustomerState } from './customer-client.ts';
import type { PageOptions } from './page.ts';
import type { PageView } from './page-view.ts';
import { toPageView } from './page-view.ts';

/** What is on the screen once the form is behind. */
export const pageOf = ({ view, link, capture, leaving, picture }: CustomerState): PageView =>
  toPageView(view, link, capture, leaving, picture);

/** What renders and carries out what a connected customer sees. */
export interface ConnectedOptions extends Pick<PageOptions, 'support' | 'reload'> {
  client: Omit<PageOptions['client'], 'join'>;
}

/**
 * What a connected customer sees between the page's header and what screen readers are told.
 * @param inFrame - In the frame of a site's page: what else there is to say of the page that is shared.
 */
export function renderConnected(
  state: CustomerState,
  { client, support, reload }: ConnectedOptions,
  inFrame?: TemplateResult | typeof nothing,
): TemplateResult {
  return html`
    <sideseat-customer
      .view=${state.view}
      .link=${state.link}
      .capture=${state.capture}
      .picture=${state.picture}
      .controlLink=${client.controlLink}
      .answering=${state.answering}
      .leaving=${state.leaving}
      .failure=${state.failure}
      .support=${support}
      .later=${state.later}
      .inviteHelper=${client.inviteHelper}
      .isFramed=${inFrame !== undefined}
      @sideseat-answer=${({ detail }: HTMLElementEventMap['sideseat-answer']) => void client.answer(detail)}
      @sideseat-more-time=${({ detail }: HTMLElementEventMap['sideseat-more-time']) =>
        void client.moreTime(detail.requestId)}
      @sideseat-continue=${({ detail }: HTMLElementEventMap['sideseat-continue']) => client.continueSharing(detail)}
      @sideseat-stop-control=${() => void client.stopControl()}
      @sideseat-stop-sharing=${() => client.stop()}
      @sideseat-close-viewer=${() => client.closeViewer()}
      @sideseat-leave=${() => void client.leave()}
      @sideseat-report-abuse=${() => void client.reportAbuse()}
      @sideseat-new-code=${() => client.enterNewCode()}
      @sideseat-go-on=${reload}
      >${inFrame ?? nothing}</sideseat-customer
    >
  `;
}
