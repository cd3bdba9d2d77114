import path from 'node:path';
import { originsOf } from './origins.ts';
import type { ReleaseOrder } from './release.ts';

const DEFAULT_PLATFORMS = 'linux-x64';
/** No release, and so no download. */
const NONE = 'none';

/**
 * The release of this installation, as its settings describe it; `undefined` where they want none.
 * @param root the repository's folder
 */
export function orderOf(root: string, env: NodeJS.ProcessEnv): ReleaseOrder | undefined {
  const platforms = (env['SIDESEAT_HELPER_PLATFORMS'] || DEFAULT_PLATFORMS).split(',').map((name) => name.trim());
  if (platforms.includes(NONE)) return undefined;
  const data = path.resolve(root, env['SIDESEAT_DATA'] || '.sideseat');
  return {
    root,
    folder: path.join(data, 'helper'),
    keyFile: path.join(data, 'helper-release.key'),
    origins: originsOf(env),
    platforms,
  };
}
