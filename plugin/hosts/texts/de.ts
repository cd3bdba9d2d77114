import type { HostTextKey } from './en.ts';
import type { Text } from '../../agent/hosting.ts';

export const de: Readonly<Record<HostTextKey, Text>> = {
  'host.signedOut': 'Sie sind abgemeldet.',
  'host.failed': 'Die Anmeldung hat nicht geklappt',
  'host.signInAgain': 'Wieder anmelden',
  'host.tryAgain': 'Noch einmal versuchen',
  'host.noToken':
    'Dieser Bereich braucht eine Anmeldung durch das Dashboard, in dem er steht. Sagen Sie Ihrem Administrator Bescheid.',
};
