const CSS = `
:host { all: initial !important; position: fixed !important; inset: auto 0 0 !important; z-index: 2147483647 !important; pointer-events: none !important; }
p {
  width: fit-content;
  max-width: calc(100% - 32px);
  box-sizing: border-box;
  margin: 0 auto 16px;
  padding: 8px 16px;
  font: 600 15px/1.4 system-ui, sans-serif;
  color: #ffffff;
  background: #1b1b1f;
  border-radius: 8px;
  box-shadow: 0 2px 12px rgb(0 0 0 / 30%);
}
p:empty { display: none; }
`;

/** Says at the foot of a page that is tried out what its marks mean; the frame of the preview is beside that. */
export class PreviewLegend {
  readonly #host: HTMLElement;
  readonly #text: HTMLElement;

  constructor(document: Document) {
    this.#host = document.createElement('sideseat-marks');
    this.#host.setAttribute('data-cobrowse', 'block');
    this.#text = document.createElement('p');
    const root = this.#host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#text);
    document.documentElement.append(this.#host);
  }

  append(frame: HTMLIFrameElement): void {
    this.#host.shadowRoot?.append(frame);
  }

  show(text: string): void {
    this.#text.textContent = text;
  }

  hide(): void {
    this.#host.remove();
  }
}
