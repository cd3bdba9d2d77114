import { lookOf } from '../../gateway/cobrowse/mask/looks-private.ts';
import type { MaskPolicy } from '../../gateway/cobrowse/mask/mask-policy.ts';
import { TEXTS } from '../../gateway/cobrowse/record/element-attributes.ts';
import { PageRecorder } from '../../gateway/cobrowse/record/page-recorder.ts';
import { pageSchedule } from '../../gateway/cobrowse/record/sliced-work.ts';
import type { PageEvent, PageNode } from '../../gateway/protocol/cobrowse-events.ts';
import type { Look, PreviewPlace, PreviewReport, PreviewState } from '../../gateway/protocol/preview.ts';
import { HiddenMarks } from './hidden-marks.ts';
import { labelOf } from './label-of.ts';
import { isBroad, maskSelector } from './mask-selector.ts';

/** How often, in milliseconds, it is looked at what is seen now. */
const LOOK_EVERY_MS = 500;
/** Places that are told of at most. */
const PLACES_MAX = 50;
/** As the recorder tells what is hidden. */
const HIDDEN = /^[•\s]*$/;

export interface MaskPreviewOptions {
  readonly masks: MaskPolicy;
  readonly report: (found: Omit<PreviewReport, 'draft'>) => void;
}

/** A text that leaves the page. `name`: of an attribute; `null`: a text of its own, or what a field holds. */
interface SeenText {
  readonly id: number;
  readonly name: string | null;
  readonly text: string;
}

interface Suspect {
  readonly element: Element;
  readonly look: Look;
}

/**
 * Shows in a page what is hidden from agents under these masks, and what is seen and looks private. It is the recorder that decides, as
 * for agents; what it tells is looked at here and goes nowhere.
 */
export function previewMasks({ masks, report }: MaskPreviewOptions): { stop(): void } {
  const seen = new Map<string, SeenText>();
  let title = '';
  let state: PreviewState = 'starting';
  let suspects: readonly Suspect[] = [];
  const recorder = new PageRecorder({
    window,
    policy: masks,
    send: (event) => {
      state = stateAfter(event, state);
      if (event.type === 'page.began' || event.type === 'page.paused') seen.clear();
      if (event.type === 'page.began' || event.type === 'page.named') title = event.title;
      for (const text of textsOf(event)) {
        const key = `${text.id} ${text.name ?? ''}`;
        if (HIDDEN.test(text.text)) seen.delete(key);
        else seen.set(key, text);
      }
    },
    now: () => performance.now(),
    schedule: pageSchedule(window),
    stopped: (why) => {
      if (why === 'failed') state = 'failed';
    },
  });
  const hidden = new HiddenMarks(document, () => recorder.hiddenElements);
  const framed = new HiddenMarks(document, () => suspects.map(({ element }) => element), 'seen');
  const suspectsNow = (): Suspect[] =>
    [...seen].flatMap(([key, { id, name, text }]) => {
      const element = elementOf(recorder.nodeOf(id));
      if (!element) seen.delete(key); // it is gone from the page
      // What an attribute says is about its element: that does not name it.
      const look = element && lookOf(text, name === null ? labelOf(element) : '');
      return element && look ? [{ element, look }] : [];
    });
  const look = (): void => {
    if (document.hidden) return;
    suspects = state === 'ready' ? suspectsNow() : [];
    const titleLook = state === 'ready' ? lookOf(title, '') : null;
    const ofTitle: PreviewPlace[] = titleLook ? [{ selector: 'title', look: titleLook, count: 1, isBroad: false }] : [];
    report({ state, hidden: [...recorder.hiddenElements].length, places: [...ofTitle, ...placesOf(suspects)].slice(0, PLACES_MAX) });
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

function stateAfter(event: PageEvent, before: PreviewState): PreviewState {
  if (event.type === 'page.began') return 'starting';
  if (event.type === 'page.ready') return 'ready';
  if (event.type !== 'page.paused') return before;
  // Whoever looks at it again sees it begin anew.
  return event.why === 'hidden' ? 'starting' : event.why;
}

/** Texts, values, and what attributes say to people, as they leave the page. */
function* textsOf(event: PageEvent): Generator<SeenText> {
  if (event.type === 'page.nodes') for (const node of event.nodes) yield* textsOfNode(node);
  if (event.type !== 'page.changed') return;
  for (const node of event.added ?? []) yield* textsOfNode(node);
  for (const { id, text } of event.texts ?? []) yield { id, name: null, text };
  for (const { id, name, value } of event.attributes ?? []) if (isText(name)) yield { id, name, text: value ?? '' };
  for (const { id, state } of event.states ?? []) if (state.value !== undefined) yield { id, name: null, text: state.value };
}

function* textsOfNode(node: PageNode): Generator<SeenText> {
  const { id } = node;
  if ('text' in node) return yield { id, name: null, text: node.text };
  if (node.state?.value) yield { id, name: null, text: node.state.value };
  for (const [name, text] of Object.entries(node.attributes ?? {})) if (isText(name)) yield { id, name, text };
}

const isText = (attribute: string): boolean => attribute === 'value' || TEXTS.has(attribute.toLowerCase());

const elementOf = (node: Node | null): Element | null => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : (node as Element | null));

/** Those that one selector finds are one place. */
function placesOf(suspects: readonly Suspect[]): PreviewPlace[] {
  const places = new Map<string, PreviewPlace>();
  for (const { element, look } of suspects) {
    const selector = maskSelector(element);
    if (selector === '' || places.has(selector)) continue;
    const count = element.ownerDocument.querySelectorAll(selector).length || 1; // what is in a shadow root is not found from outside
    places.set(selector, { selector, look, count, isBroad: isBroad(element, selector) });
  }
  return [...places.values()];
}
