import { lookOf, type Look } from '../../gateway/cobrowse/mask/looks-private.ts';
import type { MaskPolicy } from '../../gateway/cobrowse/mask/mask-policy.ts';
import { PageRecorder } from '../../gateway/cobrowse/record/page-recorder.ts';
import { pageSchedule } from '../../gateway/cobrowse/record/sliced-work.ts';
import type { PageEvent, PageNode } from '../../gateway/protocol/cobrowse-events.ts';
import type { PreviewReport, SeenPlace } from '../shared/cobrowse/preview-messages.ts';
import { HiddenMarks } from './hidden-marks.ts';
import { labelOf } from './label-of.ts';
import { maskSelector } from './mask-selector.ts';

/** How often, in milliseconds, it is looked at what is seen now. */
const LOOK_EVERY_MS = 500;
/** Places that are told of at most. */
const PLACES_MAX = 50;
/** As the recorder tells what is hidden. */
const HIDDEN = /^[•\s]*$/;

export interface MaskPreviewOptions {
  readonly masks: MaskPolicy;
  readonly report: (report: PreviewReport) => void;
}

/**
 * Shows in a page what is hidden from agents under these masks, and what is seen and looks private. It is the recorder that decides, as
 * for agents; what it tells is looked at here and goes nowhere.
 */
export function previewMasks({ masks, report }: MaskPreviewOptions): { stop(): void } {
  const seen = new Map<number, string>();
  let isPaused = false;
  const recorder = new PageRecorder({
    window,
    policy: masks,
    send: (event) => {
      if (event.type === 'page.began' || event.type === 'page.paused') seen.clear();
      if (event.type === 'page.paused' || event.type === 'page.ready') isPaused = event.type === 'page.paused' && event.why === 'rule';
      for (const [id, text] of textsOf(event)) {
        if (HIDDEN.test(text)) seen.delete(id);
        else seen.set(id, text);
      }
    },
    now: () => performance.now(),
    schedule: pageSchedule(window),
    stopped: () => undefined,
  });
  let suspects: readonly { element: Element; look: Look }[] = [];
  const hidden = new HiddenMarks(document, () => recorder.hiddenElements);
  const framed = new HiddenMarks(document, () => suspects.map(({ element }) => element), 'seen');
  const look = (): void => {
    // Of a tab that nobody looks at nothing is known.
    if (document.hidden) return;
    suspects = [...seen].flatMap(([id, text]) => {
      const element = elementOf(recorder.nodeOf(id));
      const found = element && lookOf(text, labelOf(element));
      return element && found ? [{ element, look: found }] : [];
    });
    report({ type: 'preview.seen', isPaused, hidden: [...recorder.hiddenElements].length, seen: placesOf(suspects) });
  };
  recorder.start();
  hidden.show();
  framed.show();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      recorder.stop();
      hidden.hide();
      framed.hide();
    },
  };
}

/** Texts and values, as they leave the page. */
function* textsOf(event: PageEvent): Generator<[id: number, text: string]> {
  if (event.type === 'page.nodes') for (const node of event.nodes) yield* textOf(node);
  if (event.type !== 'page.changed') return;
  for (const node of event.added ?? []) yield* textOf(node);
  for (const { id, text } of event.texts ?? []) yield [id, text];
  for (const { id, state } of event.states ?? []) yield [id, state.value ?? ''];
}

function* textOf(node: PageNode): Generator<[id: number, text: string]> {
  if ('text' in node) yield [node.id, node.text];
  else if ('tag' in node && node.state?.value) yield [node.id, node.state.value];
}

const elementOf = (node: Node | null): Element | null => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : (node as Element | null));

/** Those that one selector finds are one place. */
function placesOf(suspects: readonly { element: Element; look: Look }[]): SeenPlace[] {
  const places = new Map<string, SeenPlace>();
  for (const { element, look } of suspects) {
    const selector = maskSelector(element);
    const known = places.get(selector);
    places.set(selector, { selector, look, count: (known?.count ?? 0) + 1 });
  }
  return [...places.values()].slice(0, PLACES_MAX);
}
