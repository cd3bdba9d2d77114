import type { Text } from '../../../../shared/i18n/texts.ts';
import type { StepsTextKey } from './en.ts';

export const it = {
  'steps.label': 'L’assistente del cliente: passaggio {step} di {all}',
  'steps.offered': 'Proposto',
  'steps.downloading': 'Download in corso',
  'steps.downloaded': 'Scaricato',
  'steps.started': 'Avviato',
  'steps.connected': 'Connesso',
  'steps.now.offered': 'La pagina di {name} propone l’assistente.',
  'steps.now.downloading': '{name} sta scaricando l’assistente.',
  'steps.now.downloaded': '{name} ha scaricato l’assistente e ora può avviarlo.',
  'steps.now.started': '{name} ha avviato l’assistente. Si sta connettendo.',
  'steps.now.connected': 'L’assistente di {name} è connesso.',
  'steps.say': 'Può dire: «{words}»',
  'steps.say.offered': 'Nella Sua pagina ora vede l’assistente, un piccolo programma. Segua i passaggi indicati, per favore.',
  'steps.say.downloading': 'Sta arrivando. Attenda che la barra sia piena, per favore.',
  'steps.say.downloaded': 'Ora avvii il file, per favore. La Sua pagina mostra come, passo per passo.',
  'steps.say.started': 'Molto bene, è in esecuzione. Ancora un momento.',
  'steps.say.connected': 'È tutto pronto. Può interrompere in qualsiasi momento con Ctrl, Alt, Maiusc e S.',
} satisfies Record<StepsTextKey, Text>;
