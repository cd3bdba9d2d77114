import type { Text } from '../../../../shared/i18n/texts.ts';
import type { PreferenceTextKey } from './en.ts';

export const it = {
  'preference.title': 'Quando una sessione termina',
  'preference.uninstall': 'Disinstalla l’applicazione del cliente al termine della sessione',
  'preference.what':
    'Il file scaricato dell’assistente si elimina allora da sé. Senza il segno di spunta resta sul computer del cliente, e da lì ci si può connettere alla sessione successiva. Vale per le sessioni che avvia da ora in poi; questo browser lo ricorda.',
} satisfies Record<PreferenceTextKey, Text>;
