import { toJsonSchema } from '@valibot/to-json-schema';
import { ConfigFile } from '../../protocol/config-file.ts';

/** The JSON Schema of the configuration as a file, for editors. What only a program can check is left out: see `checkConfigFile`. */
export const configSchema = (id: string): object => ({
  ...toJsonSchema(ConfigFile, { typeMode: 'input', errorMode: 'ignore', target: 'draft-2020-12' }),
  $id: id,
  title: 'Sideseat configuration',
});
