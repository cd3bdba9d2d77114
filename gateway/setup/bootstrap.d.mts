/** Types of bootstrap.mjs, which stays plain JavaScript; the documentation is there. */
export interface Lock {
  packages: Record<string, { version?: string; optional?: boolean }>;
}

export interface Machine {
  platform: string;
  arch: string;
  execPath: string;
  versions: { node: string };
}

export declare function runOnPinnedNode(root: string, script: string, args: readonly string[]): Promise<void>;
export declare function isNodeAtLeast(major: number, version: string): boolean;
export declare function packagesToInstall(wanted: Lock, installed: Lock | undefined): string[];
export declare function findPinnedNode(
  root: string,
  machine: Machine,
  exists?: (file: string) => boolean,
): string | undefined;
