import type { HelperControl, HelperToServer, InputRefusal, ServerToHelper } from '../protocol/helper-messages.ts';
import { letsGo } from '../protocol/input.ts';
import { InputGate } from './input-gate.ts';
import type { InputInjector, OwnerEvents, Rect } from './injector.ts';
import { findSharedMonitor } from './shared-monitor.ts';

export interface HelperDeps {
  send(message: HelperToServer): void;
  /** What its owner should read. */
  say(line: string): void;
  /** Opens mouse and keyboard of this desktop. Rejects where there is no display that can be used. */
  openInjector(events: OwnerEvents): Promise<InputInjector>;
  /** The display is gone, and nothing can be done here any more. */
  displayLost(): void;
}

/** Inputs that wait for the display at most: more than it takes within a second is never meant for now. */
const WAITING_MAX = 300;
/** Refused inputs are told so often at most, in milliseconds. */
const REFUSALS_TOLD_EVERY_MS = 1_000;

/**
 * One person's helper: carries out what its own gate lets through, and nothing while its owner's hand moves, while the link
 * is lost, or after the kill key. Whenever input stops, every key and button goes up.
 */
export class Helper {
  readonly #deps: HelperDeps;
  readonly #gate = new InputGate();
  readonly #refused = new Map<InputRefusal, number>();
  #injector: InputInjector | undefined;
  /** The shared monitor, once it is known which. */
  #surface: Promise<Rect | undefined> = Promise.resolve(undefined);
  #hasSurface = false;
  #waiting = 0;
  /** The grant that the owner killed, until the server has heard of it. */
  #untoldKill: string | undefined;
  #viewerName = '';
  #told: { able?: boolean; ownerActs: boolean; line: string } = { ownerActs: false, line: '' };
  #ownerTimer: NodeJS.Timeout | undefined;
  #refusalTimer: NodeJS.Timeout | undefined;

  constructor(deps: HelperDeps) {
    this.#deps = deps;
  }

  /** Opens the display. @returns Whether it can be used. */
  async open(): Promise<boolean> {
    this.#injector = await this.#deps
      .openInjector({
        acted: () => this.#ownerActed(),
        pressed: () => this.#ownerPressed(),
        killed: () => this.#killed(),
        lost: () => this.#displayLost(),
      })
      .catch((error: unknown) => {
        this.#say(`This desktop cannot be controlled: ${(error as Error).message}`);
        return undefined;
      });
    return this.#injector !== undefined;
  }

  async received(message: Exclude<ServerToHelper, { type: 'ping' | 'bye' }>): Promise<void> {
    if (message.type === 'welcome') {
      this.#viewerName = message.viewerName;
      this.#told = { ownerActs: false, line: this.#told.line };
      this.#say(greeting(message));
      this.#tellAble();
      this.#tellKill();
    } else if (message.type === 'control') await this.#allow(message.control);
    else await this.#input(message);
  }

  /** The link is gone: nothing is allowed until the server says so again. */
  linkLost(): void {
    void this.#allow(null, false);
    this.#say('Connection lost. Nothing can be controlled. Trying again …');
  }

  /** Releases everything, and lets the display go. */
  async close(): Promise<void> {
    clearTimeout(this.#ownerTimer);
    clearTimeout(this.#refusalTimer);
    this.#gate.allow(null);
    await this.#injector?.close().catch(() => undefined);
    this.#injector = undefined;
  }

  async #allow(control: HelperControl | null, isFromServer = true): Promise<void> {
    const wasActive = this.#gate.control?.active === true;
    if (isFromServer && control?.grantId !== this.#untoldKill) this.#untoldKill = undefined;
    this.#gate.allow(control);
    if (wasActive && !this.#gate.control?.active) await this.#releaseAll();
    if (control) {
      this.#surface = this.#findSurface(control);
      this.#hasSurface = (await this.#surface) !== undefined;
    }
    this.#tellAble();
    this.#tellOwner();
    this.#sayControl();
  }

  async #findSurface(control: HelperControl): Promise<Rect | undefined> {
    return findSharedMonitor((await this.#injector?.monitors().catch(() => [])) ?? [], control);
  }

  async #input(message: Extract<ServerToHelper, { type: 'input' }>): Promise<void> {
    const refusal = this.#gate.refuses(message, performance.now());
    if (refusal === undefined) return this.#inject(message);
    if (refusal !== 'ownerActs') this.#countRefused(refusal);
  }

  async #inject({ grantId, input }: Extract<ServerToHelper, { type: 'input' }>): Promise<void> {
    const surface = await this.#surface;
    const { control } = this.#gate;
    if (!surface || !control?.active || control.grantId !== grantId) return; // it ended meanwhile
    if (this.#waiting >= WAITING_MAX && !letsGo(input)) return this.#countRefused('budget');
    this.#waiting += 1;
    // Where the display is gone, `lost` says so.
    await this.#injector?.inject(input, surface).catch(() => undefined);
    this.#waiting -= 1;
  }

  #ownerActed(): void {
    const isFirst = this.#gate.ownerActsForMs(performance.now()) === 0;
    this.#gate.ownerActed(performance.now());
    if (isFirst && this.#gate.control?.active) void this.#releaseAll();
    this.#tellOwner();
  }

  #ownerPressed(): void {
    if (this.#gate.control) this.#deps.send({ type: 'ownerPressed' });
  }

  #killed(): void {
    this.#untoldKill = this.#gate.kill();
    void this.#releaseAll();
    this.#tellKill();
    if (this.#untoldKill !== undefined) this.#say('You stopped control with Ctrl+Alt+Shift+S.');
  }

  #tellKill(): void {
    if (this.#untoldKill !== undefined) this.#deps.send({ type: 'killed', grantId: this.#untoldKill });
  }

  #displayLost(): void {
    this.#injector = undefined;
    this.#hasSurface = false;
    this.#gate.allow(null);
    this.#say('The display is gone. Nothing can be controlled.');
    this.#deps.displayLost();
  }

  async #releaseAll(): Promise<void> {
    await this.#injector?.releaseAll().catch(() => undefined);
  }

  #tellAble(): void {
    const able = this.#injector !== undefined && (this.#gate.control === null || this.#hasSurface);
    if (able === this.#told.able) return;
    this.#told.able = able;
    this.#deps.send({ type: 'able', able });
    if (!able && this.#injector) this.#say('The shared screen is none of this desktop’s, or one of two of the same size.');
  }

  #tellOwner(): void {
    const forMs = this.#gate.ownerActsForMs(performance.now());
    clearTimeout(this.#ownerTimer);
    if (forMs > 0) this.#ownerTimer = setTimeout(() => this.#tellOwner(), Math.ceil(forMs));
    const acts = this.#gate.control?.active === true && forMs > 0;
    if (acts === this.#told.ownerActs) return;
    this.#told.ownerActs = acts;
    this.#deps.send({ type: 'ownerActs', acts });
  }

  #countRefused(reason: InputRefusal): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
    this.#refusalTimer ??= setTimeout(() => {
      this.#refusalTimer = undefined;
      for (const [each, count] of this.#refused) this.#deps.send({ type: 'refused', reason: each, count });
      this.#refused.clear();
    }, REFUSALS_TOLD_EVERY_MS);
  }

  #sayControl(): void {
    const { control } = this.#gate;
    if (control?.active) this.#say(`${this.#viewerName} controls your mouse and keyboard. Stop: Ctrl+Alt+Shift+S.`);
    else if (control) this.#say(`${this.#viewerName} can control this desktop. Stop: Ctrl+Alt+Shift+S.`);
  }

  #say(line: string): void {
    if (line === this.#told.line) return;
    this.#told.line = line;
    this.#deps.say(line);
  }
}

const greeting = ({ owner, viewerName, company }: Extract<ServerToHelper, { type: 'welcome' }>): string =>
  owner === 'customer'
    ? `Connected. ${viewerName} (${company}) can control this desktop once you allow it on the page.`
    : `Connected. ${viewerName} can control this desktop once you have given control on the page, and ${viewerName} has agreed.`;
