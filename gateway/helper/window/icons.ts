import type { IconNode } from 'lucide';
import CircleCheck from 'lucide/dist/esm/icons/circle-check.mjs';
import ExternalLink from 'lucide/dist/esm/icons/external-link.mjs';
import Hand from 'lucide/dist/esm/icons/hand.mjs';
import KeyRound from 'lucide/dist/esm/icons/key-round.mjs';
import LoaderCircle from 'lucide/dist/esm/icons/loader-circle.mjs';
import MonitorX from 'lucide/dist/esm/icons/monitor-x.mjs';
import MousePointer from 'lucide/dist/esm/icons/mouse-pointer.mjs';
import MousePointerClick from 'lucide/dist/esm/icons/mouse-pointer-click.mjs';
import ShieldAlert from 'lucide/dist/esm/icons/shield-alert.mjs';
import ShieldCheck from 'lucide/dist/esm/icons/shield-check.mjs';
import WifiOff from 'lucide/dist/esm/icons/wifi-off.mjs';

/** Of the set that the product's pages use. */
const ICONS = {
  code: KeyRound,
  waiting: LoaderCircle,
  safe: ShieldCheck,
  pointer: MousePointer,
  controlling: MousePointerClick,
  hand: Hand,
  offline: WifiOff,
  noScreen: MonitorX,
  link: ExternalLink,
  done: CircleCheck,
  warning: ShieldAlert,
} satisfies Record<string, IconNode>;

export type IconName = keyof typeof ICONS;

/** An icon as SVG, with its upper left corner there. */
export function drawIcon(name: IconName, x: number, y: number, size: number, colour: string): string {
  const shapes = ICONS[name].map(([tag, values]) => {
    const attributes = Object.entries(values).map(([attribute, value]) => `${attribute}="${value}"`);
    return `<${tag} ${attributes.join(' ')}/>`;
  });
  const place = `transform="translate(${x} ${y}) scale(${size / 24})"`;
  const look = `fill="none" stroke="${colour}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"`;
  return `<g ${place} ${look}>${shapes.join('')}</g>`;
}
