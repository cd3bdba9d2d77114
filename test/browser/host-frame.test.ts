import { expect, waitUntil } from '@open-wc/testing';
import '../../plugin/hosts/define.ts';
import { FrameHost, type FrameAnswer } from '../../plugin/hosts/frame/frame-host.ts';
import { awaitPort } from '../../plugin/hosts/frame/handshake.ts';
import { startFrame } from '../../plugin/hosts/frame/start-frame.ts';
import { ALL_GRANTS } from '../../plugin/hosts/host-adapter.ts';
import { deskFor } from '../../plugin/hosts/plain-page/desks.ts';
import { byRole, settled, visibleText } from '../support/elements.ts';
import { FakeStorage, seat } from '../support/fake-desk.ts';

const HOST = 'https://desk.example';
const CONNECT = { type: 'sideseat.connect', version: 1 };

/** The frame's window: its parent is this page. */
class FakePage extends EventTarget {
  readonly parent = { postMessage: (message: object, origin: string) => this.posted.push([message, origin]) };
  readonly navigator = { languages: ['en'] };
  readonly posted: [message: object, origin: string][] = [];

  /** A message of the parent, or as `change` says. */
  say(change: { data?: unknown; origin?: string; ports?: MessagePort[]; source?: unknown } = {}): void {
    const { data = CONNECT, origin = HOST, ports = [new MessageChannel().port1], source = this.parent } = change;
    const event = new MessageEvent('message', { data, origin, ports });
    Object.defineProperty(event, 'source', { value: source });
    this.dispatchEvent(event);
  }

  get window(): Window {
    return this as unknown as Window;
  }
}

describe('the frame’s handshake', () => {
  let page: FakePage;
  let got: MessagePort[];
  const warned: string[] = [];
  const { warn } = console;
  beforeEach(() => {
    console.warn = (line: string) => void warned.push(line);
    warned.length = 0;
    page = new FakePage();
    got = [];
    void awaitPort(page.window, new Set([HOST])).then((port) => got.push(port));
  });
  afterEach(() => {
    console.warn = warn;
  });

  it('says that it listens, and takes one port of a listed parent', async () => {
    expect(page.posted).to.deep.equal([[{ type: 'sideseat.ready', version: 1 }, '*']]);
    const { port1 } = new MessageChannel();
    page.say({ ports: [port1] });
    await Promise.resolve();
    expect(got[0] === port1).to.equal(true);
    expect(warned).to.deep.equal([]);
  });

  const { port1, port2 } = new MessageChannel();
  const refused: Record<string, [change: Parameters<FakePage['say']>[0], code: string | null]> = {
    'another window than its parent': [{ source: window }, null],
    'an origin that is not listed': [{ origin: 'https://evil.example' }, 'E_ORIGIN'],
    'another version': [{ data: { ...CONNECT, version: 2 } }, 'E_HOST_MESSAGE'],
    'no version': [{ data: { type: CONNECT.type } }, 'E_HOST_MESSAGE'],
    'a field more': [{ data: { ...CONNECT, also: 1 } }, 'E_HOST_MESSAGE'],
    'no port': [{ ports: [] }, 'E_HOST_MESSAGE'],
    'two ports': [{ ports: [port1, port2] }, 'E_HOST_MESSAGE'],
    'nothing': [{ data: null }, 'E_HOST_MESSAGE'],
  };
  for (const [name, [change, code]] of Object.entries(refused)) {
    it(`does not take a port of ${name}, and goes on listening`, async () => {
      page.say(change);
      await Promise.resolve();
      expect(got.length).to.equal(0);
      expect(warned.map((line) => /E_\w+/.exec(line)?.[0])).to.deep.equal(code ? [code] : []);
      page.say();
      await Promise.resolve();
      expect(got.length).to.equal(1);
    });
  }

  it('takes no second port', async () => {
    const { port1: first } = new MessageChannel();
    page.say({ ports: [first] });
    page.say();
    await Promise.resolve();
    expect(got.length).to.equal(1);
    expect(got[0] === first).to.equal(true);
  });
});

describe('the page for frames', () => {
  it('says it where the server cannot be reached, and goes on when somebody tries again', async () => {
    const page = new FakePage();
    const place = document.body.appendChild(document.createElement('main'));
    let asked = 0;
    const started = startFrame(page.window, place, async () => {
      asked += 1;
      if (asked < 3) throw new TypeError('no network');
      return [HOST];
    });
    for (const times of [1, 2]) {
      await waitUntil(() => asked === times && place.firstElementChild);
      await settled(place);
      expect(visibleText(place)).to.include('Your sign-in did not work');
      byRole(place, 'button', 'Try again').click();
    }
    await waitUntil(() => page.posted.length > 0);
    page.say();
    const host = await started;
    await settled(place);
    expect(place.firstElementChild?.localName).to.equal('sideseat-panel');
    place.remove();
    deskFor(host, location.origin).close();
  });
});

describe('a host with the frame', () => {
  it('narrows what its agents may use, and gives it back', async () => {
    const { port1, port2 } = new MessageChannel();
    const host = new FrameHost(port2, () => undefined);
    const at = seat(host, new FakeStorage());
    const answers: FrameAnswer[] = [];
    port1.onmessage = ({ data }: MessageEvent<FrameAnswer>) => answers.push(data);
    const allowed = () => at.desk.state$.value.client?.state$.value.account?.rights.startPrivateSessions;
    expect(allowed()).to.equal(true);
    port1.postMessage({ type: 'grants', capabilities: [], startSessions: false });
    await waitUntil(() => allowed() === false);
    expect(host.grants).to.deep.equal({ capabilities: [], startSessions: false });
    port1.postMessage({ type: 'grants', capabilities: 'everything', startSessions: true });
    port1.postMessage({ type: 'grants', startSessions: true });
    await waitUntil(() => answers.filter(({ type }) => type === 'problem').length === 2);
    expect(allowed()).to.equal(false);
    port1.postMessage({ type: 'grants', ...ALL_GRANTS });
    await waitUntil(() => allowed() === true);
    at.desk.close();
    port1.close();
  });
});
