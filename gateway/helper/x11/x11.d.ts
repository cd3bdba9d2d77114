/** What the helper, its tests and the bench use of `x11`, which brings no types. */
declare module 'x11' {
  export interface Image {
    /** Blue, green, red and one unused byte for each pixel, in rows. */
    data: Uint8Array;
  }
  /** The answer to an error says whether it is dealt with; if not, the client emits it. */
  export type Reply<Result> = (error: Error | null, result: Result) => boolean | void;

  export interface XClient {
    readonly display: XDisplay;
    readonly eventMask: Readonly<Record<'StructureNotify' | 'SubstructureNotify' | 'FocusChange', number>>;
    AllocID(): number;
    /** An identifier may be used again once what it named is gone. */
    ReleaseID(id: number): void;
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
    ChangeWindowAttributes(
      window: number,
      values: { backgroundPixel?: number; backgroundPixmap?: number; eventMask?: number },
    ): void;
    ConfigureWindow(window: number, values: { x?: number; y?: number; width?: number; height?: number }): void;
    ClearArea(window: number, x: number, y: number, width: number, height: number, exposures: 0 | 1): void;
    MapWindow(window: number): void;
    UnmapWindow(window: number): void;
    RaiseWindow(window: number): void;
    DestroyWindow(window: number): void;
    /** Ends the connection of whoever made this. */
    KillClient(resource: number): void;
    /** The children are in their order, the lowest first. */
    QueryTree(window: number, reply: Reply<{ children: number[] }>): void;
    /** `klass` 2: a window that only gets input and shows nothing. `mapState` 2: it can be seen. */
    GetWindowAttributes(window: number, reply: Reply<{ klass: number; mapState: number }>): void;
    CreatePixmap(pixmap: number, drawable: number, depth: number, width: number, height: number): void;
    FreePixmap(pixmap: number): void;
    /** `format` 2: ZPixmap. */
    PutImage(
      format: 2,
      drawable: number,
      gc: number,
      width: number,
      height: number,
      x: number,
      y: number,
      leftPad: 0,
      depth: number,
      data: Buffer,
    ): void;
    /** `mode` 0: replaces what was there. `bits` of each value: 8 or 32. */
    ChangeProperty(mode: 0, window: number, name: number, type: number, bits: 8 | 32, data: Buffer | readonly number[]): void;
    /** `remove` 0: leaves it there. `type` 0: any. The length is in units of four bytes. */
    GetProperty(
      remove: 0,
      window: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      reply: Reply<{ data: Buffer }>,
    ): void;
    OpenFont(font: number, name: string): void;
    CreateGC(gc: number, drawable: number, values: { foreground?: number; background?: number; font?: number }): void;
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
    GetInputFocus(reply: Reply<{ focus: number }>): void;
    /** `xPos` and `yPos` are relative to the window's parent. */
    GetGeometry(
      drawable: number,
      reply: Reply<{ xPos: number; yPos: number; width: number; height: number; borderWidth: number }>,
    ): void;
    /** One bit for each keycode, set where the key is down. */
    QueryKeymap(reply: Reply<Uint8Array>): void;
    QueryPointer(window: number, reply: Reply<{ rootX: number; rootY: number; keyMask: number }>): void;
    /** The keysyms of each keycode, in the columns of the core protocol. */
    GetKeyboardMapping(first: number, count: number, reply: Reply<number[][]>): void;
    ChangeKeyboardMapping(first: number, columns: number, keysyms: readonly number[]): void;
    /** The keycodes of Shift, Lock, Control, Mod1 to Mod5; 0 where there is none. */
    GetModifierMapping(reply: Reply<number[][]>): void;
    InternAtom(onlyIfExists: boolean, name: string, reply: Reply<number>): void;
    SetInputFocus(window: number, revertTo: 0 | 1 | 2): void;
    require<Name extends keyof XExtensions>(name: Name, reply: Reply<XExtensions[Name]>): void;
    on(name: 'event', listener: (event: XEvent) => void): void;
    /** A request that the display refused, or trouble with the connection. */
    on(name: 'error', listener: (error: Error) => void): void;
    terminate(): void;
    readonly stream: NodeJS.EventEmitter;
    /** With these three the package's own extensions send their requests; ours use them for those that it lacks. */
    seq_num: number;
    readonly pack_stream: { put(request: Uint8Array): void; submit(expectsReply?: boolean): void };
    /** `parse` gets the reply from its 8th byte on. */
    readonly replies: Record<number, [parse: (body: Buffer) => unknown, reply: Reply<never>]>;
  }

  /** `name` and, for those that have them, the fields that we use. */
  export interface XEvent {
    name: string;
    type: number;
    keycode?: number;
    wid?: number;
    /** The window that it happened to, where `wid` is the one that was watched. */
    wid1?: number;
    x?: number;
    y?: number;
    rootx?: number;
    rooty?: number;
    buttons?: number;
    /** XInput 2: the device that did it, and the key or button. */
    sourceId?: number;
    detail?: number;
    /** Of a key press: `KeyEventFlags`. */
    flags?: number;
    mods?: { effective: number };
    group?: { effective: number };
  }

  export interface XDevice {
    deviceId: number;
    /** As in `DeviceType`. */
    use: number;
    name: string;
  }

  export interface XExtensions {
    xtest: {
      majorOpcode: number;
      KeyPress: number;
      KeyRelease: number;
      ButtonPress: number;
      ButtonRelease: number;
      MotionNotify: number;
      FakeInput(type: number, detail: number, delayMs: number, root: number, x: number, y: number): void;
    };
    xinput: {
      majorOpcode: number;
      firstEvent: number;
      /** `null` where the display speaks version 1 only. */
      xi2: { majorVersion: number; minorVersion: number } | null;
      AllDevices: number;
      AllMasterDevices: number;
      DeviceType: { SlavePointer: number; SlaveKeyboard: number };
      KeyEventFlags: { KeyRepeat: number };
      XIQueryDevice(device: number, reply: Reply<XDevice[]>): void;
      XISelectEvents(window: number, masks: { deviceId: number; mask: readonly string[] }[]): void;
    };
    xkb: {
      UseCoreKbd: number;
      EventType: { NewKeyboardNotify: number; MapNotify: number };
      /** Its events are called `XkbEvent`. */
      SelectEvents(
        device: number,
        affectWhich: number,
        clear: number,
        selectAll: number,
        affectMap: number,
        map: number,
      ): void;
      GetState(
        device: number,
        reply: Reply<{ lockedMods: number; lockedGroup: number }>,
      ): void;
      LatchLockState(
        device: number,
        affectLocks: number,
        locks: number,
        lockGroup: 0 | 1,
        group: number,
        affectLatches: number,
        latches: number,
        latchGroup: 0 | 1,
        groupLatch: number,
      ): void;
    };
    randr: {
      majorOpcode: number;
      major_version: number;
      minor_version: number;
      firstEvent: number;
      NotifyMask: { All: number };
      SelectInput(window: number, mask: number): void;
      GetScreenResourcesCurrent(window: number, reply: Reply<{ outputs: number[] }>): void;
    };
  }

  export interface XDisplay {
    client: XClient;
    min_keycode: number;
    max_keycode: number;
    /** In units of four bytes. */
    max_request_length: number;
    /** The bits of an identifier that are the client's own to choose. */
    resource_mask: number;
    /** Of pictures; 1: the highest byte first. */
    image_byte_order: 0 | 1;
    /** By depth. */
    format: Readonly<Record<number, { bits_per_pixel: number }>>;
    screen: readonly {
      root: number;
      pixel_width: number;
      pixel_height: number;
      root_depth: number;
      root_visual: number;
      /** The visuals of each depth, by their identifiers. */
      depths: Readonly<Record<number, Readonly<Record<number, XVisual>>>>;
    }[];
  }

  /** How the pixels of a window mean colours. */
  export interface XVisual {
    class: number;
    red_mask: number;
    green_mask: number;
    blue_mask: number;
  }

  const x11: {
    /**
     * @param options `disableBigRequests`: saves a round trip; `shm: false`: an ordinary socket
     */
    createClient(
      options: { display: string; disableBigRequests?: boolean; shm?: false },
      opened: Reply<XDisplay>,
    ): XClient;
    /** By name, with the character that it means in brackets at the beginning of the description. */
    keySyms: Readonly<Record<string, { code: number; description: string | null }>>;
  };
  export default x11;
}
