import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Registry } from 'prom-client';
import { SESSION_STATUSES, type SessionStatus } from '../protocol/vocabulary.ts';
import type { Health } from './http/health-routes.ts';
import type { Store } from './store/store.ts';

/** How many sessions there are, and what is shared in them. */
export interface SessionFigures {
  readonly byStatus: ReadonlyMap<SessionStatus, number>;
  readonly shares: number;
}

export interface MetricsDeps {
  readonly version: string;
  readonly store: Pick<Store, 'subscribe'>;
  readonly health: Pick<Health, 'ready'>;
  sessions(): SessionFigures;
  sockets(): Readonly<Record<'agent' | 'customer', number>>;
}

const NANOSECONDS = 1e9;
const ROLES = ['agent', 'customer'] as const;
const OPEN_STATUSES = SESSION_STATUSES.filter((status) => status !== 'ended');

/** What an operator watches, as Prometheus reads it. No label is a name, an id or an address of anybody. */
export class Metrics {
  readonly contentType: string;
  readonly #registry = new Registry();
  readonly #loop = monitorEventLoopDelay();
  readonly #unsubscribe: () => void;

  constructor(deps: MetricsDeps) {
    const registers = [this.#registry];
    this.contentType = this.#registry.contentType;
    new Gauge({ name: 'sideseat_info', help: 'The version that runs.', labelNames: ['version'], registers }).set({ version: deps.version }, 1);
    new Gauge({
      name: 'sideseat_sessions',
      help: 'Sessions that have not ended.',
      labelNames: ['status'],
      registers,
      collect() {
        const { byStatus } = deps.sessions();
        for (const status of OPEN_STATUSES) this.set({ status }, byStatus.get(status) ?? 0);
      },
    });
    gauge('sideseat_shares', 'Desktops and pages that are shared now.', () => deps.sessions().shares);
    new Gauge({
      name: 'sideseat_sockets',
      help: 'Pages that are connected.',
      labelNames: ['role'],
      registers,
      collect() {
        const sockets = deps.sockets();
        for (const role of ROLES) this.set({ role }, sockets[role]);
      },
    });
    new Gauge({
      name: 'sideseat_ready',
      help: 'Whether a part is there that sharing needs.',
      labelNames: ['part'],
      registers,
      async collect() {
        const { checks } = await deps.health.ready();
        for (const [part, isThere] of Object.entries(checks)) this.set({ part }, Number(isThere));
      },
    });
    gauge('sideseat_event_loop_delay_seconds', 'The longest delay of the event loop since the last reading.', () => this.#longestDelay());
    gauge('sideseat_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
    gauge('sideseat_uptime_seconds', 'Since the process began.', () => process.uptime());
    const facts = new Counter({
      name: 'sideseat_facts_total',
      help: 'Facts on record since the start, by their type: sign-ins, answers, ends, alarms, violations.',
      labelNames: ['type'],
      registers,
    });
    this.#unsubscribe = deps.store.subscribe((event) => {
      if (event.type === 'appended') event.types.forEach((type) => facts.inc({ type }));
    });
    this.#loop.enable();

    function gauge(name: string, help: string, read: () => number): void {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    }
  }

  /** In Prometheus's text format. */
  read(): Promise<string> {
    return this.#registry.metrics();
  }

  close(): void {
    this.#unsubscribe();
    this.#loop.disable();
  }

  #longestDelay(): number {
    const seconds = this.#loop.max / NANOSECONDS;
    this.#loop.reset();
    return seconds;
  }
}
