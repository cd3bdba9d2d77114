import { BLOCKED, isTextHidden, type Masking } from '../mask/masking.ts';
import { publicAddress, publicTitle } from '../mask/page-address.ts';

/** A page's title and address, as they may be seen. */
export class PageName {
  readonly #window: Window;
  readonly #masking: Masking;
  #read = '';

  constructor(window: Window, masking: Masking) {
    this.#window = window;
    this.#masking = masking;
  }

  read(): { title: string; address: string } {
    const { document, location } = this.#window;
    const { rules } = this.#masking;
    const title = this.#isTitleHidden() ? '' : this.#masking.publicText(publicTitle(document.title, rules));
    const address = this.#masking.publicText(publicAddress(location.href, rules));
    this.#read = `${title}\n${address}`;
    return { title, address };
  }

  /** Whether they are others than they were when they were read last. */
  hasChanged(): boolean {
    const before = this.#read;
    this.read();
    return this.#read !== before;
  }

  #isTitleHidden(): boolean {
    const { documentElement, head } = this.#window.document;
    let treatment = this.#masking.pageTreatment;
    for (const element of [documentElement, head, head?.querySelector('title')]) if (element) treatment = this.#masking.treatmentOf(element, treatment);
    return isTextHidden(treatment) || (treatment & BLOCKED) > 0;
  }
}
