import { ActRefused, type ActedPage } from './acted-page.ts';
import { viewOf } from './composed-tree.ts';

/** Chooses these options of a `select`, and no others. @throws {ActRefused} */
export function choose(page: ActedPage, select: HTMLSelectElement, indexes: readonly number[]): void {
  const options = indexes.map((index) => select.options.item(index));
  if (options.some((option) => !option || page.forbids(option))) throw new ActRefused(options.includes(null) ? 'notThere' : 'private');
  if (options.some((option) => option?.matches(':disabled'))) throw new ActRefused('disabled');
  if (!select.multiple && options.length !== 1) throw new ActRefused('unfit');
  const wanted = [...select.options].map((option) => options.includes(option));
  select.focus({ preventScroll: true });
  const isSame = [...select.options].every((option, index) => option.selected === wanted[index]);
  if (isSame) return;
  if (select.multiple) [...select.options].forEach((option, index) => (option.selected = wanted[index] ?? false));
  else select.selectedIndex = indexes[0] ?? -1;
  for (const type of ['input', 'change']) select.dispatchEvent(new (viewOf(select).Event)(type, { bubbles: true, composed: type === 'input' }));
}
