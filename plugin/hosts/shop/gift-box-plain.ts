import { describeBox, describeOrder, NEW_BOX } from './gift-box.ts';
import './shop.ts';

/** The form as the browser itself keeps it. */
const form = document.querySelector<HTMLFormElement>('#plain-box')!;
const [box, order] = form.querySelectorAll('[role=status]');

const show = (isOrdered = false): void => {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '');
  const card = `${text('message')} ${form.querySelector('[contenteditable]')?.textContent ?? ''}`;
  const now = { ...NEW_BOX, to: text('to'), ribbon: text('ribbon'), isWrapped: data.has('wrapped'), count: Number(text('count')), size: text('size'), message: card, isOrdered };
  box!.textContent = describeBox(now);
  order!.textContent = describeOrder(now);
};
form.addEventListener('input', () => show());
form.addEventListener('reset', () => setTimeout(show));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  show(true);
});
show();
