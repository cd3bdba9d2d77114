import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { tap, typeText } from '../../gateway/client/input/typed-text.ts';
import { RemoteInput, TEXT_MAX_LENGTH } from '../../gateway/protocol/input.ts';

const textsOf = (inputs: RemoteInput[]): string[] => inputs.map((input) => (input.kind === 'text' ? input.text : input.kind));

describe('typed text as messages', () => {
  it('a tap presses keys in their order and releases them in reverse', () => {
    assert.deepEqual(
      tap(['ControlLeft', 'AltLeft', 'Delete']).map((input) => input.kind === 'key' && `${input.code} ${input.down}`),
      ['ControlLeft true', 'AltLeft true', 'Delete true', 'Delete false', 'AltLeft false', 'ControlLeft false'],
    );
  });

  it('line breaks and tabs are keys, other control characters and halves of characters are dropped', () => {
    assert.deepEqual(typeText('a\r\nb\tc\u0007\u{D83D}\n'), [
      { kind: 'text', text: 'a' },
      ...tap(['Enter']),
      { kind: 'text', text: 'b' },
      ...tap(['Tab']),
      { kind: 'text', text: 'c' },
      ...tap(['Enter']),
    ]);
    assert.deepEqual(typeText('\u0007'), []);
  });

  it('long text is cut between what readers see as characters, and nothing is lost', () => {
    const family = '👨‍👩‍👧‍👦';
    const long = 'x'.repeat(TEXT_MAX_LENGTH - 3) + family.repeat(100) + 'é'.repeat(700);
    const texts = textsOf(typeText(long));
    assert.equal(texts.join(''), long);
    assert.equal(texts[0], 'x'.repeat(TEXT_MAX_LENGTH - 3));
    assert.ok(texts[1]?.startsWith(family) && texts[1].endsWith(family));
  });

  it('whatever is typed fits the protocol', () => {
    const zalgo = 'a' + '\u0301'.repeat(2 * TEXT_MAX_LENGTH);
    for (const text of [zalgo, 'x'.repeat(5_000), '😀'.repeat(700), '\u{DE00}\u{D83D}', ' ', '\u00a0', '日本\n語'])
      for (const input of typeText(text)) assert.ok(v.is(RemoteInput, input), JSON.stringify(input).slice(0, 80));
    assert.equal(textsOf(typeText(zalgo)).join(''), zalgo);
  });
});
