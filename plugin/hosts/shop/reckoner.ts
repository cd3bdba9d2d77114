/** What delivery costs, in a frame of the shop's own. */

const form = document.querySelector('form')!;
const country = form.elements.namedItem('country') as HTMLSelectElement;
const express = form.elements.namedItem('express') as HTMLInputElement;

form.addEventListener('change', show);
show();

function show(): void {
  const cost = Number(country.value) + (express.checked ? 15 : 0);
  form.querySelector('[data-cost]')!.textContent = `Delivery to ${country.selectedOptions[0]?.text} costs € ${cost}.00.`;
}
