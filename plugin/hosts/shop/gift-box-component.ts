import { css, html, LitElement } from 'lit';
import { describeBox, NEW_BOX, RIBBONS, type GiftBox } from './gift-box.ts';
import './shop.ts';

/** The form as a web component, in an open shadow root with styles of its own. */
class AcornGiftBox extends LitElement {
  static override readonly properties = { box: { state: true } };
  static override readonly styles = css`
    form {
      display: grid;
      gap: 16px;
      max-inline-size: 26rem;
    }
    label {
      display: grid;
      gap: 4px;
    }
    .choice {
      display: flex;
      gap: 8px;
    }
    input:not([type='checkbox']),
    select,
    button {
      font: inherit;
      padding: 8px 10px;
      border: 1px solid #a89a86;
      border-radius: 6px;
    }
    button {
      justify-self: start;
      color: #fff;
      background: #54705f;
      border: 0;
      padding: 8px 16px;
    }
  `;
  declare box: GiftBox;

  constructor() {
    super();
    this.box = NEW_BOX;
  }

  override render() {
    const { to, ribbon, isWrapped } = this.box;
    return html`
      <form @submit=${(event: Event) => event.preventDefault()}>
        <label>
          For
          <input name="to" autocomplete="off" data-cobrowse="allow" .value=${to} @input=${(event: InputEvent) => this.#change({ to: valueOf(event) })} />
        </label>
        <label>
          Ribbon
          <select name="ribbon" .value=${ribbon} @change=${(event: Event) => this.#change({ ribbon: valueOf(event) })}>
            ${RIBBONS.map((name) => html`<option ?selected=${name === ribbon}>${name}</option>`)}
          </select>
        </label>
        <label class="choice">
          <input
            name="wrapped"
            type="checkbox"
            .checked=${isWrapped}
            @change=${({ target }: Event) => this.#change({ isWrapped: (target as HTMLInputElement).checked })}
          />
          Wrapped
        </label>
        <p role="status">${describeBox(this.box)}</p>
        <button type="button" @click=${() => this.#change(NEW_BOX)}>Begin anew</button>
      </form>
    `;
  }

  #change(change: Partial<GiftBox>): void {
    this.box = { ...this.box, ...change };
  }
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

customElements.define('acorn-gift-box', AcornGiftBox);
