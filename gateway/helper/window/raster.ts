import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** A picture in rows of pixels, four bytes each: red, green, blue, and how opaque it is. */
export interface Picture {
  width: number;
  height: number;
  rgba: Uint8Array;
}

let ready: Promise<void> | undefined;

/** Makes `rasterise` ready, once for the whole process. @param wasm the program of `@resvg/resvg-wasm` */
export function readyRaster(wasm: Uint8Array): Promise<void> {
  // Its own buffer, since a part of another one counts as the whole of it.
  ready ??= initWasm(new Uint8Array(wasm));
  return ready;
}

/** @param fonts bytes of font files, which are known by the family names within */
export function rasterise(svg: string, fonts: readonly Uint8Array[]): Picture {
  const drawing = new Resvg(svg, { font: { fontBuffers: [...fonts] } });
  const image = drawing.render();
  try {
    return { width: image.width, height: image.height, rgba: image.pixels };
  } finally {
    image.free();
    drawing.free();
  }
}
