import type { MaskRule } from '../../gateway/cobrowse/mask/mask-policy.ts';
import { TOOL_BLOCKS, TOOL_IGNORES, TOOL_MASKS } from '../../gateway/cobrowse/mask/marks.ts';

/** What a site's policy of the corpus hides and allows. */
export const SECRETS_POLICY = { masks: ['.site-mask'], blocks: ['.site-block'], allows: ['.site-allow'] };

/** One kind of private thing in a page. */
export interface SecretKind {
  readonly name: string;
  /** What holds it back; a mutant without these lets it through. `null`: there is no place for it in what is sent. */
  readonly heldBy: readonly MaskRule[] | null;
  readonly secret: 'word' | 'card' | 'iban';
  /** HTML with `§` in place of the secret. */
  readonly html: string;
  /** The element in which the secret changes: `value` of it, its text, or an attribute. */
  readonly changes: 'value' | 'text' | `@${string}` | null;
}

type Kinds = SecretKind[];

const field = (name: string, attributes: string, ...heldBy: MaskRule[]): SecretKind => ({
  name,
  heldBy: [...heldBy, 'fixedLength'],
  secret: 'word',
  html: `<input class="it site-allow" data-cobrowse=allow ${attributes} value="§">`,
  changes: 'value',
});
const text = (name: string, html: string, ...heldBy: MaskRule[]): SecretKind => ({ name, heldBy, secret: 'word', html, changes: 'text' });
const attribute = (name: string, at: string, html: string, heldBy: readonly MaskRule[] | null): SecretKind => ({ name, heldBy, secret: 'word', html, changes: `@${at}` });

const AUTOFILLED = ['cc-number', 'cc-csc', 'cc-name', 'cc-exp', 'one-time-code', 'new-password', 'current-password', 'section-a billing cc-number'];
const NAMED = ['card_number', 'cardNumber', 'cvc', 'iban', 'ssn', 'pin', 'otp-code', 'accountNumber', 'kreditkarte', 'geheimzahl', 'motdepasse', 'codice_fiscale'];
const LABELLED = ['Kartennummer', 'Numéro de carte', 'Carta di credito', 'カード番号', '暗証番号', 'Security code', 'Steuernummer', 'Code à usage unique', 'Numero di conto'];

const tool = (selector: string, rule: MaskRule, html: string): SecretKind => {
  const match = /^\.([\w-]+)$/.exec(selector);
  const [, name = '', value = ''] = /^\[([\w-]+)(?:="([^"]*)")?\]/.exec(selector) ?? [];
  return text(`tag of another tool: ${selector}`, html.replace('TAG', match ? `class="it ${match[1]}"` : `class=it ${name}="${value}"`), rule);
};

/** Every kind that a page may hold, with what holds it back. */
export const SECRET_KINDS: Kinds = [
  field('password', 'type=password', 'password'),
  ...AUTOFILLED.map((token) => field(`field for ${token}`, `autocomplete="${token}"`, 'autocomplete')),
  ...NAMED.map((name) => field(`field named ${name}`, `name="${name}"`, 'fieldName')),
  ...LABELLED.map((label) => field(`field labelled ${label}`, `aria-label="${label}"`, 'fieldName')),
  ...['text', 'email', 'tel', 'url', 'search'].map((type): SecretKind => ({
    name: `value of ${type}`,
    heldBy: ['fieldValue'],
    secret: 'word',
    html: `<input class=it type=${type} value="§">`,
    changes: 'value',
  })),
  { name: 'textarea', heldBy: ['fieldValue'], secret: 'word', html: '<textarea class=it>§</textarea>', changes: 'value' },
  { name: 'hidden field', heldBy: ['hiddenField', 'attributes'], secret: 'word', html: '<input class=it type=hidden name=n value="§">', changes: '@value' },
  text('what is written in an editable element', '<div class=it contenteditable>§</div>', 'editable'),
  text('an element that acts as a field', '<div class=it role=textbox>§</div>', 'editable'),
  text('option', '<select><option class=it>§</option></select>', 'formText'),
  text('output', '<output class=it>§</output>', 'formText'),
  text('suggestion', '<datalist><option class=it>§</option></datalist>'),
  text('marked as masked', '<p class=it data-cobrowse=mask>§</p>', 'mark'),
  text('inside of what is masked, though allowed there', '<p data-cobrowse=mask><b class=it data-cobrowse=allow>§</b></p>', 'mark'),
  text('marked as blocked', '<p class=it data-cobrowse=block>§</p>', 'blockMark'),
  { ...field('marked as ignored', '', 'ignoreMark'), html: '<input class=it data-cobrowse="allow ignore" value="§">' },
  text('masked by the site', '<p class="it site-mask">§</p>', 'siteMask'),
  text('blocked by the site', '<p class="it site-block">§</p>', 'siteBlock'),
  ...TOOL_MASKS.split(',').filter((selector) => !selector.includes(':not')).map((selector) => tool(selector, 'toolMask', '<p TAG>§</p>')),
  ...TOOL_BLOCKS.split(',').map((selector) => tool(selector, 'toolBlock', '<p TAG>§</p>')),
  ...TOOL_IGNORES.split(',').map((selector): SecretKind => ({
    ...tool(selector, 'ignoreMark', '<input TAG data-cobrowse=allow value="§">'),
    changes: 'value',
  })),
  ...['alt', 'title', 'aria-label', 'placeholder'].map((name) =>
    attribute(`${name} of what is masked`, name, `<span data-cobrowse=mask><span class=it ${name}="§">x</span></span>`, ['textAttributes'])),
  ...['aria-description', 'aria-valuetext', 'aria-roledescription'].map((name) =>
    attribute(`${name} of what is masked`, name, `<span data-cobrowse=mask><span class=it ${name}="§">x</span></span>`, ['textAttributes'])),
  attribute('abbreviation of a masked cell', 'abbr', '<table data-cobrowse=mask><tr><th class=it abbr="§">x</th></tr></table>', ['textAttributes']),
  attribute('label of an option', 'label', '<select><option class=it label="§">x</option></select>', ['textAttributes']),
  attribute('label of options', 'label', '<select><optgroup class=it label="§"><option>x</option></optgroup></select>', ['textAttributes']),
  attribute('value of a box to tick', 'value', '<input class=it type=checkbox value="§">', ['attributes']),
  attribute('value of a radio button', 'value', '<input class=it type=radio value="§">', ['attributes']),
  attribute('value of an option', 'value', '<select><option class=it value="§">x</option></select>', ['attributes']),
  attribute('data attribute', 'data-token', '<p class=it data-token="§">x</p>', ['attributes']),
  attribute('address of a link', 'href', '<a class=it href="/a?token=§">x</a>', ['linkTarget']),
  attribute('address of a form', 'action', '<form class=it action="/a?token=§"></form>', ['attributes']),
  attribute('address of a picture', 'src', '<img class=it src="data:image/png;x=§,">', ['attributes']),
  attribute('document of a frame', 'srcdoc', '<iframe class=it sandbox srcdoc="§"></iframe>', null),
  ...([
    ['button', 'value'], ['data', 'value'], ['time', 'datetime'], ['blockquote', 'cite'], ['form', 'name'], ['iframe', 'name'], ['slot', 'name'], ['label', 'for'],
    ['a', 'download'], ['a', 'ping'], ['p', 'itemid'], ['p', 'nonce'], ['p', 'is'], ['my-card', 'holder'], ['p', 'aria-details'],
  ] as const).map(([tag, name]) => attribute(`${name} of ${tag}`, name, `<${tag} class=it ${name}="§">x</${tag}>`, ['attributes'])),
  attribute('list of an input', 'list', '<input class=it list="§">', ['attributes']),
  attribute('file of a video', 'poster', '<video class=it poster="/a?token=§"></video>', null),
  attribute('file of an object', 'data', '<object class=it type=x data="/a?token=§"></object>', null),
  attribute('unknown attribute', 'ng-model', '<p class=it ng-model="§">x</p>', ['attributes']),
  attribute('handler', 'onclick', '<p class=it onclick="\'§\'">x</p>', null),
  { ...text('comment', '<p class=it><!--§--></p>'), changes: null },
  text('script', '<script class=it type=text/plain>§</script>'),
  text('template', '<template class=it>§</template>'),
  attribute('meta', 'content', '<meta class=it content="§">', null),
  attribute('custom property', 'style', '<p class=it style="--name: §">x</p>', ['styleText']),
  attribute('custom property with a text', 'style', '<p class=it style="--name: \'§\'">x</p>', ['styleText']),
  text('drawn beside what is masked', '<p data-cobrowse=mask>x</p><style class=it>[data-cobrowse=mask]::after { content: "§" }</style>', 'sheetContent'),
  text('title of a drawing that is masked', '<svg data-cobrowse=mask><text><tspan class=it>§</tspan></text></svg>', 'mark'),
  text('drawing’s own title', '<svg><title class=it>§</title></svg>'),
  text('note that scripts are off', '<noscript class=it>§</noscript>'),
  text('text of what is masked by a drawing', '<svg data-cobrowse=mask><desc class=it>§</desc></svg>', 'mark'),
  text('text in a drawing’s HTML', '<svg data-cobrowse=mask><foreignObject><p class=it>§</p></foreignObject></svg>', 'mark'),
  text('text of a formula', '<math data-cobrowse=mask><mtext class=it>§</mtext></math>', 'mark'),
  { ...text('card in a text', '<p class=it>Paid with §.</p>', 'card'), secret: 'card' },
  { ...text('card in a cell', '<table><tr><td class=it>§</td></tr></table>', 'card'), secret: 'card' },
  { ...text('card over several elements', '<p class=it>§split</p>', 'splitText'), secret: 'card', changes: null },
  { ...attribute('card in a title', 'title', '<p class=it title="§">x</p>', ['card']), secret: 'card' },
  { ...attribute('card in a label', 'aria-label', '<p class=it aria-label="§">x</p>', ['card']), secret: 'card' },
  { ...attribute('card in an alternative text', 'alt', '<p class=it alt="§">x</p>', ['card']), secret: 'card' },
  { ...text('card in a style sheet', '<style class=it>.none::after { content: "§" }</style>', 'card'), secret: 'card' },
  { ...text('account in a text', '<p class=it>To §.</p>', 'iban', 'card'), secret: 'iban' },
  { ...attribute('account in a title', 'title', '<p class=it title="§">x</p>', ['iban', 'card']), secret: 'iban' },
];

let count = 0;
/** A secret that nothing else contains. */
export function newSecret(kind: SecretKind['secret']): string {
  count += 1;
  if (kind === 'word') return `Kanarie-${(count * 7_919 + 100_003).toString(36)}x${count}`;
  if (kind === 'card') {
    const digits = `4${String(count * 7_919 + 10_000_000).padStart(14, '3')}`;
    const last = [...'0123456789'].find((digit) => luhn(digits + digit)) ?? '';
    return (digits + last).replace(/(\d{4})(?=\d)/g, count % 2 ? '$1 ' : '$1');
  }
  const account = `37040044${String(count * 7_919).padStart(10, '0')}`;
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${account}`.replace(/(.{4})(?=.)/g, count % 2 ? '$1 ' : '$1');
}

function luhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => total + (at % 2 && digit !== '0' ? ((Number(digit) * 2 - 1) % 9) + 1 : Number(digit)), 0);
  return sum % 10 === 0;
}

/** The HTML of a kind with a secret in it. */
export function htmlOf({ html }: SecretKind, secret: string): string {
  const split = secret.replace(/\s/g, '').replace(/(\d{4})/g, '<span>$1</span>');
  return html.replaceAll('§split', split).replaceAll('§', secret);
}

/** Puts another secret in the place of the one that is there. */
export function changeSecret({ changes }: SecretKind, element: Element, html: string, secret: string): void {
  if (changes === 'value') (element as HTMLInputElement).value = secret;
  else if (changes === 'text') element.textContent = /<style/.test(html) ? (element.textContent ?? '').replace(/"[^"]*"/, `"${secret}"`) : secret;
  else if (changes) element.setAttribute(changes.slice(1), /style="--/.test(html) ? `--name: "${secret}"` : secret);
}

/** Whether a secret stands in what was sent, however it is written. */
export function isSent(secret: string, sentText: string): boolean {
  const plain = secret.toLowerCase().replace(/[\s-]/g, '');
  return [secret, encodeURIComponent(secret), btoa(secret)].some((written) => sentText.includes(written)) || squeezed(sentText).includes(plain);
}

let lastText = '';
let lastSqueezed = '';
function squeezed(text: string): string {
  if (text !== lastText) [lastText, lastSqueezed] = [text, text.toLowerCase().replace(/[\s-]/g, '')];
  return lastSqueezed;
}
