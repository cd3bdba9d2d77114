import type { Rect } from '../injector.ts';
import type { ButtonId, Content } from './content.ts';
import { cutToFit, wrap, wrapAnywhere } from './text-fit.ts';

/** All sizes are those of a display with 96 dots per inch. */
export const WIDTH = 380;
export const BAND_HEIGHT = 30;
/** Around everything, in the state's colour. */
export const FRAME = 2;
const HEIGHT_MIN = 132;
const MARGIN = 14;
const GAP = 8;
const ICON = 16;
/** Between what the texts of one paragraph are. */
const PARAGRAPH_GAP = 3;
const BUTTON_HEIGHT = 32;
const BUTTON_WIDTH_MIN = 72;
const BUTTON_PADDING = 14;
const BUTTON_PADDING_MIN = 6;
const INSIDE = WIDTH - 2 * MARGIN;

/** The kinds of text that there are. */
export const TYPE = {
  title: { size: 13.5, line: 18, isBold: true },
  aside: { size: 12, line: 18, isBold: false },
  name: { size: 14.5, line: 20, isBold: true },
  text: { size: 13, line: 18, isBold: false },
  note: { size: 12, line: 17, isBold: false },
  button: { size: 13, line: 18, isBold: true },
} as const;

export type TextKind = keyof typeof TYPE;

/** How wide a text of a kind is. */
export type MeasureKind = (text: string, kind: TextKind) => number;

export interface PlacedText {
  text: string;
  kind: TextKind;
  /** The left end. */
  x: number;
  /** The top of its line. */
  y: number;
}

export interface PlacedButton {
  id: ButtonId;
  label: string;
  rect: Rect;
}

export interface Layout {
  content: Content;
  height: number;
  title: PlacedText;
  aside: PlacedText;
  texts: readonly PlacedText[];
  field: Rect | undefined;
  buttons: readonly PlacedButton[];
}

/** @param sameSizeAs what may stand in its place a moment later */
export function layOut(content: Content, sameSizeAs: readonly Content[], measure: MeasureKind): Layout {
  const bodies = [content, ...sameSizeAs].map((each) => placeBody(each, measure));
  const bodyBottom = Math.max(...bodies.map(({ bottom }) => bottom));
  const buttonsTop = Math.max(bodyBottom + GAP + 4, HEIGHT_MIN - MARGIN - BUTTON_HEIGHT);
  const asideWidth = measure(content.aside, 'aside');
  const bandTextTop = FRAME + (BAND_HEIGHT - TYPE.title.line) / 2;
  const titleX = MARGIN + ICON + GAP;
  const titleRoom = WIDTH - titleX - asideWidth - MARGIN - GAP;
  const title = cutToFit(content.title, titleRoom, (text) => measure(text, 'title'));
  const row = placeButtons(content, buttonsTop, measure);
  return {
    content,
    height: buttonsTop + BUTTON_HEIGHT + MARGIN - 2,
    title: { text: title, kind: 'title', x: titleX, y: bandTextTop },
    aside: { text: content.aside, kind: 'aside', x: WIDTH - MARGIN - asideWidth, y: bandTextTop },
    texts: bodies[0]?.texts ?? [],
    ...row,
  };
}

export const bandIcon = { x: MARGIN, y: FRAME + (BAND_HEIGHT - ICON) / 2, size: ICON } as const;

function placeBody(content: Content, measure: MeasureKind): { texts: PlacedText[]; bottom: number } {
  const texts: PlacedText[] = [];
  let y = FRAME + BAND_HEIGHT + 10;
  const add = (lines: readonly string[], kind: TextKind): void => {
    for (const text of lines.filter(Boolean)) {
      texts.push({ text, kind, x: MARGIN, y });
      y += TYPE[kind].line;
    }
    if (lines.some(Boolean)) y += PARAGRAPH_GAP;
  };
  const of = (kind: TextKind) => (text: string): number => measure(text, kind);
  if (content.who) {
    texts.push(...placeWho(content.who, y, measure));
    y += TYPE.name.line + 1;
  }
  add(wrap(content.text, INSIDE, of('text'), 2), 'text');
  add(wrapAnywhere(content.address, INSIDE, of('text'), 3), 'text');
  add(wrap(content.note, INSIDE, of('note'), 2), 'note');
  return { texts, bottom: y - PARAGRAPH_GAP };
}

/** The name has two thirds of the line at least, the company the rest. */
function placeWho({ name, company }: NonNullable<Content['who']>, y: number, measure: MeasureKind): PlacedText[] {
  const detailWidth = company ? Math.min(measure(company, 'text') + GAP, INSIDE / 3) : 0;
  const shownName = cutToFit(name, INSIDE - detailWidth, (text) => measure(text, 'name'));
  const x = MARGIN + measure(shownName, 'name') + GAP;
  const room = WIDTH - MARGIN - x;
  const placedName: PlacedText = { text: shownName, kind: 'name', x: MARGIN, y };
  if (!company) return [placedName];
  const text = cutToFit(company, room, (part) => measure(part, 'text'));
  return [placedName, { text, kind: 'text', x, y: y + 1 }];
}

/** In a row, narrower where the words are long; a field takes what is left. */
function placeButtons({ buttons, hasField }: Content, y: number, measure: MeasureKind): Pick<Layout, 'field' | 'buttons'> {
  const words = buttons.map(({ label }) => measure(label, 'button'));
  const gaps = GAP * (buttons.length - 1);
  const room = (INSIDE - gaps - words.reduce((sum, width) => sum + width, 0)) / buttons.length / 2;
  const padding = Math.max(BUTTON_PADDING_MIN, Math.min(BUTTON_PADDING, room));
  const widths = words.map((width) => Math.max(BUTTON_WIDTH_MIN, Math.ceil(width + 2 * padding)));
  const total = widths.reduce((sum, width) => sum + width, gaps);
  let x = hasField ? WIDTH - MARGIN - total : MARGIN;
  const field = hasField ? { x: MARGIN, y, width: x - GAP - MARGIN, height: BUTTON_HEIGHT } : undefined;
  const placed = buttons.map(({ id, label }, index): PlacedButton => {
    const rect = { x, y, width: widths[index] ?? 0, height: BUTTON_HEIGHT };
    x += rect.width + GAP;
    return { id, label, rect };
  });
  return { field, buttons: placed };
}
