import { realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * What the session server may touch, as flags of Node's permission model: it reads this checkout and the files that its
 * settings name, writes its data folder, and starts no process, whatever a message talked it into.
 * @param root The checkout.
 */
export function serverPermissions(root: string, env: NodeJS.ProcessEnv): string[] {
  const data = path.resolve(root, env['SIDESEAT_DATA'] || '.sideseat');
  const named = ['SIDESEAT_TLS_CERT', 'SIDESEAT_TLS_KEY', 'SIDESEAT_MEDIA_SECRET_FILE', 'SIDESEAT_ANCHOR_FILE', 'SIDESEAT_SITES'].flatMap(
    (variable) => (env[variable] ? [path.resolve(env[variable])] : []),
  );
  const keys = env['SIDESEAT_HOST_JWKS'] ?? '';
  if (keys !== '' && !/^https?:/.test(keys)) named.push(path.resolve(keys));
  const packages = realpathSync(path.join(root, 'node_modules')); // may be a link
  const anchors = env['SIDESEAT_ANCHOR_FILE'] ? [path.resolve(env['SIDESEAT_ANCHOR_FILE'])] : [];
  return [
    '--permission',
    '--allow-worker', // the record is written in a thread of its own
    ...[root, packages, data, ...named].map((file) => `--allow-fs-read=${file}`),
    ...[data, ...anchors].map((file) => `--allow-fs-write=${file}`),
  ];
}
