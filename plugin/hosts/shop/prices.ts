import './shop.ts';

/** Ten thousand rows, made here: a page as large as some that customers are on. */

const ROWS = 10_000;
const PARTS = ['Hinge', 'Drawer runner', 'Dowel', 'Cam lock', 'Shelf pin', 'Table leg', 'Felt pad', 'Handle'];
const WOODS = ['Oak', 'Walnut', 'Ash', 'Cherry', 'Beech'];

const body = document.querySelector<HTMLElement>('[data-parts]')!;
const count = document.querySelector<HTMLElement>('[data-count]')!;
const filter = document.querySelector<HTMLInputElement>('[name=filter]')!;

const rows = Array.from({ length: ROWS }, (_, index) => {
  const row = document.createElement('tr');
  const price = (((index * 37) % 900) + 100) / 20;
  const cells = [`P-${String(index + 1).padStart(5, '0')}`, PARTS[index % PARTS.length], WOODS[index % WOODS.length], `€ ${price.toFixed(2)}`];
  row.append(...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })));
  return row;
});

filter.addEventListener('input', show);
show();

function show(): void {
  const wanted = filter.value.trim().toLowerCase();
  const shown = rows.filter((row) => row.textContent.toLowerCase().includes(wanted));
  body.replaceChildren(...shown);
  count.textContent = `${shown.length.toLocaleString('en')} parts`;
}
