import type { XDisplay } from 'x11';
import type { Picture } from './raster.ts';
import { WindowError } from './window.ts';

/** How a display wants pixels: four bytes each, of which the masks say where each colour goes. */
export interface PixelFormat {
  depth: number;
  masks: readonly [red: number, green: number, blue: number];
  isBigEndian: boolean;
}

/** A visual that says its colours by masks. */
const TRUE_COLOUR = 4;
const BITS_PER_PIXEL = 32;

/** The format of a display's usual windows. @throws WindowError `unsupported` */
export function pixelFormatOf({ screen: [screen], format, image_byte_order: byteOrder }: XDisplay): PixelFormat {
  const depth = screen?.root_depth ?? 0;
  const visual = screen?.depths[depth]?.[screen.root_visual];
  if (!visual || visual.class !== TRUE_COLOUR || format[depth]?.bits_per_pixel !== BITS_PER_PIXEL)
    throw new WindowError('unsupported', 'the display has no picture format that is known');
  return { depth, masks: [visual.red_mask, visual.green_mask, visual.blue_mask], isBigEndian: byteOrder === 1 };
}

/** An opaque picture in the format of a display, in the picture's own memory. */
export function toPixels({ rgba }: Picture, { masks, isBigEndian }: PixelFormat): Buffer {
  const view = new DataView(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const [red, green, blue] = masks.map(placeOf) as [Place, Place, Place];
  for (let at = 0; at < rgba.length; at += 4) {
    const value = put(rgba[at]!, red) | put(rgba[at + 1]!, green) | put(rgba[at + 2]!, blue);
    view.setUint32(at, value >>> 0, !isBigEndian);
  }
  return Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength);
}

interface Place {
  shift: number;
  bits: number;
}

const placeOf = (mask: number): Place => ({
  shift: 31 - Math.clz32(mask & -mask),
  bits: 32 - Math.clz32(mask) - (31 - Math.clz32(mask & -mask)),
});

/** A byte of colour where the mask wants it; a display with ten bits for a colour gets the byte's upper ones twice. */
function put(byte: number, { shift, bits }: Place): number {
  const scaled = bits >= 8 ? (byte << (bits - 8)) | (byte >> (16 - bits)) : byte >> (8 - bits);
  return scaled << shift;
}
