import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import source from '../../plugin/hosts/standalone/index.html?raw';
import { translatePage } from '../../plugin/hosts/standalone/translate-page.ts';

/** The page at `/`, as its HTML is. */
export const startPages = {
  'two ways': (locale: Locale): TemplateResult => {
    const { body } = new DOMParser().parseFromString(source, 'text/html');
    translatePage(body, locale);
    return html`${[...body.children]}`;
  },
};
