/** Ways in which a page tells in another place what stands in a private one. They run in the page. */
export const ECHOES = {
  'its title': (page: Document, secret: string) => {
    page.title = `Hello ${secret}`;
  },
  'a text': (page: Document, secret: string) => {
    const text = page.createElement('p');
    text.textContent = `Hello ${secret.toUpperCase()}!`;
    page.body.prepend(text);
  },
  'a label': (page: Document, secret: string) => {
    const button = page.createElement('button');
    button.setAttribute('aria-label', `Delete ${secret}`);
    button.title = secret;
    page.body.prepend(button);
  },
  'an address': (page: Document, secret: string) => {
    page.defaultView?.history.pushState(null, '', `/a/${encodeURIComponent(secret)}?token=${secret}#${secret}`);
  },
  'an address that is replaced': (page: Document, secret: string) => {
    page.defaultView?.history.replaceState(null, '', `/b/${secret.replaceAll(' ', '-')}`);
  },
  'a rule that a script writes': (page: Document, secret: string) => {
    const style = page.querySelector('style') ?? page.head.appendChild(page.createElement('style'));
    style.sheet?.insertRule(`.none::after { content: "${secret}" }`, style.sheet.cssRules.length);
  },
  'a sheet that a script adopts': (page: Document, secret: string) => {
    const sheet = new (page.defaultView as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(`.none::after { content: "${secret}" }`);
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  },
  'a custom property': (page: Document, secret: string) => {
    page.documentElement.style.setProperty('--name', `"${secret}"`);
  },
  'a shadow root': (page: Document, secret: string) => {
    const host = page.createElement('div');
    host.attachShadow({ mode: 'open' }).textContent = `Hello ${secret}`;
    page.body.prepend(host);
  },
  'an option': (page: Document, secret: string) => {
    const select = page.createElement('select');
    select.append(new (page.defaultView as Window & typeof globalThis).Option(secret, secret));
    page.body.prepend(select);
  },
  'a field that may be seen': (page: Document, secret: string) => {
    const field = page.createElement('input');
    field.setAttribute('data-cobrowse', 'allow');
    field.value = secret;
    page.body.prepend(field);
  },
  'an error and the console': (page: Document, secret: string) => {
    const view = page.defaultView as Window & typeof globalThis;
    view.console.debug(secret);
    view.dispatchEvent(new view.ErrorEvent('error', { message: secret, error: new view.Error(secret) }));
  },
} satisfies Record<string, (page: Document, secret: string) => void>;

export const echoInto = (name: keyof typeof ECHOES, page: Document, secret: string): void => ECHOES[name](page, secret);
