import { lstatSync } from 'node:fs';
import path from 'node:path';

/** What a desktop tells of itself. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  /** Whether this is the single executable, which has what it needs on its system inside. */
  isSingle: boolean;
}

/** Why nothing can be controlled here, as far as that can be said without asking the display. */
export function whyNoDesktop({ platform, env, isSingle }: Surroundings): 'wayland' | 'noDisplay' | undefined {
  if (isSingle && (platform === 'win32' || platform === 'darwin')) return undefined;
  if (platform !== 'linux') return 'noDisplay';
  const hasDisplay = Boolean(env['DISPLAY']);
  // Programs for X11 run under Wayland too, on a display of their own, which moves nothing outside.
  if (env['XDG_SESSION_TYPE'] === 'wayland' || (!hasDisplay && env['WAYLAND_DISPLAY'])) return 'wayland';
  return hasDisplay ? undefined : 'noDisplay';
}

/** Whether this program has an administrator's rights on somebody else's desktop. It needs none. */
export function hasNeedlessRights(env: NodeJS.ProcessEnv, process: Pick<NodeJS.Process, 'getuid' | 'geteuid'>): boolean {
  if (process.geteuid?.() !== 0) return false;
  if (process.getuid?.() !== 0 || env['SUDO_UID'] || env['PKEXEC_UID']) return true;
  const authority = env['XAUTHORITY'] ?? path.join(env['HOME'] ?? '', '.Xauthority');
  return (lstatSync(authority, { throwIfNoEntry: false })?.uid ?? 0) !== 0;
}

/** `http` only to this machine itself: everywhere else somebody on the way could type. */
export function originOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:') return url.origin;
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) ? url.origin : undefined;
}
