import { expect } from '@open-wc/testing';
import { ALL_MASK_RULES, type MaskRule } from '../../gateway/cobrowse/mask/mask-policy.ts';
import { makePage, pageOf, Recording, windowOf } from '../support/cobrowse-recording.ts';
import { htmlOf, isSent, newSecret, SECRET_KINDS, type SecretKind, SECRETS_POLICY } from '../support/cobrowse-secrets.ts';
import { echoInto, ECHOES } from '../support/leak-echoes.ts';
import { isWatched, plant, renew, type Planted } from '../support/leak-page.ts';

/** What a page holds in private, and shows in another place as well. */
const KINDS = SECRET_KINDS.filter(isWatched);
const FIELD: SecretKind = { name: 'field', heldBy: ['fieldValue'], secret: 'word', html: '<input class=it value="§">', changes: 'value' };
const THERE = { name: 'there at first' };

async function record(html: string, taken: readonly MaskRule[], arrange: (page: Document) => Planted[], act: (planted: Planted[], page: Document) => void = () => undefined) {
  const frame = makePage(html);
  const page = pageOf(frame);
  const recording = new Recording(frame, { policy: SECRETS_POLICY, rules: new Set([...ALL_MASK_RULES].filter((rule) => !taken.includes(rule))) });
  try {
    const planted = arrange(page);
    await recording.start();
    act(planted, page);
    await recording.settle(page);
    await recording.nextLook(page);
    await recording.settle(page);
    const sent = recording.sentText;
    return { leaked: planted.filter(({ secrets }) => secrets.some((secret) => isSent(secret, sent))).map(({ kind }) => kind.name), held: recording.recorder.leaks };
  } finally {
    recording.recorder.stop();
    windowOf(frame).history.replaceState(null, '', '/');
    frame.remove();
  }
}

const PAGE = '<!doctype html><title>x</title><main></main>';
const it_ = ({ box }: Planted): HTMLInputElement => box.querySelector<HTMLInputElement>('.it')!;

describe('what is private in one place is so in every other', function () {
  this.timeout(60_000);

  for (const [name, echo] of Object.entries(ECHOES)) {
    it(`told in ${name}, later and with another value [T-MASK-CANARY]`, async () => {
      const { leaked, held } = await record(
        PAGE,
        [],
        (page) => plant(page, KINDS, THERE),
        (planted, page) => {
          for (const one of planted) {
            renew(it_(one), one, page);
            echo(page, one.secrets.at(-1) ?? '');
          }
        },
      );
      expect(leaked).to.deep.equal([]);
      expect(held).to.equal(0);
    });

    it(`told in ${name} from the first [T-MASK-CANARY]`, async () => {
      // Before what is private, in the order of the document.
      const { leaked, held } = await record(PAGE, [], (page) => {
        const planted = plant(page, KINDS, THERE);
        for (const { secrets } of planted) echo(page, secrets[0] ?? '');
        return planted;
      });
      expect(leaked).to.deep.equal([]);
      expect(held).to.equal(0);
    });
  }

  for (const [where, way] of [
    ['a shadow root', { name: '', put: (host: Element, html: string) => (host.attachShadow({ mode: 'open' }).innerHTML = html) }],
    ['a frame', { name: '', place: (page: Document) => page.querySelector('main')!.appendChild(page.createElement('iframe')).contentDocument!.body }],
  ] as const) {
    it(`of ${where}, told in the title and before it [T-MASK-CANARY]`, async () => {
      const { leaked, held } = await record(PAGE, [], (page) => {
        const planted = plant(page, KINDS, way);
        for (const { secrets } of planted) for (const into of ['its title', 'a text'] as const) echoInto(into, page, secrets[0] ?? '');
        return planted;
      });
      expect(leaked).to.deep.equal([]);
      expect(held).to.equal(0);
    });
  }

  it('of a field, told in a text, beside more hidden text than can be looked for [T-MASK-CANARY]', async () => {
    const cells = Array.from({ length: 6_000 }, (_, at) => `<td data-cobrowse=mask>${`${at} `.repeat(20)}`).join('<tr>');
    const { leaked } = await record(`<!doctype html><title>x</title><main></main><table><tr>${cells}</table>`, [], (page) => {
      const planted = plant(page, [FIELD], THERE);
      echoInto('a text', page, planted[0]?.secrets[0] ?? '');
      return planted;
    });
    expect(leaked).to.deep.equal([]);
  });

  it('a title that is marked is not told [T-MASK-CANARY]', async () => {
    for (const html of ['<title data-cobrowse=mask>Kanarie</title><main></main>', '<head data-cobrowse=mask><title>Kanarie</title></head><main></main>']) {
      const frame = makePage(html);
      const recording = new Recording(frame);
      await recording.start();
      expect(recording.sentText).not.to.contain('Kanarie');
      recording.recorder.stop();
      frame.remove();
    }
  });

  it('what is typed is hidden at each letter, where the page repeats it at once [T-MASK-CANARY]', async () => {
    const { leaked } = await record(
      '<title>x</title><h1></h1><main></main>',
      [],
      (page) => plant(page, [FIELD], THERE),
      ([planted], page) => {
        const secret = newSecret('word');
        planted!.secrets.push(secret, ...[...secret].map((_, at) => secret.slice(0, at + 1)).filter((part) => part.length >= 6));
        const input = it_(planted!);
        input.addEventListener('input', () => {
          page.querySelector('h1')!.textContent = `Hello ${input.value}!`;
          page.title = input.value;
        });
        for (let at = 1; at <= secret.length; at += 1) {
          input.value = secret.slice(0, at);
          input.dispatchEvent(new (page.defaultView as Window & typeof globalThis).InputEvent('input', { bubbles: true }));
        }
      },
    );
    expect(leaked).to.deep.equal([]);
  });

  it('a picture that is drawn in what is masked is not told, at first and later [T-MASK-CANARY]', async () => {
    const frame = makePage('<main></main><p data-cobrowse=mask><canvas width=40 height=20></canvas></p><canvas id=open width=40 height=20></canvas>');
    const page = pageOf(frame);
    const pictures: string[] = [];
    const draw = (colour: string): void => {
      for (const canvas of page.querySelectorAll('canvas')) {
        const context = canvas.getContext('2d')!;
        context.fillStyle = colour;
        context.fillRect(0, 0, canvas.id ? 20 : 30, 20);
        if (!canvas.id) pictures.push(canvas.toDataURL('image/webp', 0.8), canvas.toDataURL());
      }
    };
    draw('red');
    const recording = new Recording(frame);
    await recording.start();
    draw('blue');
    // That of the other one is told, so that this one was looked at.
    const open = page.querySelector<HTMLCanvasElement>('#open')!;
    await recording.until(() => JSON.stringify(recording.events).includes(open.toDataURL('image/webp', 0.8)));
    recording.recorder.stop();
    frame.remove();
    for (const picture of pictures) expect(JSON.stringify(recording.events)).not.to.contain(picture);
  });
});

describe('the last line stops what the first lets through', function () {
  this.timeout(60_000);
  /** Where an attribute is told, a field's value in it. */
  const broken = SECRET_KINDS.filter(({ heldBy, secret, changes }) => secret === 'word' && changes?.startsWith('@') && heldBy?.[0] === 'attributes');

  async function sentOf(taken: readonly MaskRule[], html: string, secret: string): Promise<{ isSent: boolean; leaks: number }> {
    const frame = makePage(html);
    const recording = new Recording(frame, { rules: new Set([...ALL_MASK_RULES].filter((rule) => !taken.includes(rule))) });
    recording.recorder.start();
    await recording.until((events) => events.some(({ type }) => type === 'page.ready' || type === 'page.paused'));
    recording.recorder.stop();
    frame.remove();
    return { isSent: isSent(secret, recording.sentText), leaks: recording.recorder.leaks };
  }

  it('where attributes are told that must not be, and only there [T-MASK-MUTANT]', async () => {
    expect(broken.length).to.be.above(15);
    for (const kind of broken) {
      const secret = newSecret('word');
      const html = `<main><input value="${secret}">${htmlOf(kind, secret)}</main>`;
      const rules = [...(kind.heldBy ?? []), 'echo'] as MaskRule[];
      const withLine = await sentOf(rules, html, secret);
      expect([withLine.isSent, withLine.leaks > 0], kind.name).to.deep.equal([false, true]);
      expect((await sentOf([...rules, 'egress'], html, secret)).isSent, `${kind.name}, without the last line`).to.equal(true);
    }
  });

  for (const [what, rule, html] of [
    ['texts', 'echo', '<p>Hello §!</p><input value="§">'],
    ['titles', 'title', '<title>Hello §!</title><input value="§">'],
    ['style sheets', 'echo', '<style>p::after { content: "§" }</style><input value="§">'],
    ['values of other fields', 'echo', '<input data-cobrowse=allow value="§"><input value="§">'],
    ['labels', 'echo', '<button aria-label="§">x</button><textarea>§</textarea>'],
    ['links', 'linkTarget', '<a href="/a?§">x</a><input value="§">'],
    ['styles', 'styleText', '<p style="--x: \'§\'">x</p><input value="§">'],
  ] as const) {
    it(`where ${what} are told that must not be [T-MASK-MUTANT]`, async () => {
      const secret = newSecret('word');
      const page = html.replaceAll('§', secret);
      const withLine = await sentOf([rule, 'echo'], page, secret);
      expect([withLine.isSent, withLine.leaks > 0]).to.deep.equal([false, true]);
      expect((await sentOf([rule, 'echo', 'egress'], page, secret)).isSent).to.equal(true);
    });
  }
});
