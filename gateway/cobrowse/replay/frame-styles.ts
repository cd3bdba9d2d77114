import { MASKED_ATTRIBUTE } from '../../protocol/cobrowse-safe-attributes.ts';

export const PLACEHOLDER_ATTRIBUTE = 'data-sideseat-placeholder';
export const SELECTION = 'sideseat-selection';

/** What the agent's page draws in the customer's: stripes on private fields, boxes where nothing was sent, the selection. */
const STYLES = `
[${MASKED_ATTRIBUTE}] {
  background-image:
    repeating-linear-gradient(135deg, rgb(110 110 110 / 0.22) 0 4px, rgb(110 110 110 / 0.06) 4px 8px) !important;
}
[${PLACEHOLDER_ATTRIBUTE}] {
  box-sizing: border-box !important;
  overflow: hidden !important;
  background: #e3e5e8 !important;
  color: #3c4149 !important;
  box-shadow: inset 0 0 0 1px #aab0b8 !important;
}
span[${PLACEHOLDER_ATTRIBUTE}] {
  display: inline-block;
}
[${PLACEHOLDER_ATTRIBUTE}]::before {
  content: attr(${PLACEHOLDER_ATTRIBUTE}) !important;
  display: block !important;
  padding: 4px !important;
  font: 12px/1.3 system-ui, sans-serif !important;
}
::highlight(${SELECTION}) {
  background-color: #b3d4ff;
  color: #10131a;
}
`;

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Into a document of the frame, or a shadow root in it; not before it is one of a frame that is shown. */
export function adoptStyles(document: Document, scope: Document | ShadowRoot): void {
  const { defaultView } = document;
  if (!defaultView) return;
  const sheet = sheets.get(document) ?? new defaultView.CSSStyleSheet();
  if (!sheets.has(document)) {
    sheet.replaceSync(STYLES);
    sheets.set(document, sheet);
  }
  scope.adoptedStyleSheets = [sheet];
}
