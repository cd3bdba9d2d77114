/** What the bench uses of `x11`, which brings no types. */
declare module 'x11' {
  export interface Image {
    /** Blue, green, red and one unused byte for each pixel, in rows. */
    data: Uint8Array;
  }
  type Reply<Result> = (error: Error | null, result: Result) => void;

  export interface XClient {
    AllocID(): number;
    CreateWindow(
      window: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      borderWidth: number,
      depth: number,
      windowClass: number,
      visual: number,
      values: { backgroundPixel?: number; overrideRedirect?: 0 | 1; eventMask?: number },
    ): void;
    ChangeWindowAttributes(window: number, values: { backgroundPixel: number }): void;
    ClearArea(window: number, x: number, y: number, width: number, height: number, exposures: 0 | 1): void;
    MapWindow(window: number): void;
    RaiseWindow(window: number): void;
    DestroyWindow(window: number): void;
    OpenFont(font: number, name: string): void;
    CreateGC(gc: number, drawable: number, values: { foreground: number; background: number; font: number }): void;
    ChangeGC(gc: number, values: { foreground: number }): void;
    ImageText8(drawable: number, gc: number, x: number, y: number, text: string): void;
    CopyArea(
      from: number,
      to: number,
      gc: number,
      fromX: number,
      fromY: number,
      toX: number,
      toY: number,
      width: number,
      height: number,
    ): void;
    /** `rectangles`: x, y, width and height of each. */
    PolyFillRectangle(drawable: number, gc: number, rectangles: readonly number[]): void;
    /** `format` 2: ZPixmap. */
    GetImage(
      format: 2,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planeMask: number,
      reply: Reply<Image>,
    ): void;
    /** Its answer comes after everything that was asked before is done. */
    GetInputFocus(reply: Reply<unknown>): void;
    terminate(): void;
  }
  interface XDisplay {
    client: XClient;
    screen: readonly { root: number; pixel_width: number; pixel_height: number }[];
  }

  const x11: {
    createClient(options: { display: string }, opened: Reply<XDisplay>): void;
  };
  export default x11;
}
