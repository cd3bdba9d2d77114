import { expect } from '@open-wc/testing';
import { ALL_MASK_RULES, MASK_RULES, type MaskPolicy, type MaskRule } from '../../gateway/cobrowse/mask/mask-policy.ts';
import { makePage, pageOf, Recording, windowOf } from '../support/cobrowse-recording.ts';
import { isSent, SECRET_KINDS, type SecretKind, SECRETS_POLICY } from '../support/cobrowse-secrets.ts';
import { carryOut, plant, WAYS, type Way } from '../support/leak-page.ts';

/** Records a page with all of some kinds that come to it in one way. */
async function leaksOf(
  kinds: readonly SecretKind[],
  way: Way,
  taken: readonly MaskRule[] = [],
  policy: Partial<MaskPolicy> = SECRETS_POLICY,
): Promise<{ leaked: string[]; secrets: number; held: number }> {
  const frame = makePage('<!doctype html><body><main></main></body>');
  const page = pageOf(frame);
  const rules = new Set([...ALL_MASK_RULES].filter((rule) => !taken.includes(rule)));
  const recording = new Recording(frame, { policy, rules });
  try {
    let planted = way.isLate ? [] : plant(page, kinds, way);
    await recording.start();
    if (way.isLate) planted = plant(page, kinds, way);
    carryOut(way, planted, page);
    await recording.settle(page);
    // With everything hidden nothing tells that the page was looked at.
    if (policy === SECRETS_POLICY) await recording.nextLook(page);
    await recording.settle(page);
    const sent = recording.sentText;
    const leaked = planted.filter(({ secrets }) => secrets.some((secret) => isSent(secret, sent))).map(({ kind }) => kind.name);
    return { leaked, secrets: planted.reduce((sum, { secrets }) => sum + secrets.length, 0), held: recording.recorder.leaks };
  } finally {
    recording.recorder.stop();
    frame.remove();
  }
}

describe('what is private never leaves a page', function () {
  this.timeout(60_000);
  let looked = 0;
  after(() => console.warn(`${looked} secrets of ${SECRET_KINDS.length} kinds, none sent: less than 1 in ${Math.floor(looked / 3)} (95 %)`));

  it('knows at least 60 kinds of it [T-MASK-CANARY]', () => {
    expect(SECRET_KINDS.length).to.be.at.least(60);
    expect(new Set(SECRET_KINDS.map(({ name }) => name)).size).to.equal(SECRET_KINDS.length);
  });

  for (const way of WAYS) {
    it(`${way.name} [T-MASK-CANARY]`, async () => {
      const { leaked, secrets, held } = await leaksOf(SECRET_KINDS, way);
      looked += secrets;
      expect(leaked).to.deep.equal([]);
      // The first line held: nothing was left to the last.
      expect(held).to.equal(0);
    });
  }

  it('hides everything that is not allowed where the site says so [T-MASK-CANARY]', async () => {
    const kinds = [
      { name: 'text', heldBy: [], secret: 'word', html: '<p class=it>§</p>', changes: 'text' },
      { name: 'title', heldBy: [], secret: 'word', html: '<p class=it title="§">x</p>', changes: '@title' },
      { name: 'button', heldBy: [], secret: 'word', html: '<input type=button class=it value="§">', changes: '@value' },
    ] satisfies SecretKind[];
    const [initial, changed] = WAYS;
    for (const way of [initial, changed]) if (way) expect((await leaksOf(kinds, way, [], { mode: 'maskAll' })).leaked).to.deep.equal([]);
    if (initial) expect((await leaksOf(kinds, initial, ['maskAll', 'echo', 'egress'], { mode: 'maskAll' })).leaked).to.have.length(3);
  });

  it('hides everything where a selector of the site cannot be read', async () => {
    const kind: SecretKind = { name: 'text', heldBy: [], secret: 'word', html: '<p class=it>§</p>', changes: 'text' };
    expect((await leaksOf([kind], { name: 'there at first' }, [], { masks: ['p['] })).leaked).to.deep.equal([]);
  });
});

describe('each rule that hides something is needed', function () {
  this.timeout(60_000);

  /** Other rules that hold back the same: the last line, which would hide what the first let through. */
  const LAST_LINE: readonly MaskRule[] = ['echo', 'egress'];
  const byRule = Map.groupBy(
    SECRET_KINDS.filter(({ heldBy }) => heldBy?.length),
    ({ heldBy }) => heldBy?.[0] as MaskRule,
  );

  for (const [rule, kinds] of byRule) {
    it(`without "${rule}" something leaves [T-MASK-MUTANT]`, async () => {
      const taken = [...new Set(kinds.flatMap(({ heldBy }) => (heldBy ?? []).filter((held) => held !== 'fixedLength')))];
      const { leaked } = await leaksOf(kinds, { name: 'there at first' }, [...taken, ...LAST_LINE]);
      expect(leaked.toSorted()).to.deep.equal(kinds.map(({ name }) => name).toSorted());
    });
  }

  const elsewhere: readonly MaskRule[] = ['fixedLength', 'maskAll', 'echo', 'egress', 'addressQuery', 'addressPath', 'title', 'picture', 'pointer', 'pausedPath', 'forbiddenPath'];
  it('tests every rule there is', () => {
    expect([...byRule.keys(), ...elsewhere].toSorted()).to.deep.equal([...MASK_RULES].toSorted());
  });

  /** A page by itself, with one rule or without; what left it. */
  async function sentBy(taken: readonly MaskRule[], html: string, act: (page: Document, window: Window & typeof globalThis) => void, policy = {}, sign = ''): Promise<Recording> {
    const frame = makePage(html);
    const recording = new Recording(frame, { policy, rules: new Set([...ALL_MASK_RULES].filter((rule) => !taken.includes(rule))) });
    try {
      await recording.start();
      act(pageOf(frame), windowOf(frame));
      await recording.settle(pageOf(frame)).catch(() => null);
      await recording.nextLook(pageOf(frame)).catch(() => null);
      // Pictures come when they are loaded.
      if (sign) await recording.until(() => recording.sentText.includes(sign), 10_000);
      return recording;
    } finally {
      recording.recorder.stop();
      frame.remove();
    }
  }

  const cases: readonly { rule: MaskRule; html: string; act: (page: Document, window: Window & typeof globalThis) => void; sign: string; policy?: Partial<MaskPolicy> }[] = [
    { rule: 'fixedLength', html: '<input type=password value=abcde>', act: () => undefined, sign: '"value":"•••••"' },
    { rule: 'title', html: '<title>Claim 8812345</title><body></body>', act: () => undefined, sign: '8812345' },
    { rule: 'addressQuery', html: '<body></body>', act: (_page, { history }) => history.pushState(null, '', '/a?token=Kanarie1#Kanarie2'), sign: 'Kanarie' },
    { rule: 'addressPath', html: '<body></body>', act: (_page, { history }) => history.pushState(null, '', '/claims/8812345/me@x.example'), sign: '8812345' },
    { rule: 'picture', html: `<p data-cobrowse=mask><img src="data:image/png;base64,${btoa('Kanarie')}"></p>`, act: () => undefined, sign: 'Kanarie' },
    {
      rule: 'pointer',
      html: '<body><p data-cobrowse=ignore>1 2 3</p></body>',
      act: (page, view) => page.querySelector('p')?.dispatchEvent(new view.PointerEvent('pointerdown', { bubbles: true, clientX: 77 })),
      sign: '"xPx":77',
    },
    {
      rule: 'pausedPath',
      html: '<body></body>',
      act: (page, { history }) => {
        history.pushState(null, '', '/secret');
        page.body.append('Kanarie');
      },
      sign: 'Kanarie',
      policy: { pausedPaths: ['/secret'] },
    },
    {
      rule: 'forbiddenPath',
      html: '<body></body>',
      act: (page, { history }) => {
        history.pushState(null, '', '/secret');
        page.body.append('Kanarie');
      },
      sign: 'Kanarie',
      policy: { forbiddenPaths: ['/secret'] },
    },
  ];
  for (const { rule, html, act, sign, policy } of cases) {
    it(`"${rule}" holds something back [T-MASK-MUTANT]`, async () => {
      if (rule !== 'pausedPath' && rule !== 'forbiddenPath') expect((await sentBy([], html, act, policy)).sentText).not.to.contain(sign);
      expect((await sentBy([rule, 'echo', 'egress'], html, act, policy, sign)).sentText).to.contain(sign);
    });
  }

  it('a value that the page shows elsewhere is hidden there, and the last line stops it if not [T-MASK-MUTANT]', async function () {
    this.timeout(120_000);
    const echo = (page: Document): void => {
      const input = page.querySelector('input') as HTMLInputElement;
      input.value = 'Kanarie 77-88';
      page.body.append('Hello KANARIE 7788!');
    };
    const first = await sentBy([], '<body><input></body>', echo);
    expect([isSent('Kanarie 77-88', first.sentText), first.recorder.leaks]).to.deep.equal([false, 0]);
    const frame = makePage('<body><input></body>');
    const second = new Recording(frame, { rules: new Set([...ALL_MASK_RULES].filter((rule) => rule !== 'echo')) });
    await second.start();
    echo(pageOf(frame));
    await second.until((events) => events.some((event) => event.type === 'page.paused' && event.why === 'leak'));
    second.recorder.stop();
    frame.remove();
    expect(isSent('Kanarie 77-88', second.sentText)).to.equal(false);
    expect(second.recorder.leaks).to.be.at.least(1);
    expect(isSent('Kanarie 77-88', (await sentBy(['echo', 'egress'], '<body><input></body>', echo)).sentText)).to.equal(true);
  });

  it('says nothing to the console, and nothing of what went wrong', async () => {
    const said: unknown[] = [];
    const { log, warn, error, info } = console;
    Object.assign(console, { log: (...all: unknown[]) => said.push(all), warn: (...all: unknown[]) => said.push(all), error: (...all: unknown[]) => said.push(all) });
    const frame = makePage('<body><input value="Kanarie-1"></body>');
    const recording = new Recording(frame, {
      send: () => {
        throw new Error('Kanarie-1');
      },
    });
    recording.recorder.start();
    Object.assign(console, { log, warn, error, info });
    frame.remove();
    expect(said).to.deep.equal([]);
    expect(recording.ended).to.equal('failed');
  });
});
