import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export const KIB = 1_024;

/** What the built pages weigh, gzipped, in bytes. XState is left out: a file of its own that changes less often than ours. */
export interface BundleWeights {
  loader: number;
  /** In every page of a site. */
  snippet: number;
  /** In a page that is shared, once its customer has said OK. */
  recorder: number;
  /** In a page that an agent may use, once its customer has said OK to that. */
  hand: number;
  /** The frame in a site's page, with what a connected customer needs. */
  frame: number;
  /** What the agent's page loads first: elements, client, protocol, Lit, RxJS. */
  agent: number;
  /** What it fetches once that is there, before anybody can have pressed anything that needs it. */
  agentLater: number;
  /** What it fetches when a log is first to be read. */
  agentLog: number;
  /** What it fetches when a desktop may be controlled for the first time. */
  agentControl: number;
  /** What it fetches when the keys are first to be seen. */
  agentKeys: number;
  /** What it fetches with them: the preference about the customer's application. */
  agentPreference: number;
  /** What it fetches when control first waits for a customer's helper. */
  agentSteps: number;
  /** What it fetches when the own desktop is first to be controlled. */
  agentGiving: number;
  /** What it fetches when the first visitor of a website comes. */
  agentVisitors: number;
  /** What it fetches when the first page is shared: its events, and what builds and shows it. */
  agentPage: number;
  /** What it fetches, with that, when the mouse is over a page for the first time. */
  agentPointing: number;
  /** What it fetches, with that, when a page may be used for the first time. */
  agentUse: number;
  /** What it fetches when a customer is first to be invited. */
  agentInviting: number;
  /** What it fetches with the first warning. */
  agentNotices: number;
  /** What a host's page loads: the same, and the panel with its host's part. */
  panel: number;
  /** What the customer's page loads before a code can be typed. */
  customer: number;
  /** The same with what is fetched while the code is being typed. */
  connected: number;
  /** What it fetches as soon as it connects: what nobody needs before an agent has asked something. */
  customerLater: number;
  /** What it fetches when control of the own desktop is granted: the helper's card. */
  customerHelper: number;
  /** What it fetches when control of the agent's desktop is given. */
  customerControl: number;
  /** The largest of them: one is loaded besides where it is not English. */
  language: number;
}

/** @param dist - What `vite build` made */
export function weighBundles(dist: string): BundleWeights {
  const weigh = (...files: string[]): number => {
    const loaded = new Set<string>();
    for (const file of files) filesLoadedWith(dist, file, loaded);
    return [...loaded].reduce((sum, file) => sum + gzipped(dist, file), 0);
  };
  const first = filesLoadedWith(dist, scriptOf(dist, 'dashboard.html'));
  const later = new Set(first);
  for (const file of first) {
    for (const part of fetchedBy(dist, file)) if (!ON_DEMAND.test(part)) filesLoadedWith(dist, part, later);
  }
  const beyond = (known: ReadonlySet<string>, ...parts: string[]): number => {
    const loaded = new Set<string>();
    for (const part of parts) filesLoadedWith(dist, part, loaded);
    return [...loaded].filter((file) => !known.has(file)).reduce((sum, file) => sum + gzipped(dist, file), 0);
  };
  const connected = new Set<string>();
  for (const file of [scriptOf(dist, 'join.html'), ...globSync('assets/session-part-*.js', { cwd: dist })]) filesLoadedWith(dist, file, connected);
  const laterPart = globSync('assets/later-part-*.js', { cwd: dist });
  const laterLoaded = new Set(connected);
  for (const file of laterPart) filesLoadedWith(dist, file, laterLoaded);
  const languages = globSync('assets/*{de,fr,it,ja}-????????.js', { cwd: dist });
  return {
    loader: gzipped(dist, 'embed/v1/sideseat.js'),
    snippet: gzipped(dist, 'cobrowse/v1/connect.js'),
    recorder: gzipped(dist, 'cobrowse/v1/recorder.js'),
    hand: gzipped(dist, 'cobrowse/v1/hand.js'),
    frame: weigh(scriptOf(dist, 'cobrowse/frame.html'), ...globSync('assets/session-part-*.js', { cwd: dist })),
    agent: weigh(scriptOf(dist, 'dashboard.html')),
    agentLater: beyond(first, ...later),
    agentLog: beyond(later, ...globSync('assets/log-part-*.js', { cwd: dist })),
    agentControl: beyond(later, ...globSync('assets/window-control-*.js', { cwd: dist })),
    agentKeys: beyond(later, ...globSync('assets/shortcuts-*.js', { cwd: dist })),
    agentPreference: beyond(later, ...globSync('assets/helper-preference-*.js', { cwd: dist })),
    agentSteps: beyond(later, ...globSync('assets/helper-steps-*.js', { cwd: dist })),
    agentGiving: beyond(later, ...globSync('assets/giving-part-*.js', { cwd: dist })),
    agentVisitors: beyond(later, ...globSync('assets/visitors-part-*.js', { cwd: dist })),
    agentPage: beyond(later, ...globSync('assets/{page-watch,window-page}-*.js', { cwd: dist })),
    agentPointing: beyond(later, ...globSync('assets/page-pointing-*.js', { cwd: dist })),
    agentUse: beyond(later, ...globSync('assets/page-control-*.js', { cwd: dist })),
    agentInviting: beyond(later, ...globSync('assets/inviting-part-*.js', { cwd: dist })),
    agentNotices: beyond(later, ...globSync('assets/notices-*.js', { cwd: dist })),
    panel: weigh(embedBundle(dist)),
    customer: weigh(scriptOf(dist, 'join.html')),
    connected: weigh(scriptOf(dist, 'join.html'), ...globSync('assets/session-part-*.js', { cwd: dist })),
    customerLater: beyond(connected, ...laterPart),
    customerHelper: beyond(laterLoaded, ...globSync('assets/helper-part-*.js', { cwd: dist })),
    customerControl: beyond(laterLoaded, ...globSync('assets/control-part-*.js', { cwd: dist })),
    language: Math.max(...languages.map((file) => gzipped(dist, file))),
  };
}

/** Parts that are measured by themselves: no page fetches them before somebody needs them. */
const ON_DEMAND = /\/(log-part|window-control|giving-part|shortcuts|helper-steps|helper-preference|visitors-part|page-watch|window-page|notices|inviting-part)-/;

/** A script and everything that it imports before it runs, without XState. */
export function filesLoadedWith(dist: string, file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || /xstate-/.test(file)) return seen;
  seen.add(file);
  for (const [, imported = ''] of read(dist, file).matchAll(/(?:from|import) ?["'](\.[^"']+)["']/g))
    filesLoadedWith(dist, path.posix.join(path.posix.dirname(file), imported), seen);
  return seen;
}

/** What a script fetches while it runs, languages apart. */
const fetchedBy = (dist: string, file: string): string[] =>
  [...read(dist, file).matchAll(/import\(["'`](\.[^"'`]+)["'`]\)/g)]
    .map(([, imported = '']) => path.posix.join(path.posix.dirname(file), imported))
    .filter((part) => !/\/(de|fr|it|ja)-/.test(part));

/** The script of a page. */
export const scriptOf = (dist: string, page: string): string =>
  /src="\/(assets\/[^"]+\.js)"/.exec(read(dist, page))?.[1] ?? '';

/** The script that the loader fetches. */
export const embedBundle = (dist: string): string =>
  /\/(assets\/embed-[^`"']+\.js)/.exec(read(dist, 'embed/v1/sideseat.js'))?.[1] ?? '';

const read = (dist: string, file: string): string => readFileSync(path.join(dist, file), 'utf8');
const gzipped = (dist: string, file: string): number => gzipSync(read(dist, file), { level: 9 }).length;
