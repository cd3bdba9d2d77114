import './shop.ts';

/** The account of the sample shop: whoever signs in is let in, until the tab is closed. */

const KEY = 'acorn-account';
const form = document.querySelector<HTMLFormElement>('[data-sign-in]')!;
const account = document.querySelector<HTMLElement>('[data-account]')!;
const password = form.elements.namedItem('password') as HTMLInputElement;
const shown = form.elements.namedItem('show') as HTMLInputElement;

shown.addEventListener('change', () => {
  password.type = shown.checked ? 'text' : 'password';
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, (form.elements.namedItem('email') as HTMLInputElement).value);
  form.reset();
  password.type = 'password';
  show();
});
account.querySelector('[data-sign-out]')!.addEventListener('click', () => {
  sessionStorage.removeItem(KEY);
  show();
});
show();

function show(): void {
  const who = sessionStorage.getItem(KEY);
  form.hidden = who !== null;
  account.hidden = who === null;
  account.querySelector('[data-who]')!.textContent = who;
}
