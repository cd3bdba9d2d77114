import { createApp, h, reactive } from 'vue';
import { describeBox, describeOrder, NEW_BOX, RIBBONS, SIZES } from './gift-box.ts';
import './shop.ts';

const SHOWN = { 'data-cobrowse': 'allow', autocomplete: 'off' };

/** The form with fields that Vue sets anew with each change. */
createApp({
  setup() {
    const box = reactive({ ...NEW_BOX });
    const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
    const send = (event: Event): void => {
      event.preventDefault();
      box.isOrdered = true;
    };
    return () =>
      h('form', { class: 'form', onSubmit: send }, [
        h('label', ['For ', h('input', { name: 'to', ...SHOWN, value: box.to, onInput: (event: Event) => (box.to = valueOf(event)) })]),
        h('label', ['How many ', h('input', { name: 'count', type: 'number', min: 1, ...SHOWN, value: box.count, onInput: (event: Event) => (box.count = Number(valueOf(event))) })]),
        h('label', [
          'Ribbon ',
          h(
            'select',
            { name: 'ribbon', ...SHOWN, value: box.ribbon, onChange: (event: Event) => (box.ribbon = valueOf(event)) },
            RIBBONS.map((ribbon) => h('option', { value: ribbon, selected: ribbon === box.ribbon }, ribbon)),
          ),
        ]),
        h('label', { class: 'choice' }, [
          h('input', { name: 'wrapped', type: 'checkbox', checked: box.isWrapped, onChange: (event: Event) => (box.isWrapped = (event.target as HTMLInputElement).checked) }),
          ' Wrapped',
        ]),
        ...SIZES.map((size) =>
          h('label', { class: 'choice', key: size }, [h('input', { name: 'size', type: 'radio', checked: box.size === size, onChange: () => (box.size = size) }), ` ${size}`]),
        ),
        h('label', ['Card ', h('textarea', { name: 'message', rows: 2, ...SHOWN, value: box.message, onInput: (event: Event) => (box.message = valueOf(event)) })]),
        h('p', { role: 'status' }, describeBox(box)),
        h('p', { role: 'status' }, describeOrder(box)),
        h('button', { type: 'button', onClick: () => Object.assign(box, NEW_BOX) }, 'Begin anew'),
        h('button', 'Put into the basket'),
      ]);
  },
}).mount('#gift-box');
