import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JanusSettings } from '../../gateway/media-node/janus-config.ts';
import { findJanus } from '../../gateway/media-node/janus-install.ts';
import { pickMediaAddress } from '../../gateway/media-node/network.ts';
import { JanusNode, type RunningJanus } from '../../gateway/media-node/guard/janus-node.ts';
import type { MediaFlow, WatchedViolation } from '../../gateway/media-node/guard/media-watch.ts';

/** A real Janus in this process, configured as the product's, without a guard that would intervene. */
export interface BareJanus {
  node: JanusNode;
  running: RunningJanus;
  violations: WatchedViolation[];
  flows: MediaFlow[];
  stop(): Promise<void>;
}

export async function startBareJanus(): Promise<BareJanus> {
  const folder = await mkdtemp(join(tmpdir(), 'sideseat-janus-'));
  const settings: JanusSettings = {
    install: findJanus(),
    mediaAddress: await pickMediaAddress(),
    rtpPorts: '21000-21200',
    nat1to1: undefined,
  };
  const violations: WatchedViolation[] = [];
  const flows: MediaFlow[] = [];
  let up: (running: RunningJanus) => void = () => {};
  const whenUp = new Promise<RunningJanus>((resolve) => (up = resolve));
  const node = new JanusNode(
    folder,
    settings,
    {
      up,
      down: () => {},
      violation: (violation) => violations.push(violation),
      flow: (flow) => flows.push(flow),
    },
    () => {},
  );
  node.start();
  return {
    node,
    running: await whenUp,
    violations,
    flows,
    async stop() {
      await node.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
