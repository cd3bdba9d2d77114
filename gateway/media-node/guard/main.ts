import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import type { GuardSettings, GuardNews } from '../guard-settings.ts';
import { Guard } from './guard.ts';
import { IncarnationFile } from './incarnation-file.ts';
import { JanusNode } from './janus-node.ts';
import { ServerGate } from './server-gate.ts';

/** The guard's process. Its parent holds the other end of the IPC channel; without it the guard ends, and Janus too. */
async function main(settings: GuardSettings): Promise<void> {
  const log = (line: string): void => tellParent({ type: 'log', line });
  const clock = systemClock;
  const secret = (await readFile(settings.secretFile, 'utf8')).trim();
  const incarnations = await IncarnationFile.load(settings.incarnationFile);

  const janus: JanusNode = new JanusNode(
    join(settings.runFolder, 'janus'),
    settings.janus,
    {
      up: () => {
        tellParent({ type: 'janus' });
        guard.janusWentUp();
      },
      down: () => guard.janusWentDown(),
      violation: (violation) => void guard.violated(violation),
      flow: (flow) => guard.flowed(flow),
    },
    log,
    clock,
  );
  const guard: Guard = new Guard({ janus, tell: (message) => gate.tell(message), log, clock });
  const gate: ServerGate = new ServerGate({
    secret,
    incarnations,
    janusUp: () => guard.janusUp,
    onCommand(command, reply) {
      if (command.type === 'candidate') guard.addCandidate(command.shareId, command.viewerId, command.candidate);
      else if (command.type === 'keyFrame') guard.askKeyFrame(command.shareId);
      else void guard.call(command).then(reply);
    },
    onServerGone: (reason) => void guard.destroyAll(reason),
    log,
    clock,
  });

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    gate.close();
    await janus.stop();
    process.exit(0);
  };
  process.on('disconnect', () => void stop());
  process.on('SIGTERM', () => void stop());
  // Ctrl-C in a terminal reaches the whole process group; the parent decides what it means.
  process.on('SIGINT', () => {});
  if (!process.connected) return stop();

  janus.start();
  await gate.listen('127.0.0.1', settings.port);
  tellParent({ type: 'listening' });
}

function tellParent(news: GuardNews): void {
  if (process.connected) process.send?.(news);
}

await main(JSON.parse(process.argv[2] ?? '') as GuardSettings);
