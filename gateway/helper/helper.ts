import type { HelperControl, HelperToServer, InputRefusal, ServerToHelper } from '../protocol/helper-messages.ts';
import { letsGo } from '../protocol/input.ts';
import { InputGate } from './input-gate.ts';
import { InjectorError, type InputInjector, type OwnerEvents, type Rect } from './injector.ts';
import { findSharedMonitor } from './shared-monitor.ts';
import type { LineKey, Words } from './texts/texts.ts';
import type { WindowView } from './window/window.ts';

export interface HelperDeps {
  send(message: HelperToServer): void;
  words: Words;
  /** Whether the owner can stop control by `KILL_CHORD` here. */
  hasKillChord: boolean;
  /** What its owner should read in a terminal. */
  say(line: string): void;
  /** What its owner should see in the helper's window, from the first `welcome` on. */
  show(view: WindowView): void;
  /** Opens mouse and keyboard of this desktop. Rejects where there is no display that can be used. */
  openInjector(events: OwnerEvents): Promise<InputInjector>;
  /** The display is gone, and nothing can be done here any more. */
  displayLost(): void;
}

/** Inputs that wait for the display at most: more than it takes within a second is never meant for now. */
const WAITING_MAX = 300;
/** Refused inputs are told so often at most, in milliseconds. */
const REFUSALS_TOLD_EVERY_MS = 1_000;

type Welcome = Extract<ServerToHelper, { type: 'welcome' }>;

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
  /** The owner ended the session: for as long as the server lets this helper live, it has not heard of it. */
  #endsSession = false;
  #isCovered = false;
  #welcome: Welcome | undefined;
  /** The latest grant, and since when. */
  #since: { grantId: string; sinceMs: number } | undefined;
  /** Under that grant it was said why the desktop does not let input in. */
  #isHindranceSaid = false;
  /** Where the link is lost: the server's name. */
  #lostHost: string | undefined;
  #told: { able?: boolean; ownerActs: boolean; line: string; view: string } = { ownerActs: false, line: '', view: '' };
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
        killed: () => this.#stop('stoppedByKey'),
        lost: () => this.#displayLost(),
      })
      .catch((error: unknown) => {
        this.#say('notControllable', { why: (error as Error).message });
        return undefined;
      });
    return this.#injector !== undefined;
  }

  async received(message: Exclude<ServerToHelper, { type: 'ping' | 'bye' | 'removal' }>): Promise<void> {
    if (message.type === 'welcome') {
      this.#welcome = message;
      this.#lostHost = undefined;
      this.#told = { ownerActs: false, line: this.#told.line, view: this.#told.view };
      this.#say(message.owner === 'customer' ? 'connectedCustomer' : 'connectedAgent', this.#names);
      this.#tellAble();
      this.#tellKill();
      if (this.#endsSession) this.#deps.send({ type: 'endSession' });
      this.#show();
    } else if (message.type === 'control') await this.#allow(message.control);
    else await this.#input(message);
  }

  /** The link is gone: nothing is allowed until the server says so again. */
  linkLost(host: string): void {
    this.#lostHost = host;
    void this.#allow(null, false);
    this.#say('linkLost');
    this.#show();
  }

  /** The owner pressed Stop control. */
  stopControl(): void {
    this.#stop('stoppedInWindow');
  }

  /** The owner ended the session. Nothing is controlled from now on, whenever the server hears of it. */
  endSession(): void {
    this.#endsSession = true;
    this.#gate.kill();
    void this.#releaseAll();
    this.#deps.send({ type: 'endSession' });
    this.#say('sessionEnding');
    this.#show();
  }

  /** Something hides the helper's window, or does so no longer: nobody is controlled who cannot see it. */
  covered(isCovered: boolean): void {
    this.#isCovered = isCovered;
    this.#stopWhereCovered();
  }

  /** Nothing is allowed any more, and everything is released; the display stays. */
  async rest(): Promise<void> {
    clearTimeout(this.#ownerTimer);
    clearTimeout(this.#refusalTimer);
    this.#gate.allow(null);
    await this.#releaseAll();
  }

  /** Releases everything, and lets the display go. */
  async close(): Promise<void> {
    await this.rest();
    await this.#injector?.close().catch(() => undefined);
    this.#injector = undefined;
  }

  async #allow(offered: HelperControl | null, isFromServer = true): Promise<void> {
    const control = this.#endsSession ? null : offered;
    const wasActive = this.#gate.control?.active === true;
    if (isFromServer && control?.grantId !== this.#untoldKill) this.#untoldKill = undefined;
    this.#gate.allow(control);
    if (wasActive && !this.#gate.control?.active) await this.#releaseAll();
    if (control) {
      if (control.grantId !== this.#since?.grantId) {
        this.#since = { grantId: control.grantId, sinceMs: Date.now() };
        this.#isHindranceSaid = false;
      }
      this.#surface = this.#findSurface(control);
      this.#hasSurface = (await this.#surface) !== undefined;
    }
    this.#tellAble();
    this.#tellOwner();
    this.#sayControl();
    this.#stopWhereCovered();
    this.#show();
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
    await this.#injector?.inject(input, surface).catch((error: unknown) => this.#hindered(error));
    this.#waiting -= 1;
  }

  /** Where the display is gone, `lost` says so. */
  #hindered(error: unknown): void {
    if (!(error instanceof InjectorError && error.reason === 'unreachable') || this.#isHindranceSaid) return;
    this.#isHindranceSaid = true;
    this.#say('notControllable', { why: error.message });
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

  #stopWhereCovered(): void {
    if (this.#isCovered && this.#gate.control) this.#stop('stoppedCovered');
  }

  #stop(why: LineKey): void {
    this.#untoldKill = this.#gate.kill();
    void this.#releaseAll();
    this.#tellKill();
    if (this.#untoldKill !== undefined) this.#say(why);
    this.#show();
  }

  #tellKill(): void {
    if (this.#untoldKill !== undefined) this.#deps.send({ type: 'killed', grantId: this.#untoldKill });
  }

  #displayLost(): void {
    this.#injector = undefined;
    this.#hasSurface = false;
    this.#gate.allow(null);
    this.#say('displayLost');
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
    if (!able && this.#injector) this.#say('noScreen');
  }

  #tellOwner(): void {
    const forMs = this.#gate.ownerActsForMs(performance.now());
    clearTimeout(this.#ownerTimer);
    if (forMs > 0) this.#ownerTimer = setTimeout(() => this.#tellOwner(), Math.ceil(forMs));
    const acts = this.#gate.control?.active === true && forMs > 0;
    if (acts === this.#told.ownerActs) return;
    this.#told.ownerActs = acts;
    this.#deps.send({ type: 'ownerActs', acts });
    this.#show();
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
    if (!control) return;
    const { hasKillChord } = this.#deps;
    if (control.active) this.#say(hasKillChord ? 'controls' : 'controlsNoKeys', this.#names);
    else this.#say(hasKillChord ? 'canControl' : 'canControlNoKeys', this.#names);
  }

  get #names(): { viewer: string; company: string } {
    return { viewer: this.#welcome?.viewerName ?? '', company: this.#welcome?.company ?? '' };
  }

  #say(key: LineKey, values?: Readonly<Record<string, string>>): void {
    const line = this.#deps.words(key, values);
    if (line === this.#told.line) return;
    this.#told.line = line;
    this.#deps.say(line);
  }

  #show(): void {
    const view = this.#view();
    const told = JSON.stringify(view);
    if (view === undefined || told === this.#told.view) return;
    this.#told.view = told;
    this.#deps.show(view);
  }

  #view(): WindowView | undefined {
    if (this.#welcome === undefined) return undefined;
    if (this.#lostHost !== undefined) return { state: 'lost', host: this.#lostHost };
    const { viewerName, company, owner } = this.#welcome;
    const { control } = this.#gate;
    if (!control) return { state: 'connected', viewerName, company, owner };
    if (!this.#hasSurface) return { state: 'unable' };
    const shown = { viewerName, ...(this.#since && { sinceMs: this.#since.sinceMs }) };
    if (!control.active) return { state: 'armed', ...shown };
    return this.#told.ownerActs ? { state: 'paused', ...shown } : { state: 'controlled', ...shown };
  }
}
