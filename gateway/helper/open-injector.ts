import sea from 'node:sea';
import type { InputInjector, OwnerEvents } from './injector.ts';
import { loadAddon, type LoadedAddon } from './native/load-addon.ts';
import { hasKillChord as hasNativeKillChord, openNativeInjector } from './native/native-injector.ts';
import { openX11Injector } from './x11/x11-injector.ts';

/** Whether `KILL_CHORD` is heard on this system: where it is not, its owner must not be told of it. */
export const hasKillChord = process.platform === 'linux' || hasNativeKillChord;

export interface OpenedInjector {
  injector: InputInjector;
  /** A file that this process cannot remove while it runs: for `removeAddon`, once it is gone. */
  addonPath: string | null;
}

/** On which system this is, and what is used of it beside X11; tests bring their own. */
export interface InjectorSystem {
  platform: NodeJS.Platform;
  loadAddon(): LoadedAddon;
}

/** Only the single executable for Windows or macOS has the addon. */
const SYSTEM: InjectorSystem = {
  platform: process.platform,
  loadAddon: () => loadAddon(new Uint8Array(sea.getRawAsset('libnut.node'))),
};

/**
 * The mouse and keyboard of this desktop, whichever system it is.
 * @param display for example `:0`; only Linux has one
 * @throws InjectorError `unreachable` or `unsupported`
 */
export async function openInjector(display: string, events: OwnerEvents, system = SYSTEM): Promise<OpenedInjector> {
  if (system.platform === 'linux') return { injector: await openX11Injector(display, events), addonPath: null };
  const { addon, path } = system.loadAddon();
  return { injector: await openNativeInjector(addon, events, system.platform), addonPath: path };
}
