import { createApp, h, reactive } from 'vue';
import { describeBox, NEW_BOX, RIBBONS } from './gift-box.ts';
import './shop.ts';

/** The form with fields that Vue sets anew with each change. */
createApp({
  setup() {
    const box = reactive({ ...NEW_BOX });
    const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
    return () =>
      h('form', { class: 'form', onSubmit: (event: Event) => event.preventDefault() }, [
        h('label', ['For ', h('input', { name: 'to', autocomplete: 'off', 'data-cobrowse': 'allow', value: box.to, onInput: (event: Event) => (box.to = valueOf(event)) })]),
        h('label', [
          'Ribbon ',
          h(
            'select',
            { name: 'ribbon', value: box.ribbon, onChange: (event: Event) => (box.ribbon = valueOf(event)) },
            RIBBONS.map((ribbon) => h('option', { value: ribbon, selected: ribbon === box.ribbon }, ribbon)),
          ),
        ]),
        h('label', { class: 'choice' }, [
          h('input', { name: 'wrapped', type: 'checkbox', checked: box.isWrapped, onChange: (event: Event) => (box.isWrapped = (event.target as HTMLInputElement).checked) }),
          ' Wrapped',
        ]),
        h('p', { role: 'status' }, describeBox(box)),
        h('button', { type: 'button', onClick: () => Object.assign(box, NEW_BOX) }, 'Begin anew'),
      ]);
  },
}).mount('#gift-box');
