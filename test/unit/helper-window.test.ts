import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ButtonGuard } from '../../gateway/helper/window/button-guard.ts';
import { chooseLocale } from '../../gateway/helper/window/choose-locale.ts';
import { cleanText, escapeXml } from '../../gateway/helper/window/clean-text.ts';
import { siblingsOf, toContent, type Content } from '../../gateway/helper/window/content.ts';
import { findFonts, fontFolders } from '../../gateway/helper/window/fonts/find-fonts.ts';
import { FontFace } from '../../gateway/helper/window/fonts/font-file.ts';
import { FontSet } from '../../gateway/helper/window/fonts/font-set.ts';
import { layOut, TYPE, WIDTH, type Layout, type TextKind } from '../../gateway/helper/window/layout.ts';
import { characterOf } from '../../gateway/helper/window/owner-hand.ts';
import { toPixels, type PixelFormat } from '../../gateway/helper/window/pixels.ts';
import { cornerOf, keepInside, scaleOf } from '../../gateway/helper/window/placement.ts';
import { cutToFit, wrap, wrapAnywhere } from '../../gateway/helper/window/text-fit.ts';
import { WINDOW_TEXTS } from '../../gateway/helper/window/texts/texts.ts';
import { WindowError, type WindowView } from '../../gateway/helper/window/window.ts';
import { LOCALES, type Locale } from '../../gateway/protocol/vocabulary.ts';

const VIEWER = 'Aiko Tanaka';
const VIEWS: readonly WindowView[] = [
  { state: 'enterCode' },
  ...(['invalid', 'tooManyAttempts', 'offline'] as const).map((problem): WindowView => ({ state: 'enterCode', problem })),
  { state: 'connecting', host: 'support.example' },
  { state: 'connected', viewerName: VIEWER, company: 'Contoso', owner: 'customer' },
  { state: 'connected', viewerName: VIEWER, company: 'Contoso', owner: 'agent' },
  { state: 'armed', viewerName: VIEWER, sinceMs: 0 },
  { state: 'controlled', viewerName: VIEWER, sinceMs: 0 },
  { state: 'paused', viewerName: VIEWER, sinceMs: 0 },
  { state: 'lost', host: 'support.example' },
  { state: 'unable' },
  { state: 'openPage', url: 'https://support.example/s/3fKx9QmZp1vT7aYb2WcD8eRnUjHs5LgA' },
  ...(['sessionEnded', 'replaced', 'refused', 'otherVersion', 'ownProofWrong', 'forgotten', 'givenUp'] as const).flatMap((reason) =>
    (['removed', 'kept', 'failed'] as const).map((removal): WindowView => ({ state: 'ended', reason, removal })),
  ),
];

const contentOf = (view: WindowView, locale: Locale, isConfirming = false): Content =>
  toContent(view, { texts: WINDOW_TEXTS[locale], locale, company: 'Contoso', isConfirming });

describe('[helper] the language of the helper’s window', () => {
  it('is what the desktop says, the stronger variable first', () => {
    assert.equal(chooseLocale({ LANG: 'de_AT.UTF-8' }), 'de');
    assert.equal(chooseLocale({ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'fr_FR@euro' }), 'fr');
    assert.equal(chooseLocale({ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'fr_FR', LC_ALL: 'ja_JP.eucJP' }), 'ja');
    assert.equal(chooseLocale({ LANG: 'it', LC_ALL: '' }), 'it');
  });

  it('is English where there is no other', () => {
    for (const LANG of [undefined, 'C', 'POSIX', 'pt_BR.UTF-8', 'item']) assert.equal(chooseLocale({ LANG }), 'en');
    assert.equal(chooseLocale({ LC_ALL: 'C', LANG: 'de_DE' }), 'en');
  });
});

describe('[helper] the words of the helper’s window', () => {
  it('says in every language and state what is happening, with a way out', () => {
    for (const locale of LOCALES)
      for (const view of VIEWS) {
        const { title, text, buttons, note } = contentOf(view, locale);
        for (const words of [title, text, ...buttons.map(({ label }) => label)])
          assert.match(words, /^[^{}]+$/, `${locale} ${JSON.stringify(view)}`);
        assert.ok(buttons.length > 0);
        if (view.state === 'ended') assert.notEqual(note, '');
      }
  });

  it('[I6] names who controls, for whom, since when, and the keys that stop it', () => {
    for (const locale of LOCALES) {
      const view: WindowView = { state: 'controlled', viewerName: VIEWER, sinceMs: 0 };
      const { who, aside, note, buttons, isStrong, tone } = contentOf(view, locale);
      assert.deepEqual(who, { name: VIEWER, company: 'Contoso' });
      assert.match(aside, /\d\d:\d\d/);
      assert.match(note, /\+S/);
      assert.deepEqual(buttons.map(({ id }) => id), ['stopControl', 'endSession']);
      assert.deepEqual([isStrong, tone], [true, 'control']);
    }
  });

  it('fills the band with colour only while somebody controls', () => {
    const strong = VIEWS.filter((view) => contentOf(view, 'en').isStrong).map(({ state }) => state);
    assert.deepEqual([...new Set(strong)], ['controlled']);
  });

  it('asks once more before the session ends, without hiding who controls', () => {
    const view: WindowView = { state: 'controlled', viewerName: VIEWER };
    const asked = contentOf(view, 'en', true);
    assert.deepEqual(asked.buttons.map(({ id }) => id), ['keepSession', 'confirmEnd']);
    assert.deepEqual([asked.title, asked.who], [contentOf(view, 'en').title, contentOf(view, 'en').who]);
  });
});

/** Whether a text of ours ends so. */
const isWhole = (text: string, locale: Locale): boolean =>
  Object.values(WINDOW_TEXTS[locale]).some((words) => words.endsWith(text.slice(-4)));

describe('[helper] the layout of the helper’s window', () => {
  let fonts: FontSet;
  before(() => {
    fonts = FontSet.load(fontFolders(undefined));
  });

  const measure = (text: string, kind: TextKind): number => fonts.widthOf(text, TYPE[kind].size, TYPE[kind].isBold);
  const layOutView = (view: WindowView, locale: Locale, isConfirming = false, wider = 1): Layout =>
    layOut(
      contentOf(view, locale, isConfirming),
      siblingsOf(view).flatMap((each) => [contentOf(each, locale), contentOf(each, locale, true)]),
      (text, kind) => wider * measure(text, kind),
    );

  it('has room for every word in every language, also for the question', () => {
    for (const locale of LOCALES)
      for (const view of VIEWS)
        for (const isConfirming of view.state === 'connected' || view.state === 'controlled' ? [false, true] : [false]) {
          const { title, aside, texts, buttons, height, field } = layOutView(view, locale, isConfirming);
          const where = `${locale} ${JSON.stringify(view)}`;
          // The only dots are those that a text ends with by itself.
          const dotted = [title, ...texts].map(({ text }) => text).filter((text) => text.endsWith('…'));
          assert.ok(dotted.every((text) => isWhole(text, locale)), `${where}: ${dotted.join(' | ')}`);
          for (const { text, kind, x } of [title, aside, ...texts])
            assert.ok(x + measure(text, kind) <= WIDTH - 8, `${where}: ${text}`);
          for (const { label, rect } of buttons) {
            assert.ok(rect.x + rect.width <= WIDTH - 8 && rect.y + rect.height <= height, `${where}: ${label}`);
            assert.ok(rect.width - measure(label, 'button') >= 10 && rect.height >= 32, `${where}: ${label}`);
          }
          if (field) assert.ok(field.width >= 100, where);
          assert.ok(height <= 180, `${where}: ${height}`);
        }
  });

  it('[I8] moves no button while the owner’s hand is on its way, however wide the desktop’s font is', () => {
    const views = VIEWS.filter(({ state }) => state === 'armed' || state === 'controlled' || state === 'paused');
    assert.equal(views.length, 3);
    for (const locale of LOCALES)
      for (const wider of [1, 1.2, 1.4, 1.6, 1.8, 2]) {
        const placed = views.map((view) => {
          const { buttons, height } = layOutView(view, locale, false, wider);
          assert.equal(layOutView(view, locale, true, wider).height, height);
          return [height, ...buttons.map(({ rect }) => rect)];
        });
        for (const each of placed) assert.deepEqual(each, placed[0], `${locale} ${wider}`);
      }
  });

  it('cuts long names to one line, and leaves room for the company', () => {
    const { texts } = layOut(
      contentOf({ state: 'connected', viewerName: 'W'.repeat(5_000), company: 'M'.repeat(5_000), owner: 'customer' }, 'en'),
      [],
      measure,
    );
    const [name, company] = texts;
    assert.match(name!.text, /^W{5,}…$/);
    assert.match(company!.text, /^M{5,}…$/);
    assert.equal(Math.round(name!.y), Math.round(company!.y - 1));
  });
});

describe('[helper] fitting a text', () => {
  const count = (text: string): number => [...text].length;

  it('cuts between what a reader counts as characters, and marks the cut', () => {
    assert.equal(cutToFit('abcdef', 6, count), 'abcdef');
    assert.equal(cutToFit('abcdefg', 6, count), 'abcde…');
    assert.equal(cutToFit('ab cdefg', 4, count), 'ab…');
    assert.equal(cutToFit('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 8, count), '👩‍👩‍👧‍👦…');
    assert.equal(cutToFit('abc', 0, count), '…');
  });

  it('breaks lines between words, and cuts only the last', () => {
    assert.deepEqual(wrap('one two three', 8, count, 2), ['one two', 'three']);
    assert.deepEqual(wrap('one two three four', 8, count, 2), ['one two', 'three f…']);
    assert.deepEqual(wrap('Ctrl+Alt stops', 8, count, 2), ['Ctrl+Alt', 'stops']);
    assert.deepEqual(wrap('', 8, count, 2), ['']);
  });

  it('keeps a French colon on the line of its word', () => {
    assert.deepEqual(wrap('Attend : vous', 9, count, 2), ['Attend :', 'vous']);
    assert.deepEqual(wrap('Il attend : vous', 10, count, 2), ['Il', 'attend :…']);
  });

  it('breaks Japanese between words, never before what closes', () => {
    const lines = wrap('マウスとキーボードを操作しています。', 10, count, 2);
    assert.equal(lines.join(''), 'マウスとキーボードを操作しています。');
    const text = '操作できます。ページの質問（回答）を待っています。';
    for (let limit = 6; limit < 18; limit += 1)
      for (const line of wrap(text, limit, count, 9)) assert.doesNotMatch(line, /^[。、）ーっ]/u);
  });

  it('breaks an address anywhere', () => {
    assert.deepEqual(wrapAnywhere('https://a/b', 5, count, 3), ['https', '://a/', 'b']);
    assert.deepEqual(wrapAnywhere('https://a/bcdefghijk', 5, count, 3), ['https', '://a/', 'bcde…']);
  });
});

describe('[helper] names from the network in the helper’s window', () => {
  it('lose what controls a text and what nobody sees', () => {
    assert.equal(cleanText('a\u202eb\u2066c\u0000d\u2028e\ufefff\ud800g\uffff'), 'a b c d e f g');
    assert.equal(cleanText('  Anna\u00a0\n Maria '), 'Anna Maria');
    assert.equal(cleanText(`Z${'\u0300'.repeat(50)}`).length, 3);
    assert.ok(cleanText('x'.repeat(100_000)).length < 300);
  });

  it('are no markup', () => {
    assert.equal(escapeXml(`<b a="1" c='2'>&amp;`), '&lt;b a=&quot;1&quot; c=&apos;2&apos;&gt;&amp;amp;');
  });
});

describe('[helper] the place of the helper’s window', () => {
  const screen = { screenId: 1, x: 0, y: 0, width: 1_920, height: 1_080 };
  const second = { screenId: 2, x: 1_920, y: 200, width: 1_280, height: 720 };
  const window = { x: 0, y: 0, width: 380, height: 140 };

  it('is the upper right corner', () => {
    assert.deepEqual(cornerOf(second, window, 1), { x: 1_920 + 1_280 - 380 - 16, y: 244, width: 380, height: 140 });
  });

  it('is always on one monitor, the nearest', () => {
    const inside = { ...window, x: 100, y: 100 };
    assert.deepEqual(keepInside(inside, [screen, second]), inside);
    assert.deepEqual(keepInside({ ...window, x: 1_700, y: 500 }, [screen, second]), { ...window, x: 1_540, y: 500 });
    assert.deepEqual(keepInside({ ...window, x: 1_800, y: 500 }, [screen, second]), { ...window, x: 1_920, y: 500 });
    assert.deepEqual(keepInside({ ...window, x: 2_500, y: 400 }, [screen]), { ...window, x: 1_540, y: 400 });
    const tooSmall = { x: 10, y: 20, width: 100, height: 100 };
    assert.deepEqual(keepInside({ ...window, x: 900, y: 900 }, [tooSmall]), { ...window, x: 10, y: 20 });
  });

  it('has the size that the desktop’s own words have', () => {
    assert.equal(scaleOf(screen, undefined), 1);
    assert.equal(scaleOf({ ...screen, height: 2_160 }, undefined), 2);
    assert.equal(scaleOf({ ...screen, height: 2_160 }, 144), 1.5);
    assert.equal(scaleOf(screen, 72), 1);
    assert.equal(scaleOf(screen, 10_000), 4);
  });
});

describe('[helper] pixels of the helper’s window', () => {
  const hexOf = (depth: number, masks: PixelFormat['masks'], isBigEndian: boolean): string => {
    const rgba = new Uint8Array([0xff, 0x80, 0x01, 0xff]);
    return toPixels({ width: 1, height: 1, rgba }, { depth, masks, isBigEndian }).toString('hex');
  };

  it('go where the display’s masks and byte order say', () => {
    const masks = [0xff0000, 0xff00, 0xff] as const;
    assert.equal(hexOf(24, masks, false), '0180ff00');
    assert.equal(hexOf(24, masks, true), '00ff8001');
    assert.equal(hexOf(24, [0xff, 0xff00, 0xff0000], false), 'ff800100');
  });

  it('fill ten bits where a display has them', () => {
    const value = Number.parseInt(hexOf(30, [0x3ff00000, 0xffc00, 0x3ff], true), 16);
    assert.deepEqual([value >>> 20, (value >>> 10) & 0x3ff, value & 0x3ff], [0x3ff, 0x202, 0x004]);
  });
});

describe('[helper] buttons of the helper’s window', () => {
  const at = (x: number) => ({ x, y: 0, width: 80, height: 32 });

  it('[I8] take no press in their first half second, nor after they moved, changed, or came into sight again', () => {
    const guard = new ButtonGuard();
    guard.update([{ id: 'stopControl', label: '', rect: at(0) }], 0);
    assert.deepEqual([guard.allows('stopControl', 499), guard.allows('stopControl', 500)], [false, true]);
    guard.update([{ id: 'stopControl', label: 'other words', rect: at(0) }], 600);
    assert.ok(guard.allows('stopControl', 600), 'the same one at the same place');
    guard.update([{ id: 'stopControl', label: '', rect: at(1) }], 1_000);
    assert.ok(!guard.allows('stopControl', 1_499));
    guard.update([{ id: 'confirmEnd', label: '', rect: at(1) }], 2_000);
    assert.deepEqual([guard.allows('confirmEnd', 2_400), guard.allows('stopControl', 9_000)], [false, false]);
    guard.reappeared(3_000);
    assert.deepEqual([guard.allows('confirmEnd', 3_499), guard.allows('confirmEnd', 3_500)], [false, true]);
  });
});

describe('[helper] what is typed into the helper’s window', () => {
  const [A, Z, ONE, AMPERSAND, KP_7, KP_HOME, CYRILLIC_A] = [0x61, 0x7a, 0x31, 0x26, 0xffb7, 0xff95, 0x6c1];

  it('is a letter or a digit, as the layout in use has it', () => {
    assert.equal(characterOf([A, A - 32, A, A - 32], false, 0), 'A');
    assert.equal(characterOf([ONE, 0x21], true, 0), '1', 'Shift changes nothing');
    assert.equal(characterOf([AMPERSAND, ONE], false, 0), '1', 'a French digit without Shift');
    assert.equal(characterOf([A, A - 32, Z, Z - 32], false, 1), 'Z', 'the second layout');
    assert.equal(characterOf([A, A - 32, CYRILLIC_A, 0x6e1], false, 1), 'A', 'a layout without Latin letters');
    assert.equal(characterOf([KP_HOME, KP_7], false, 0), '7');
  });

  it('is nothing else', () => {
    for (const symbols of [[], [0, 0], [0x2d, 0x5f], [0xe9, 0xc9], [0x1000061], [0xffe1]])
      assert.equal(characterOf(symbols, false, 0), undefined);
  });
});

describe('[helper] fonts of the helper’s window', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sideseat-fonts-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are looked for by name, the best first, however deep they lie', () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    const names = ['zzz.ttf', 'a/DejaVuSans.ttf', 'a/b/NotoSans-Regular.ttf', 'a/b/NotoSans-Bold.ttf', 'a/ipag.ttf', 'readme.txt'];
    for (const name of names) writeFileSync(join(folder, name), '');
    const { latin, eastAsian } = findFonts(['/nowhere', folder]);
    assert.deepEqual(latin.slice(0, 2), [
      { regular: join(folder, 'a/b/NotoSans-Regular.ttf'), bold: join(folder, 'a/b/NotoSans-Bold.ttf') },
      { regular: join(folder, 'a/DejaVuSans.ttf'), bold: join(folder, 'a/DejaVuSans.ttf') },
    ]);
    assert.ok(latin.some(({ regular }) => regular.endsWith('zzz.ttf')), 'any other is better than none');
    assert.deepEqual(eastAsian, [join(folder, 'a/ipag.ttf')]);
  });

  it('are none where all files are damaged', () => {
    assert.throws(() => FontSet.load([folder]), (error) => error instanceof WindowError && error.reason === 'noFont');
    for (const bytes of ['', 'OTTO', 'ttcf\u0000\u0000\u0000\u0000\u00ff\u00ff', 'x'.repeat(500)])
      assert.deepEqual(FontFace.read(Buffer.from(bytes, 'latin1')), []);
  });

  it('are changed within a text for what the first one lacks', () => {
    const fonts = FontSet.load(fontFolders(undefined));
    assert.ok(fonts.canWrite('ja') && fonts.canWrite('de'));
    const runs = fonts.runsOf('Hi 田中 x', false);
    assert.deepEqual(runs.map(({ text }) => text), ['Hi ', '田中', ' x']);
    assert.equal(runs[0]?.family, runs[2]?.family);
    assert.notEqual(runs[0]?.family, runs[1]?.family);
    assert.ok(fonts.filesFor(['Hi']).length < fonts.filesFor(['Hi', '田']).length, 'the large font only where it is needed');
    assert.ok(fonts.widthOf('WW', 10, false) > fonts.widthOf('ii', 10, false));
    assert.equal(fonts.widthOf('田', 10, false), 10);
  });
});
