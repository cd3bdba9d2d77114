import { createElement as h, useState, type ChangeEvent } from 'react';
import { createRoot } from 'react-dom/client';
import { describeBox, NEW_BOX, RIBBONS } from './gift-box.ts';
import './shop.ts';

/** The form with fields that React controls: a value that React does not know of is taken back. */
function GiftBoxForm() {
  const [box, setBox] = useState(NEW_BOX);
  return h(
    'form',
    { className: 'form', onSubmit: (event: { preventDefault(): void }) => event.preventDefault() },
    h('label', null, 'For ', h('input', { name: 'to', autoComplete: 'off', 'data-cobrowse': 'allow', value: box.to, onChange: ({ target }) => setBox({ ...box, to: target.value }) })),
    h(
      'label',
      null,
      'Ribbon ',
      h(
        'select',
        { name: 'ribbon', value: box.ribbon, onChange: ({ target }: ChangeEvent<HTMLSelectElement>) => setBox({ ...box, ribbon: target.value }) },
        RIBBONS.map((ribbon) => h('option', { key: ribbon }, ribbon)),
      ),
    ),
    h(
      'label',
      { className: 'choice' },
      h('input', { name: 'wrapped', type: 'checkbox', checked: box.isWrapped, onChange: ({ target }) => setBox({ ...box, isWrapped: target.checked }) }),
      ' Wrapped',
    ),
    h('p', { role: 'status' }, describeBox(box)),
    h('button', { type: 'button', onClick: () => setBox(NEW_BOX) }, 'Begin anew'),
  );
}

createRoot(document.querySelector('#gift-box')!).render(h(GiftBoxForm));
