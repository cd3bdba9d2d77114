import { css, html, LitElement } from 'lit';
import { describeBox, describeOrder, NEW_BOX, RIBBONS, SIZES, type GiftBox } from './gift-box.ts';
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
    input:not([type='checkbox'], [type='radio']),
    textarea,
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
    const { to, ribbon, isWrapped, count, size, message } = this.box;
    return html`
      <form @submit=${this.#send}>
        <label>
          For
          <input name="to" autocomplete="off" data-cobrowse="allow" .value=${to} @input=${(event: InputEvent) => this.#change({ to: valueOf(event) })} />
        </label>
        <label>
          How many
          <input name="count" type="number" min="1" data-cobrowse="allow" .value=${String(count)} @input=${(event: InputEvent) => this.#change({ count: Number(valueOf(event)) })} />
        </label>
        <label>
          Ribbon
          <select name="ribbon" data-cobrowse="allow" .value=${ribbon} @change=${(event: Event) => this.#change({ ribbon: valueOf(event) })}>
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
        ${SIZES.map(
          (each) => html`<label class="choice"><input name="size" type="radio" .checked=${size === each} @change=${() => this.#change({ size: each })} /> ${each}</label>`,
        )}
        <label>
          Card
          <textarea name="message" rows="2" autocomplete="off" data-cobrowse="allow" .value=${message} @input=${(event: InputEvent) => this.#change({ message: valueOf(event) })}></textarea>
        </label>
        <p role="status">${describeBox(this.box)}</p>
        <p role="status">${describeOrder(this.box)}</p>
        <button type="button" @click=${() => this.#change(NEW_BOX)}>Begin anew</button>
        <button>Put into the basket</button>
      </form>
    `;
  }

  readonly #send = (event: Event): void => {
    event.preventDefault();
    this.#change({ isOrdered: true });
  };

  #change(change: Partial<GiftBox>): void {
    this.box = { ...this.box, ...change };
  }
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

customElements.define('acorn-gift-box', AcornGiftBox);
