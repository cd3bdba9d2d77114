import { expect } from '@open-wc/testing';
import { maskValues, TextMatcher } from '../../gateway/cobrowse/mask/text-matcher.ts';
import { makePage, pageOf, Recording, windowOf } from '../support/cobrowse-recording.ts';

/** Milliseconds: the longest that a page may wait for anything. */
const TASK_MAX_MS = 50;

describe('what recording takes of a page', function () {
  this.timeout(60_000);

  for (const rows of [2_000, 10_000]) {
    it(`tells ${rows} rows in slices [T-COB-BOMB]`, async () => {
      const cells = (row: number): string => `<td>${row}</td><td class="name">Customer ${row}</td><td>${row * 7}.50</td><td><a href="#">open</a></td>`;
      const frame = makePage(`<!doctype html><body><table>${Array.from({ length: rows }, (_, row) => `<tr>${cells(row)}</tr>`).join('')}</table></body>`);
      // The page's own first layout is none of the recorder's work.
      pageOf(frame).body.getBoundingClientRect();
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const tasks: number[] = [];
      const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
      const recording = new Recording(frame);
      observer.observe({ entryTypes: ['longtask'] });
      const began = performance.now();
      await recording.start();
      const tookMs = performance.now() - began;
      observer.disconnect();
      const bytes = JSON.stringify(recording.events).length;
      console.warn(
        `${rows} rows: first picture ${Math.round(tookMs)} ms, ${Math.round(bytes / 1_024)} KiB, longest slice ${recording.recorder.longestSliceMs.toFixed(1)} ms, ` +
          `longest task ${Math.round(Math.max(0, ...tasks))} ms (at most ${TASK_MAX_MS} wanted)`,
      );
      recording.recorder.stop();
      frame.remove();
      expect(bytes).to.be.greaterThan(rows * 100);
    });
  }

  it('says that a page is too large, and does not try to tell it [T-COB-BOMB]', async () => {
    const frame = makePage('<!doctype html><body></body>');
    const page = pageOf(frame);
    const many = page.createDocumentFragment();
    for (let count = 0; count < 200_100; count += 1) many.append(page.createElement('i'));
    page.body.append(many);
    const recording = new Recording(frame);
    recording.recorder.start();
    await recording.until((events) => events.some((event) => event.type === 'page.paused' && event.why === 'tooLarge'));
    expect(recording.events).to.have.length(1);
    recording.recorder.stop();
    frame.remove();
  });

  it('looks for 50 values in a megabyte of text at once', () => {
    const values = Array.from({ length: 50 }, (_, at) => `${(at * 7_919 + 4_242).toString(36)} value ${at}`);
    const matcher = new TextMatcher(values);
    const words = 'The quick brown fox jumps over the lazy dog, and seven secrets of 12 pages. ';
    const text = words.repeat(Math.ceil(1_048_576 / words.length));
    matcher.isIn(text);
    const began = performance.now();
    expect(matcher.isIn(text)).to.equal(false);
    console.warn(`50 values in 1 MiB: ${(performance.now() - began).toFixed(1)} ms (at most 10 wanted)`);
    expect(maskValues(`${words}${values[7]?.toUpperCase()}!`, matcher)).to.equal(`${words}${values[7]?.replace(/\S/g, '•')}!`);
  });

  it('works where a page lets nothing but its own scripts run, and asks for trusted types', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const page = pageOf(frame);
    page.open();
    page.write(`<!doctype html><meta http-equiv=Content-Security-Policy content="default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'">
      <body><p>text</p><input value=x><canvas width=2 height=2></canvas><img src="/x.png"></body>`);
    page.close();
    const violations: string[] = [];
    const recording = new Recording(frame);
    await recording.start();
    // What the page itself may not load is no fault of the recorder's.
    page.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
    page.body.append('more');
    await recording.settle(page);
    expect(recording.ended).to.equal(null);
    expect(violations.filter((directive) => !/^(?:img|connect)-src/.test(directive))).to.deep.equal([]);
    expect(windowOf(frame).document).to.equal(page);
    recording.recorder.stop();
    frame.remove();
  });
});
