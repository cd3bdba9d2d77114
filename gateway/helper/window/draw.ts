import type { Rect } from '../injector.ts';
import { escapeXml } from './clean-text.ts';
import type { ButtonId, Tone } from './content.ts';
import type { FontSet } from './fonts/font-set.ts';
import { drawIcon } from './icons.ts';
import { BAND_HEIGHT, bandIcon, FRAME, TYPE, WIDTH, type Layout, type PlacedText, type TextKind } from './layout.ts';

/** The product's tokens in their light form. */
const SURFACE = '#ffffff';
const TEXT = '#1b1f27';
const MUTED = '#59606d';
const EDGE = '#868e9c';
const ACCENT = '#1f5fbf';
const DANGER = '#b42318';
const PRESSED_SHADE = 0.16;
const RADIUS = 5;

/** Of each state the colour, and the same mixed with white, for behind the words. */
const TONES: Readonly<Record<Tone, { full: string; pale: string }>> = {
  asking: { full: ACCENT, pale: '#e6eef8' },
  control: { full: '#9a4a06', pale: '#f7ebe0' },
  stopped: { full: MUTED, pale: '#eceef0' },
  danger: { full: DANGER, pale: '#f9e7e5' },
};

const FILLED: Readonly<Partial<Record<ButtonId, string>>> = { connect: ACCENT, stopControl: DANGER, confirmEnd: DANGER };

/** From the top of a line to where its letters stand, in parts of the font's size. */
const BASELINE = 0.36;

/** What the owner's hand does in the window at the moment. */
export interface Handling {
  pressed: ButtonId | undefined;
  /** What Enter would press; only while keys reach the window. */
  focused: ButtonId | 'field' | undefined;
  entry: string;
}

/** Tells where a text's font changes, and how wide it is. */
export type Fonts = Pick<FontSet, 'runsOf' | 'widthOf'>;

/** The window as SVG. */
export function draw(layout: Layout, handling: Handling, placeholder: string, scale: number, fonts: Fonts): string {
  const { content, height } = layout;
  const { full, pale } = TONES[content.tone];
  const onBand = content.isStrong ? SURFACE : full;
  const text = (placed: PlacedText, colour: string): string => drawText(placed, colour, fonts);
  const parts = [
    box({ x: 0, y: 0, width: WIDTH, height }, full),
    box({ x: FRAME, y: FRAME, width: WIDTH - 2 * FRAME, height: height - 2 * FRAME }, SURFACE),
    box({ x: FRAME, y: FRAME, width: WIDTH - 2 * FRAME, height: BAND_HEIGHT }, content.isStrong ? full : pale),
    drawIcon(content.icon, bandIcon.x, bandIcon.y, bandIcon.size, onBand),
    text(layout.title, onBand),
    text(layout.aside, onBand),
    ...layout.texts.map((placed) => text(placed, colourOf(placed.kind, content.isProblem))),
    ...(layout.field ? drawField(layout.field, handling, placeholder, fonts) : []),
    ...layout.buttons.flatMap(({ id, label, rect }) => {
      const fill = FILLED[id];
      const middle = rect.y + (rect.height - TYPE.button.line) / 2;
      return [
        handling.focused === id ? ring(rect) : '',
        fill ? box(rect, fill, RADIUS) : edged(rect, EDGE),
        handling.pressed === id ? shade(rect) : '',
        text({ text: label, kind: 'button', x: rect.x + rect.width / 2, y: middle }, fill ? SURFACE : TEXT),
      ];
    }),
  ];
  const size = `width="${WIDTH * scale}" height="${height * scale}" viewBox="0 0 ${WIDTH} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${parts.join('')}</svg>`;
}

const colourOf = (kind: TextKind, isProblem: boolean): string => {
  if (kind === 'note') return MUTED;
  return kind === 'text' && isProblem ? DANGER : TEXT;
};

function drawField(field: Rect, { focused, entry }: Handling, placeholder: string, fonts: Fonts): string[] {
  const hasFocus = focused === 'field';
  const y = field.y + (field.height - TYPE.text.line) / 2;
  const x = field.x + 10;
  const words = drawText({ text: entry || placeholder, kind: 'text', x, y }, entry ? TEXT : MUTED, fonts);
  const caret = { x: x + fonts.widthOf(entry, TYPE.text.size, false), y, width: 1.5, height: TYPE.text.line };
  return [hasFocus ? ring(field) : '', edged(field, hasFocus ? ACCENT : EDGE), words, hasFocus ? box(caret, ACCENT) : ''];
}

function drawText({ text, kind, x, y }: PlacedText, colour: string, fonts: Fonts): string {
  if (text === '') return '';
  const { size, line, isBold } = TYPE[kind];
  const runs = fonts.runsOf(text, isBold).map(({ text: part, family, needsThickening }) => {
    const thick = needsThickening ? ` stroke="${colour}" stroke-width="${size / 28}"` : '';
    return `<tspan font-family="${escapeXml(family)}"${thick}>${escapeXml(part)}</tspan>`;
  });
  const weight = isBold ? ' font-weight="700"' : '';
  const anchor = kind === 'button' ? ' text-anchor="middle"' : '';
  const baseline = y + line / 2 + size * BASELINE;
  const look = `font-size="${size}"${weight}${anchor} fill="${colour}"`;
  return `<text x="${x}" y="${baseline}" ${look} xml:space="preserve">${runs.join('')}</text>`;
}

/** @param by so much larger on every side */
const shape = ({ x, y, width, height }: Rect, by: number, radius: number, look: string): string =>
  `<rect x="${x - by}" y="${y - by}" width="${width + 2 * by}" height="${height + 2 * by}" rx="${radius}" ${look}/>`;

const box = (rect: Rect, fill: string, radius = 0): string => shape(rect, 0, radius, `fill="${fill}"`);

const edged = (rect: Rect, edge: string): string => shape(rect, -0.5, RADIUS, `fill="${SURFACE}" stroke="${edge}"`);

const ring = (rect: Rect): string => shape(rect, 3, RADIUS + 3, `fill="none" stroke="${ACCENT}" stroke-width="2"`);

const shade = (rect: Rect): string => shape(rect, 0, RADIUS, `fill="#000000" fill-opacity="${PRESSED_SHADE}"`);
