import type { Look } from '../../protocol/preview.ts';
import { isPrivateName } from './private-field.ts';

/** Longer texts are looked at up to here. */
const TEXT_MAX_LENGTH = 2_000;
const EMAIL = /[^\s@<>()]{1,64}@[^\s@<>()]{1,200}\.[a-z]{2,20}/i;
/** With the marks that people write between digits. */
const PHONE = /(?:\+|\b0)[\d ()/.-]{7,30}\d/g;
const PHONE_MIN_DIGITS = 9;
/** A day, and the time of it. */
const MOMENT = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/;
/** Of customers, contracts, orders, with or without a few letters before. */
const NUMBER = /(?<![\d.,])[A-Z]{0,4}-?\d{6,}(?![\d.,]*\d)/;
const LABEL_MAX_LENGTH = 60;

/** What people are asked for, beside what is private whatever a site says, in the five languages. */
const PERSONAL = new RegExp(
  [
    'name|address|street|postcode|zip|phone|mobile|e-?mail|customer (?:no|number|id)|contract|policy (?:no|number)|salary|income|balance|date of birth|nationality',
    'anschrift|adresse|stra(?:ß|ss)e|postleitzahl|telefon|handy|kundennummer|kundennr|vertrag|police|gehalt|einkommen|kontostand|geburtsdatum|nationalit(?:ä|ae)t',
    'nom|pr(?:é|e)nom|rue|code postal|t(?:é|e)l(?:é|e)phone|courriel|num(?:é|e)ro (?:de )?client|contrat|salaire|revenu|solde|date de naissance|nationalit(?:é|e)',
    'nome|cognome|indirizzo|via|cap|telefono|cellulare|codice cliente|contratto|polizza|stipendio|reddito|saldo|data di nascita|nazionalit(?:à|a)',
  ].join('|'),
);
const PERSONAL_WORD = new RegExp(`(?:^|[^\\p{L}])(?:${PERSONAL.source})(?:[^\\p{L}]|$)`, 'iu');
const PERSONAL_JAPANESE = /氏名|名前|住所|郵便番号|電話|メール|お客様番号|契約|給与|年収|残高|生年月日|国籍/;

/**
 * What a text that agents may see looks like, as a hint for administrators; `null`: like nothing that somebody may want to hide. It is a
 * guess, and hides nothing.
 * @param label - What the text is called where it stands; empty where nothing names it
 */
export function lookOf(text: string, label: string): Look | null {
  const start = text.slice(0, TEXT_MAX_LENGTH);
  if (EMAIL.test(start)) return 'email';
  if ([...start.matchAll(PHONE)].some(([found]) => !MOMENT.test(found) && found.replace(/\D/g, '').length >= PHONE_MIN_DIGITS)) return 'phone';
  if (NUMBER.test(start)) return 'number';
  return start.trim() !== '' && isPersonal(label) ? 'label' : null;
}

function isPersonal(label: string): boolean {
  if (label === '' || label.length > LABEL_MAX_LENGTH) return false;
  const words = label.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return isPrivateName(label) || PERSONAL_WORD.test(words) || PERSONAL_JAPANESE.test(label);
}
