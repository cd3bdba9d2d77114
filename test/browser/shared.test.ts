import { aTimeout, expect, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { Eye, Monitor } from 'lucide';
import { BehaviorSubject } from 'rxjs';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { CountdownController } from '../../plugin/shared/controllers/countdown-controller.ts';
import { ObservableController } from '../../plugin/shared/controllers/observable-controller.ts';
import { define } from '../../plugin/shared/define.ts';
import '../../plugin/shared/elements.define.ts';
import type { Dialog } from '../../plugin/shared/dialog.ts';
import { icon } from '../../plugin/shared/icon.ts';
import { formatDuration, formatMoment, formatSpan, formatTime } from '../../plugin/shared/i18n/format.ts';
import { pickLocale, SUPPORTED_LOCALES } from '../../plugin/shared/i18n/locale.ts';
import { createLocaleStore } from '../../plugin/shared/i18n/locale-store.ts';
import { fillText } from '../../plugin/shared/i18n/texts.ts';
import type { Text } from '../../plugin/shared/i18n/texts.ts';
import { en } from '../../plugin/shared/texts/en.ts';
import { sharedTexts } from '../../plugin/shared/texts/texts.ts';
import { tokens } from '../../plugin/shared/tokens.ts';
import { sharedStates } from '../../mocks/pages/shared-states.ts';
import { byRole, dressPage, FakeClock, render, settled, standardSuite, visibleText } from '../support/elements.ts';

const dialog = (open = true): TemplateResult => html`
  <sideseat-dialog heading="End the session?" .open=${open}>
    <p>Nothing is shared any more then.</p>
    <button slot="actions" autofocus>No</button>
    <button slot="actions">Yes</button>
  </sideseat-dialog>
`;

standardSuite('sideseat-dialog', sharedStates['sideseat-dialog']);
standardSuite('sideseat-language-menu', sharedStates['sideseat-language-menu']);

describe('<sideseat-dialog>', () => {
  it('keeps the focus, and gives it back when it closes', async () => {
    const page = await render<HTMLElement>(html`<div><button id="opener">End</button>${dialog(false)}</div>`);
    const box = page.querySelector<Dialog>('sideseat-dialog')!;
    const opener = page.querySelector<HTMLElement>('#opener')!;
    opener.focus();
    box.open = true;
    await box.updateComplete;
    expect(document.activeElement?.textContent).to.equal('No');
    box.open = false;
    await box.updateComplete;
    expect(document.activeElement).to.equal(opener);
  });

  it('asks its owner when Escape is pressed and stays open until the owner closes it', async () => {
    const box = await render<Dialog>(dialog());
    let asked = 0;
    box.addEventListener('sideseat-dismiss', () => asked++);
    byRole(box, 'dialog').dispatchEvent(new Event('cancel', { cancelable: true }));
    expect(asked).to.equal(1);
    expect(byRole<HTMLDialogElement>(box, 'dialog', 'End the session?').open).to.equal(true);
  });

  it('is open again after the browser closed it without asking', async () => {
    const box = await render<Dialog>(dialog());
    const native = byRole<HTMLDialogElement>(box, 'dialog');
    const closed = new Promise((resolve) => native.addEventListener('close', resolve, { once: true }));
    native.close();
    await closed;
    await settled(box);
    expect(native.open).to.equal(true);
  });
});

describe('the language', () => {
  it('is the remembered one, else the first of the browser’s that we have, else English', () => {
    expect(pickLocale(['de-AT', 'en'], null)).to.equal('de');
    expect(pickLocale(['pt-BR', 'ja-JP'], null)).to.equal('ja');
    expect(pickLocale(['de'], 'fr')).to.equal('fr');
    expect(pickLocale(['pt'], 'klingon')).to.equal('en');
    expect(pickLocale([], null)).to.equal('en');
  });

  it('switches every element, sets <html lang> and is remembered', async () => {
    const menu = await render(html`<sideseat-language-menu></sideseat-language-menu>`);
    localStorage.setItem('sideseat.locale', 'en');
    const store = await createLocaleStore(document.body, [sharedTexts]);
    const late = await render(html`<sideseat-language-menu></sideseat-language-menu>`);
    await store.choose('de');
    await settled(document.body);
    expect(document.documentElement.lang).to.equal('de');
    expect(visibleText(late)).to.contain('Sprache');
    expect(localStorage.getItem('sideseat.locale')).to.equal('de');
    expect(store.current).to.equal('de');
    await store.choose('en');
    localStorage.removeItem('sideseat.locale');
    menu.remove();
  });

  it('has every text in five languages, with the same places to fill', async () => {
    const places = (text: Text): string[] => [...JSON.stringify(text).matchAll(/\{\w+\}/g)].map(String).sort();
    for (const locale of SUPPORTED_LOCALES) {
      await sharedTexts.load(locale);
      for (const key of Object.keys(en) as (keyof typeof en)[]) {
        expect(places(sharedTexts.get(locale, key)), `${locale} ${key}`).to.deep.equal(places(en[key]));
      }
    }
  });

  it('chooses the plural form by the language’s own rules', () => {
    const text = { one: '{count} code', other: '{count} codes' };
    expect(fillText(text, { count: 1 }, 'en')).to.equal('1 code');
    expect(fillText(text, { count: 0 }, 'en')).to.equal('0 codes');
    expect(fillText(text, { count: 0 }, 'fr')).to.equal('0 code');
    expect(fillText('Hello {name}', {}, 'en')).to.equal('Hello {name}');
  });

  it('writes numbers as the language does', () => {
    expect(SUPPORTED_LOCALES.map((locale) => fillText('{count}', { count: 12_345.6 }, locale).replace(/\s/g, ' '))).to.deep.equal([
      '12,345.6',
      '12.345,6',
      '12 345,6',
      '12.345,6',
      '12,345.6',
    ]);
    expect(SUPPORTED_LOCALES.map((locale) => formatSpan(42_000, locale).replace(/\s/g, ' '))).to.deep.equal([
      '42 seconds',
      '42 Sekunden',
      '42 secondes',
      '42 secondi',
      '42 秒',
    ]);
    expect(formatSpan(1_000, 'it')).to.equal('1 secondo');
  });

  it('writes times of day as the reader’s region does', () => {
    const atMs = new Date(2026, 4, 12, 9, 5).getTime();
    const time = (locale: Locale, ...languages: string[]): string => formatTime(atMs, locale, languages).replace(/\s/g, ' ');
    expect(SUPPORTED_LOCALES.filter((locale) => locale !== 'en').map((locale) => time(locale))).to.deep.equal(
      ['09:05', '09:05', '09:05', '09:05'],
    );
    expect(time('en', 'de-CH', 'en-US')).to.equal('9:05 AM');
    expect(time('en', 'en-GB', 'en-US')).to.equal('09:05');
    expect(formatMoment(atMs, 'en', ['en-GB'])).to.equal('12 May, 09:05');
    expect(formatMoment(atMs, 'en', ['en-US']).replace(/\s/g, ' ')).to.equal('May 12, 9:05 AM');
  });

  it('writes waits as people say them', () => {
    expect(formatDuration(41_200)).to.equal('0:42');
    expect(formatDuration(125_000)).to.equal('2:05');
    expect(formatDuration(-5)).to.equal('0:00');
    expect(formatDuration(5_000_000, 'ja'), 'no thousands').to.equal('83:20');
    expect(formatSpan(30_000, 'en')).to.equal('30 seconds');
    expect(formatSpan(170_000, 'de')).to.equal('3 Minuten');
  });
});

class Sample extends LitElement {
  source: BehaviorSubject<string> | undefined;
  readonly clock = new FakeClock();
  readonly latest = new ObservableController<string>(this, () => this.source, '–');
  readonly countdown = new CountdownController(this, () => this.clock);
  shape = Eye;

  protected override render(): TemplateResult {
    return html`<p>${icon(this.shape)} ${this.latest.value} ${this.countdown.remainingMs ?? 'none'}</p>`;
  }
}
define('sideseat-test-sample', Sample);

describe('controllers', () => {
  it('follow a source while in the document, and only then', async () => {
    const element = await render<Sample>(html`<sideseat-test-sample></sideseat-test-sample>`);
    const first = new BehaviorSubject('one');
    element.source = first;
    element.requestUpdate();
    await settled(element);
    expect(visibleText(element)).to.contain('one');
    const parent = element.parentElement!;
    element.remove();
    expect(first.observed).to.equal(false);
    first.next('two');
    parent.append(element);
    await settled(element);
    expect(visibleText(element)).to.contain('two');
    element.source = new BehaviorSubject('three');
    element.requestUpdate();
    await settled(element);
    expect(first.observed).to.equal(false);
    expect(visibleText(element)).to.contain('three');
  });

  it('count down once a second with one timer, and stop out of the document and at the end', async () => {
    const element = await render<Sample>(html`<sideseat-test-sample></sideseat-test-sample>`);
    element.countdown.start(2_500);
    await settled(element);
    expect(visibleText(element)).to.contain('2500');
    element.clock.advance(500);
    await settled(element);
    expect(visibleText(element)).to.contain('2000');
    expect(element.clock.pending).to.equal(1);
    const parent = element.parentElement!;
    element.remove();
    expect(element.clock.pending).to.equal(0);
    element.clock.advance(1_000);
    parent.append(element);
    await settled(element);
    expect(visibleText(element)).to.contain('1000');
    element.clock.advance(5_000);
    await settled(element);
    expect(visibleText(element)).to.contain('0');
    expect(element.clock.pending).to.equal(0);
    element.countdown.start(null);
    await settled(element);
    expect(visibleText(element)).to.contain('none');
  });
});

describe('primitives', () => {
  it('are drawn in forced colours where the person has chosen them', async () => {
    await dressPage('forced colours');
    expect(matchMedia('(forced-colors: active)').matches).to.equal(true);
    await dressPage();
    expect(matchMedia('(forced-colors: active)').matches).to.equal(false);
  });

  it('draw an icon once, hidden from screen readers, and swap it when it changes', async () => {
    const element = await render<Sample>(html`<sideseat-test-sample></sideseat-test-sample>`);
    const eye = element.shadowRoot!.querySelector('svg')!;
    element.requestUpdate();
    await settled(element);
    expect(element.shadowRoot!.querySelector('svg')).to.equal(eye);
    expect(eye.getAttribute('aria-hidden')).to.equal('true');
    element.shape = Monitor;
    element.requestUpdate();
    await settled(element);
    expect(element.shadowRoot!.querySelectorAll('svg').length).to.equal(1);
    expect(element.shadowRoot!.querySelector('svg')).to.not.equal(eye);
  });

  it('may be registered twice without harm', () => {
    class Other extends LitElement {}
    define('sideseat-test-sample', Other);
    expect(customElements.get('sideseat-test-sample')).to.equal(Sample);
  });

  it('have the same tokens for pages and for elements', async () => {
    const declarations = (text: string): string[] =>
      text.replace(/\/\*[\s\S]*?\*\//g, '').match(/\{([\s\S]*?)\n\s*\}/)![1]!.split(';').map((line) => line.replace(/\s+/g, ' ').trim());
    const response = await fetch('/plugin/shared/tokens.css');
    expect(declarations(await response.text())).to.deep.equal(declarations(tokens.cssText));
    await aTimeout(0);
  });
});
