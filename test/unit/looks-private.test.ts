import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookOf } from '../../gateway/cobrowse/mask/looks-private.ts';

describe('what looks private to administrators', () => {
  it('knows e-mail addresses, phone numbers and long numbers as people write them', () => {
    for (const text of ['ada@example.org', 'Write to ada.byron+shop@mail.example.co.uk today']) assert.equal(lookOf(text, ''), 'email', text);
    for (const text of ['+49 (0)30 1234567', '030 / 123 45 67', '0041 44 668 18 00', '+81-3-1234-5678', '01.02.2026, +49 30 123 45 67']) assert.equal(lookOf(text, ''), 'phone', text);
    for (const text of ['KD-1234567', 'Contract 987654321', '123456']) assert.equal(lookOf(text, ''), 'number', text);
  });

  it('knows what is named like something personal, in five languages', () => {
    for (const label of ['Name', 'Your address', 'Kundennummer', 'Straße', 'Prénom', 'Numéro de client', 'Cognome', 'Codice fiscale', '氏名', 'ご住所', 'customerName', 'passportNo'])
      assert.equal(lookOf('x', label), 'label', label);
  });

  it('leaves alone what is public', () => {
    const plain = [
      ['Oak side table', ''],
      ['€ 1,299.00', 'Price'],
      ['In stock since 2021', ''],
      ['12345', 'Article'],
      ['1,234,567 sold', ''],
      ['09:30', 'Opening hours'],
      ['05.03.2026 10:30', 'Delivered'],
      ['x'.repeat(65_536), ''],
      ['@'.repeat(65_536), ''],
      ['Kontakt', 'Service'],
      ['', 'Name'],
      ['x', 'A sentence that happens to hold the word name and goes on for much longer than a label'],
      ['x', 'Filename'],
    ] as const;
    for (const [text, label] of plain) assert.equal(lookOf(text, label), null, `${text} · ${label}`);
  });
});
