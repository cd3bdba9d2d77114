import type { Locale } from '../../gateway/protocol/vocabulary.ts';

/** The few words that stand in a site's page itself; everything else is in the frame. */
export interface SnippetTexts {
  /** On the button. */
  readonly help: string;
  /** Names the frame for screen readers. */
  readonly frame: string;
  /** The frame does not answer. */
  readonly failed: string;
  readonly close: string;
}

const TEXTS: Readonly<Record<Locale, SnippetTexts>> = {
  en: { help: 'Get help', frame: 'Help from an agent', failed: 'Help is not available at the moment', close: 'Close' },
  de: { help: 'Hilfe holen', frame: 'Hilfe vom Kundendienst', failed: 'Hilfe ist gerade nicht verfügbar', close: 'Schließen' },
  fr: { help: 'Obtenir de l’aide', frame: 'Aide d’un conseiller', failed: 'Aide indisponible pour le moment', close: 'Fermer' },
  it: { help: 'Chiedi aiuto', frame: 'Aiuto di un agente', failed: 'Aiuto non disponibile al momento', close: 'Chiudi' },
  ja: { help: 'サポートを受ける', frame: 'サポート担当者との接続', failed: '現在サポートを利用できません', close: '閉じる' },
};

/** The first of these tags that is one of our languages; else English. @param tags - BCP 47, for example `de-AT` */
export function localeOf(tags: readonly string[]): Locale {
  for (const tag of tags) {
    const language = tag.toLowerCase().split(/[-_]/)[0] ?? '';
    if (Object.hasOwn(TEXTS, language)) return language as Locale;
  }
  return 'en';
}

export const textsIn = (locale: Locale): SnippetTexts => TEXTS[locale];
