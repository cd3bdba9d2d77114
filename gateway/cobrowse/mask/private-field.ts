import type { MaskRules } from './mask-policy.ts';

/** Elements that hold what a person enters. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Autofill's own names for what must not be seen (HTML, "autofill detail tokens"). */
const PRIVATE_TOKENS = /^(?:cc-.+|one-time-code|new-password|current-password|transaction-amount|bday.*)$/;

/** Short names, which stand for themselves as words only. */
const PRIVATE_WORDS = new Set(
  'pin otp cvc cvv cvc2 cvv2 csc ssn nin dob tan blz ahv iban bic pan pwd passwd passwort password kennwort passcode secret token totp mfa 2fa blik nip'.split(' '),
);

/** In English, German, French, Italian and Japanese, without spaces. */
const PRIVATE_NAMES = new RegExp(
  [
    'cardn|cardcode|cardsec|ccn|creditcard|debitcard|securitycode|cardexp|ccexp|expirydate|expirationdate|accountn|routingn|sortcode',
    'socialsec|taxid|taxpayer|passport|driverslic|driverlic|nationalid|dateofbirth|birthdate|onetime|verificationcode|accesscode|password|passphrase',
    'kartenn|kreditkarte|pr(?:ü|ue)f(?:ziffer|nummer|zahl)|konton|bankleitzahl|steuern|steueri|sozialvers|ausweis|reisepass|geburts|kennwort|passwort|geheimzahl',
    'einmalcode|einmalpasswort|best(?:ä|ae)tigungscode|sicherheitscode',
    'num(?:é|e)rodecarte|cartebancaire|cartedecr(?:é|e)dit|cryptogramme|codedes(?:é|e)curit|num(?:é|e)rodecompte|s(?:é|e)curit(?:é|e)sociale|num(?:é|e)rofiscal',
    'motdepasse|codesecret|codeconfidentiel|usageunique|datedenaissance|passeport',
    'numerocarta|numerodellacarta|numerodicarta|cartadicredito|codicedisicurezza|codicefiscale|numerodiconto|contocorrente|codicesegreto|monouso|datadinascita',
    'passaporto|parolachiave',
    'カード番号|クレジット|セキュリティコード|暗証番号|パスワード|口座番号|マイナンバー|個人番号|ワンタイム|認証コード|確認コード|生年月日|旅券',
  ].join('|'),
);

const BUTTON_TYPES = /^(?:button|submit|reset|image)$/;
const CHOICE_TYPES = /^(?:checkbox|radio)$/;

export const isField = (element: Element): element is Field => /^(?:input|textarea|select)$/.test(element.localName);

/** Its value is its label, and nothing that was entered. */
export const isButton = (element: Element): boolean => element.localName === 'input' && BUTTON_TYPES.test((element as HTMLInputElement).type);

/** Chosen rather than filled in. */
export const isChoice = (element: Element): boolean => element.localName === 'input' && CHOICE_TYPES.test((element as HTMLInputElement).type);

/** Fields that were ever seen to hold a password stay private when the page shows it. */
const passwords = new WeakSet<Element>();

/** Whether what a field asks for is private whatever the site allows. */
export function isPrivateField(field: Element, rules: MaskRules): boolean {
  if (field.localName === 'input' && (field as HTMLInputElement).type === 'password') passwords.add(field);
  if (rules.has('password') && passwords.has(field)) return true;
  const autocomplete = field.getAttribute('autocomplete')?.toLowerCase().split(/\s+/) ?? [];
  if (rules.has('autocomplete') && autocomplete.some((token) => PRIVATE_TOKENS.test(token))) return true;
  return rules.has('fieldName') && namesOf(field).some(isPrivateName);
}

/** Whether a field's name or label says that it asks for something private. */
export function isPrivateName(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return words.some((word) => PRIVATE_WORDS.has(word)) || PRIVATE_NAMES.test(words.join(''));
}

function namesOf(field: Element): string[] {
  const names = ['name', 'id', 'aria-label', 'placeholder', 'title'].map((name) => field.getAttribute(name) ?? '');
  const labels = [...((field as Field).labels ?? [])].map((label) => label.textContent ?? '');
  const described = (field.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => {
    const root = field.getRootNode() as Document | ShadowRoot;
    return (id && root.getElementById?.(id)?.textContent) || '';
  });
  return [...names, ...labels, ...described].filter((name) => name && name.length <= 200);
}
