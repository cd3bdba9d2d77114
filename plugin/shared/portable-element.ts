import { LitElement, type CSSResultOrNative } from 'lit';

/**
 * Style sheets as `view`'s document takes them: a constructed sheet belongs to the document that it was made for, and
 * another one throws.
 */
export function sheetsFor(view: Window & typeof globalThis, styles: readonly CSSResultOrNative[]): CSSStyleSheet[] {
  return styles.map((style) => {
    const sheet = new view.CSSStyleSheet();
    const text = 'cssText' in style ? style.cssText : [...style.cssRules].map((rule) => rule.cssText).join('\n');
    sheet.replaceSync(text);
    return sheet;
  });
}

/** An element that may be made within another window of the page, where Lit's own style sheets are not taken. */
export class PortableElement extends LitElement {
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const view = this.ownerDocument.defaultView;
    if (!view || view === window) return super.createRenderRoot();
    const { shadowRootOptions, elementStyles } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    root.adoptedStyleSheets = sheetsFor(view, elementStyles);
    return root;
  }
}
