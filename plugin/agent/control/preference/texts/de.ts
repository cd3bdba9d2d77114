import type { Text } from '../../../../shared/i18n/texts.ts';
import type { PreferenceTextKey } from './en.ts';

export const de = {
  'preference.title': 'Wenn eine Sitzung endet',
  'preference.uninstall': 'Kundenanwendung deinstallieren, wenn die Sitzung endet',
  'preference.what':
    'Die heruntergeladene Datei des Helfers entfernt sich dann selbst. Ohne Haken bleibt sie auf dem Computer des Kunden, und der nächsten Sitzung kann von dort beigetreten werden. Das gilt für Sitzungen, die Sie von jetzt an starten; dieser Browser merkt es sich.',
} satisfies Record<PreferenceTextKey, Text>;
