import { html } from 'lit';

/** What agent and customer share, in each of its states. */
export const sharedStates = {
  'sideseat-dialog': {
    open: () => html`
      <sideseat-dialog heading="End the session?" .open=${true}>
        <p>Nothing is shared any more then.</p>
        <button slot="actions" autofocus>No</button>
        <button slot="actions">Yes</button>
      </sideseat-dialog>
    `,
  },
  'sideseat-language-menu': { shown: () => html`<sideseat-language-menu></sideseat-language-menu>` },
};
