import { isTextHidden, type Masking } from '../mask/masking.ts';
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
    const isHidden = isTextHidden(this.#masking.treatmentOf(document.documentElement, this.#masking.pageTreatment));
    const title = isHidden ? '' : this.#masking.publicText(publicTitle(document.title, rules));
    const address = this.#masking.publicText(publicAddress(location.href, rules));
    this.#read = `${title}\n${address}`;
    return { title, address };
  }

  /** `null`: they are as they were read last. */
  readChange(): { title: string; address: string } | null {
    const before = this.#read;
    const name = this.read();
    return this.#read === before ? null : name;
  }
}
