import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { never, trials } from '../support/fault-figures.ts';
import { RawClient } from '../support/raw-client.ts';
import { startChild, tempFolder, type RecordChild } from '../support/record-child.ts';
import { freePort, PASSWORD } from '../support/test-server.ts';

const script = fileURLToPath(new URL('../support/record-server.ts', import.meta.url));
const startServer = async (dataDir: string, port: number, killAt: 'before' | 'after' | 'never'): Promise<RecordChild> => {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning'];
  const child = startChild([...node, script, dataDir, String(port), killAt]);
  await child.line('ready');
  return child;
};
const stop = async (child: RecordChild): Promise<void> => {
  child.process.kill('SIGTERM');
  await child.exited;
};

/** What became of one PIN whose server was killed while somebody joined by it, and was started again. */
async function joinAcrossKill(killAt: 'before' | 'after'): Promise<{ firstTold: boolean; laterJoins: number }> {
  using folder = tempFolder('sideseat-pin-kill-');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const killed = await startServer(folder.path, port, killAt);
  const agent = await (await new RawClient(url).signIn('agent', PASSWORD)).connect('agent');
  const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada', invite: 'pin' });
  const pin = (await agent.session(sessionId, (view) => view.invite !== null)).invite?.code ?? '';
  const firstTold = await new RawClient(url).call('/api/customer/join', { pin }).then(
    () => true,
    () => false,
  );
  assert.equal(await killed.exited, 'SIGKILL', killed.stderr());
  const again = await startServer(folder.path, port, 'never');
  let laterJoins = 0;
  for (let n = 0; n < 3; n++) {
    const { status, body } = await new RawClient(url).call('/api/customer/join', { pin });
    if (status === 200) laterJoins += 1;
    else assert.equal(body.code, 'E_PIN_INVALID');
  }
  await stop(again);
  return { firstTold, laterJoins };
}

describe('[T-PIN-KILL] a PIN whose server is killed while somebody joins', () => {
  it('[I4] is used up once its use is on record, though nobody was told', async (t) => {
    const runs = trials(2, 30);
    let usedAgain = 0;
    for (let run = 0; run < runs; run++) {
      const { firstTold, laterJoins } = await joinAcrossKill('after');
      assert.equal(firstTold, false);
      usedAgain += laterJoins;
    }
    never(t, 'PINs used a second time', usedAgain, runs * 3);
  });

  it('[I4] lets one customer in, once, where its use never got onto the record', async () => {
    assert.deepEqual(await joinAcrossKill('before'), { firstTold: false, laterJoins: 1 });
  });
});
