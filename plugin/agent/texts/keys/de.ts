import type { Text } from '../../../shared/i18n/texts.ts';
import type { KeysTextKey } from './en.ts';

export const de = {
  'shortcuts.keys': 'Tastenkürzel',
  'shortcuts.lead':
    'Sie gelten überall auf dieser Seite, außer während Sie schreiben. Dieser Browser merkt sich Ihre Wahl.',
  'shortcuts.zoom': 'Im freigegebenen Desktop: 0 passt ihn ein, 1 zeigt ihn mit 100 %, + und − zoomen.',
  'shortcuts.change': 'Ändern',
  'shortcuts.press': 'Neue Tasten drücken …',
  'shortcuts.reset': 'Tasten zurücksetzen',
  'shortcuts.saved': 'Gespeichert. {action}: {keys}',
  'shortcuts.wereReset': 'Alle Tasten sind wieder die ursprünglichen.',
  'shortcuts.combination':
    'Halten Sie Alt und Umschalt und drücken Sie einen Buchstaben, eine Ziffer oder einen Pfeil. Andere Tasten gehören dem Browser und Screenreadern.',
  'shortcuts.reserved': 'Diese Tasten benutzt der Browser selbst. Wählen Sie andere.',
  'shortcuts.taken': 'Diese Tasten gehören schon zu „{action}“. Wählen Sie andere.',
} satisfies Record<KeysTextKey, Text>;
