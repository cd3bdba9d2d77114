import { adoptStyles } from './frame-styles.ts';
import { createFragment, insert } from './natives.ts';
import { closeNestedFrame } from './replay-frame.ts';

/**
 * A frame inside of the page. It has no document of its own before it hangs in the page and has loaded its empty one: what it
 * shows is kept aside until then, and moved over.
 */
export class NestedFrame {
  #container: Document | DocumentFragment;

  /** `shown`: its document is there. */
  constructor(frame: HTMLIFrameElement, document: Document, shown: () => void) {
    this.#container = createFragment(document);
    closeNestedFrame(frame);
    frame.addEventListener('load', () => {
      const { contentDocument } = frame;
      if (!contentDocument || contentDocument === this.#container) return;
      contentDocument.replaceChildren();
      const root = this.#container.firstElementChild;
      if (root) insert(contentDocument, root, null);
      this.#container = contentDocument;
      adoptStyles(contentDocument, contentDocument);
      shown();
    });
  }

  /** What the frame's own nodes hang in at the moment. */
  get container(): Node {
    return this.#container;
  }
}
