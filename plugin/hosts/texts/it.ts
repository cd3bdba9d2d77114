import type { HostTextKey } from './en.ts';
import type { Text } from '../../agent/hosting.ts';

export const it: Readonly<Record<HostTextKey, Text>> = {
  'host.signedOut': 'Disconnessione effettuata.',
  'host.failed': 'L’accesso non è riuscito',
  'host.signInAgain': 'Accedi di nuovo',
  'host.tryAgain': 'Riprova',
  'host.noToken': 'Questo pannello richiede un accesso fornito dalla dashboard in cui si trova. Avvisi l’amministratore.',
};
