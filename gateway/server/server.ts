import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AccountBook } from './accounts/account-book.ts';
import { openAccounts, type Accounts, type LocalAccounts } from './accounts/accounts.ts';
import { HostAgents, type HostAgentsDeps } from './accounts/host-agents.ts';
import { AdminSignIns } from './accounts/admin-sign-ins.ts';
import { HostTokens } from './accounts/host-tokens.ts';
import { PasswordCheck } from './accounts/password-check.ts';
import { SignIns } from './accounts/sign-ins.ts';
import { systemClock, type Clock } from './clock.ts';
import { ConfigError, type Config } from './config.ts';
import { GuessBudget } from './guess-budget.ts';
import { HelperCodes } from './helpers/helper-codes.ts';
import { openHelperRelease } from './helpers/helper-release.ts';
import { HelperSockets } from './helpers/helper-sockets.ts';
import { AdminBudget } from './http/admin-budget.ts';
import { addAdminAccountRoutes } from './http/admin-account-routes.ts';
import { addAdminConfigRoutes } from './http/admin-config-routes.ts';
import { addAdminFactRoutes } from './http/admin-fact-routes.ts';
import { addAdminRoutes } from './http/admin-routes.ts';
import { addAdminSiteRoutes } from './http/admin-site-routes.ts';
import { addAgentRoutes } from './http/agent-routes.ts';
import { clientAddressBehind } from './http/client-address.ts';
import { addApiDocuments } from './http/api-documents.ts';
import { createApp, listen, refuseForeignOrigins } from './http/app.ts';
import { addConnectRoutes } from './http/connect-routes.ts';
import { addCrossOrigin, addEmbedRoutes } from './http/cross-origin.ts';
import { addCustomerRoutes } from './http/customer-routes.ts';
import { addHealthRoutes, Health } from './http/health-routes.ts';
import { addHelperJoin } from './http/helper-join.ts';
import { addHelperRoutes } from './http/helper-routes.ts';
import { addMetricsRoutes } from './http/metrics-routes.ts';
import { addPages } from './http/pages.ts';
import { addAdminPreviewRoutes, addPreviewRoutes } from './http/preview-routes.ts';
import { addReplayPage } from './http/replay-page.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { addShopPages } from './http/shop-pages.ts';
import { iceServersFor } from './ice-servers.ts';
import { FrontDoor } from './invites/front-door.ts';
import { Invites } from './invites/invites.ts';
import { PageLinks } from './invites/page-links.ts';
import { openPinKey } from './invites/pin-key.ts';
import { PIN_LENGTH } from './invites/pin.ts';
import { WrongGuessAlarm } from './invites/wrong-guess-alarm.ts';
import { createGuardClient } from './media/guard-client.ts';
import { MediaLog } from './media/media-log.ts';
import type { MediaPort } from './media/media-port.ts';
import { Metrics } from './metrics.ts';
import { openRecord, type RecordOptions, type ServerRecord } from './record/record.ts';
import { Sessions } from './sessions/sessions.ts';
import { Previews } from './sites/previews.ts';
import { sampleSite } from './sites/sample-site.ts';
import { SiteBook } from './sites/site-book.ts';
import { readSitesFile } from './sites/sites-file.ts';
import { SocketServer } from './sockets/socket-server.ts';
import { Tickets } from './sockets/tickets.ts';
import type { Store, StoreError } from './store/store.ts';

const VERSION = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

export interface RunningServer {
  /** Where it listens, for example `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly accounts: Accounts;
  /**
   * Resolves when the record's disk failed. What was shared is cut by then. The process must be killed, not ended: in good
   * order SQLite would write on from a cache that is no longer to be trusted.
   */
  readonly recordLost: Promise<StoreError>;
  close(): Promise<void>;
}

/** What a test puts in place of the real thing. */
export interface ServerParts {
  readonly clock: Clock;
  /**
   * @param incarnation - Number of this start, which the media node must see rise.
   * @param log - What an administrator should know, in one line.
   */
  connectMedia(
    config: Config,
    incarnation: number,
    log: (line: string) => void,
  ): Promise<MediaPort & { close(): void | Promise<void> }>;
  openRecord(options: RecordOptions): Promise<ServerRecord>;
}

/**
 * The session server: opens the record, connects to the media guard, and listens.
 * @throws {ConfigError | StoreError} One sentence that says what to change: a busy port, a locked folder, a broken file.
 */
export async function startServer(
  config: Config,
  { clock = systemClock, connectMedia = connectGuard, openRecord: openRecordOf = openRecord }: Partial<ServerParts> = {},
): Promise<RunningServer> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const accountsFile = join(config.dataDir, 'accounts.json');
  const fileAccounts = await openAccounts(accountsFile, config.demoPassword);
  const app = await createApp(config);
  const log = (line: string): void => app.log.warn(line);
  const record = await openRecordOf({ ...config, clock, log });
  const { store, admin } = record;
  await admin.note({ type: 'server.started', version: VERSION, incarnation: store.incarnation, node: process.version });
  await admin.accountsAre(createHash('sha256').update(await readFile(accountsFile)).digest('hex'));
  const ownAccounts = new AccountBook({ file: fileAccounts, store, clock });
  const hostAgents = openHostAgents(config, ownAccounts, { store, clock });
  const accounts: Accounts = {
    company: ownAccounts.company,
    samples: ownAccounts.samples,
    verify: (userName, password) => ownAccounts.verify(userName, password),
    find: (agentId) => ownAccounts.find(agentId) ?? hostAgents?.find(agentId),
  };
  const hasGroup = (group: string): boolean => ownAccounts.rightsOf(group) !== undefined;
  const book = await openSites(config, { store, clock, hasGroup, mayChange: (userName) => ownAccounts.mayChange(userName) });
  const { sites } = book;
  const media = await connectMedia(config, store.incarnation, log);
  const invites = new Invites(await openPinKey(join(config.dataDir, 'pin.key')), clock);
  const failed = (error: unknown): void => app.log.error(error);
  const sessions = new Sessions({
    store,
    media,
    clock,
    invites,
    accounts,
    sites,
    reported({ sessionId, agentId }) {
      app.log.warn({ sessionId, agentId }, 'a customer reported abuse');
      void admin.tell({ type: 'abuse.reported', sessionId, agentId });
    },
    failed,
  });
  book.onPublished((site, before) => sessions.siteChanged(site, before));
  const mediaLog = new MediaLog({
    media,
    admin,
    partiesOf: (shareId) => sessions.partiesOf(shareId),
    raise: (alarm) => sessions.tellSupervisors(alarm),
    warn: (details, message) => app.log.warn(details, message),
  });
  record.watch({ isSharing: () => sessions.sharing, cut: () => sessions.cutAll() });
  const signIns = new SignIns(store, clock, ({ agentId, tokenHash }) => {
    sockets.closeOfSignIn(tokenHash);
    return admin.tell({ type: 'signIn.ended', agentId });
  });
  const tickets = new Tickets(clock, (identity) =>
    identity.role === 'agent'
      ? signIns.lasts({ agentId: identity.agentId, tokenHash: identity.cookieHash })
      : sessions.byId(identity.sessionId)?.customerKeyHash === identity.cookieHash,
  );
  const https = config.tls !== undefined || config.proxies.length > 0;
  const clientAddress = clientAddressBehind(config.proxies);

  addSecurityHeaders(app, https, { hostOrigins: config.hostOrigins, sites });
  addCrossOrigin(app, config.hostOrigins);
  refuseForeignOrigins(app, config.origins);
  const helperCodes = new HelperCodes(clock, (sessionId) => sessions.byId(sessionId)?.open ?? false);
  const release = await openHelperRelease(config.dataDir, { version: VERSION, publicUrl: config.publicUrl }, log);
  const helpers = new HelperSockets({
    sessions,
    codes: helperCodes,
    clock,
    clientAddress,
    ...(release && { sign: (text) => release.sign(text) }),
  });
  const sockets = new SocketServer({
    clientAddress,
    helpers,
    helperCodes,
    sessions,
    accounts,
    tickets,
    clock,
    origins: config.origins,
    iceServers: (pageId) => iceServersFor(config.iceServers, config.turnSecret, { pageId, nowMs: clock.nowMs() }),
    signInEndsInMs: (tokenHash) => signIns.remainingMs(tokenHash),
    failed,
  });
  const passwords = new PasswordCheck({ accounts, admin, budget: new GuessBudget(clock) });
  const adminSignIns = new AdminSignIns(clock);
  const previews = new Previews(clock);
  ownAccounts.onChanged((agentId, isDisabled) => {
    if (!isDisabled) return sessions.agentChanged(agentId);
    adminSignIns.removeAllOf(agentId);
    previews.endAllOf(agentId);
    void signIns.removeAllOf(agentId).catch(failed);
  });
  addEmbedRoutes(app, config.hostOrigins);
  addApiDocuments(app, config.publicUrl, VERSION);
  addAdminRoutes(
    app,
    {
      accounts: ownAccounts,
      admin,
      signIns: adminSignIns,
      passwords,
      budget: new AdminBudget(clock),
      clientAddress,
      hostOrigins: config.hostOrigins,
      https,
    },
    (behindTheDoor) => {
      addAdminSiteRoutes(behindTheDoor, { book, hasGroup });
      addAdminPreviewRoutes(behindTheDoor, { previews, sites });
      addAdminFactRoutes(behindTheDoor, store);
      addAdminAccountRoutes(behindTheDoor, { accounts: ownAccounts, book });
      addAdminConfigRoutes(behindTheDoor, { book, hasGroup, publicUrl: config.publicUrl });
    },
  );
  addAgentRoutes(app, {
    accounts,
    admin,
    signIns,
    tickets,
    signInRenewed: (from, to) => sockets.signInRenewed(from, to),
    passwords,
    clientAddress,
    joinUrls: config.joinUrls,
    helperPlatforms: release?.platforms ?? [],
    hostOrigins: config.hostOrigins,
    hostAgents,
    https,
  });
  const pageLinks = new PageLinks(clock);
  const door = new FrontDoor({
    sessions,
    invites,
    pageLinks,
    pinBudget: new GuessBudget(clock),
    wrongGuessAlarm: new WrongGuessAlarm(clock, (wrong) => {
      app.log.warn({ wrong }, 'many wrong PINs: somebody may be guessing');
      void admin.tell({ type: 'pin.alarm', wrong });
      sessions.warnOfGuessing();
    }),
  });
  addCustomerRoutes(app, {
    sessions,
    door,
    tickets,
    clientAddress,
    site: {
      company: accounts.company,
      joinUrls: [...config.joinUrls],
      pinLength: PIN_LENGTH,
      helperPlatforms: release?.platforms ?? [],
    },
    https,
  });
  addConnectRoutes(app, { sessions, sites, clock, clientAddress, hostOrigins: config.hostOrigins });
  addPreviewRoutes(app, { previews, sites });
  addHelperJoin(app, { door, pageLinks, codes: helperCodes, clientAddress, publicUrl: config.publicUrl });
  if (release) addHelperRoutes(app, { release, codes: helperCodes, sessions, clock, clientAddress });
  const health = new Health({ store, media, clock });
  addHealthRoutes(app, health);
  const metrics = new Metrics({
    version: VERSION,
    store,
    health,
    sessions: () => sessions.figures,
    sockets: () => sockets.connected,
  });
  addMetricsRoutes(app, { metrics, clientAddress, token: config.metricsToken });
  await addPages(app, config.distDir);
  if (book.sampleKey !== undefined) await addShopPages(app, config.distDir, book.sampleKey);
  addReplayPage(app);
  sockets.listenTo(app.server);
  await listen(app, config);

  return {
    url: `${config.tls ? 'https' : 'http'}://${config.host}:${(app.server.address() as AddressInfo).port}`,
    accounts,
    recordLost: record.lost,
    async close() {
      metrics.close();
      sockets.close();
      helpers.close();
      signIns.close();
      sessions.close();
      await app.close();
      await release?.[Symbol.asyncDispose]();
      await media.close();
      mediaLog.close();
      await admin.tell({ type: 'server.stopped' });
      await record.close();
    },
  };
}

const connectGuard: ServerParts['connectMedia'] = async ({ media: { guardUrl, secretFile } }, incarnation, log) =>
  createGuardClient({ url: guardUrl, secret: (await readFile(secretFile, 'utf8')).trim(), incarnation, log });

/** @throws {ConfigError | StoreError} */
async function openSites(
  { sitesFile, dataDir, origins, hostOrigins }: Config,
  { store, clock, hasGroup, mayChange }: { store: Store; clock: Clock; hasGroup(group: string): boolean; mayChange(userName: string): boolean },
): Promise<SiteBook> {
  if (sitesFile !== undefined) return SiteBook.ofFile(await readSitesFile(sitesFile, hasGroup), clock.nowMs());
  const sample = await sampleSite(dataDir, [...origins].filter((origin) => !hostOrigins.has(origin)));
  return SiteBook.open({ store, clock, sample, mayChange });
}

/** @throws {ConfigError} The group whose rights they get is not there. */
function openHostAgents(
  { hostTokens }: Config,
  accounts: LocalAccounts,
  deps: Pick<HostAgentsDeps, 'store' | 'clock'>,
): HostAgents | undefined {
  if (!hostTokens) return undefined;
  const rights = accounts.rightsOf(hostTokens.group);
  if (!rights) throw new ConfigError(`SIDESEAT_HOST_GROUP: there is no group "${hostTokens.group}" in accounts.json`);
  return new HostAgents({ ...deps, rights, group: hostTokens.group, tokens: new HostTokens(hostTokens, deps.store, deps.clock) });
}
