import { addToBasket, emptyBasket, readBasket, removeFromBasket } from './basket.ts';

/** What the pages of the sample shop do; each finds what it has on itself. */

const find = <T extends HTMLElement>(selector: string): T | null => document.querySelector<T>(selector);
const euros = (amount: number): string => `€ ${amount.toFixed(2)}`;

for (const button of document.querySelectorAll<HTMLElement>('[data-add]')) {
  button.addEventListener('click', () => {
    addToBasket(button.dataset['add'] ?? '', Number(button.dataset['price']));
    showBasket();
  });
}

const search = find<HTMLInputElement>('[name=search]');
search?.addEventListener('input', () => {
  const wanted = search.value.trim().toLowerCase();
  const products = [...document.querySelectorAll<HTMLElement>('.product')];
  for (const product of products) product.hidden = !product.querySelector('h2')?.textContent.toLowerCase().includes(wanted);
  find('.nothing')!.hidden = products.some((product) => !product.hidden);
});

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-thanks]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (location.pathname.endsWith('/checkout.html')) emptyBasket();
    const thanks = document.createElement('p');
    thanks.className = 'thanks';
    thanks.role = 'status';
    thanks.textContent = form.dataset['thanks'] ?? '';
    form.replaceWith(thanks);
    showBasket();
  });
}

showBasket();

function showBasket(): void {
  const lines = readBasket();
  find('[data-basket]')!.textContent = String(lines.reduce((sum, { count }) => sum + count, 0));
  const list = find('[data-lines]');
  if (!list) return;
  list.replaceChildren(...lines.map(({ name, price, count }) => lineOf(name, price * count, count)));
  find('[data-empty]')!.hidden = lines.length > 0;
  find('[data-total]')!.textContent = euros(lines.reduce((sum, { price, count }) => sum + price * count, 0));
}

function lineOf(name: string, price: number, count: number): HTMLElement {
  const line = document.createElement('li');
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.textContent = 'Remove';
  remove.ariaLabel = `Remove ${name}`;
  remove.addEventListener('click', () => {
    removeFromBasket(name);
    showBasket();
  });
  const words = document.createElement('span');
  words.textContent = `${count} × ${name}`;
  const sum = document.createElement('span');
  sum.textContent = euros(price);
  line.append(words, sum, remove);
  return line;
}
