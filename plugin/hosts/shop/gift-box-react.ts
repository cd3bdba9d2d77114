import { createElement as h, useState, type ChangeEvent } from 'react';
import { createRoot } from 'react-dom/client';
import { describeBox, describeOrder, NEW_BOX, RIBBONS, SIZES, type GiftBox } from './gift-box.ts';
import './shop.ts';

type Changed = ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>;
const SHOWN = { 'data-cobrowse': 'allow', autoComplete: 'off' };

/** The form with fields that React controls: a value that React does not know of is taken back. */
function GiftBoxForm() {
  const [box, setBox] = useState(NEW_BOX);
  const change = (part: Partial<GiftBox>): void => setBox((before) => ({ ...before, ...part }));
  const send = (event: { preventDefault(): void }): void => {
    event.preventDefault();
    change({ isOrdered: true });
  };
  return h(
    'form',
    { className: 'form', onSubmit: send },
    h('label', null, 'For ', h('input', { name: 'to', ...SHOWN, value: box.to, onChange: ({ target }: Changed) => change({ to: target.value }) })),
    h('label', null, 'How many ', h('input', { name: 'count', type: 'number', min: 1, ...SHOWN, value: box.count, onChange: ({ target }: Changed) => change({ count: Number(target.value) }) })),
    h(
      'label',
      null,
      'Ribbon ',
      h(
        'select',
        { name: 'ribbon', ...SHOWN, value: box.ribbon, onChange: ({ target }: Changed) => change({ ribbon: target.value }) },
        RIBBONS.map((ribbon) => h('option', { key: ribbon }, ribbon)),
      ),
    ),
    h(
      'label',
      { className: 'choice' },
      h('input', { name: 'wrapped', type: 'checkbox', checked: box.isWrapped, onChange: ({ target }: ChangeEvent<HTMLInputElement>) => change({ isWrapped: target.checked }) }),
      ' Wrapped',
    ),
    SIZES.map((size) =>
      h('label', { className: 'choice', key: size }, h('input', { name: 'size', type: 'radio', checked: box.size === size, onChange: () => change({ size }) }), ` ${size}`),
    ),
    h('label', null, 'Card ', h('textarea', { name: 'message', rows: 2, ...SHOWN, value: box.message, onChange: ({ target }: Changed) => change({ message: target.value }) })),
    h('p', { role: 'status' }, describeBox(box)),
    h('p', { role: 'status' }, describeOrder(box)),
    h('button', { type: 'button', onClick: () => setBox(NEW_BOX) }, 'Begin anew'),
    h('button', null, 'Put into the basket'),
  );
}

createRoot(document.querySelector('#gift-box')!).render(h(GiftBoxForm));
