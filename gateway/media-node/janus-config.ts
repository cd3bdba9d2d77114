import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FEED_PROTOCOL } from './guard/event-feed.ts';
import { EVENT_KINDS } from './guard/janus-event.ts';
import { librariesExcept, type JanusInstall } from './janus-install.ts';

/** What differs from node to node. */
export interface JanusSettings {
  install: JanusInstall;
  /** The only address that media uses. */
  mediaAddress: string;
  /** `min-max`, checked. */
  rtpPorts: string;
  /** Public address or addresses of a machine behind 1:1 NAT, checked. */
  nat1to1: string | undefined;
}

/** How the guard reaches the Janus that was started with a configuration. Never leaves the guard. */
export interface JanusAccess {
  apiUrl: string;
  adminUrl: string;
  apiSecret: string;
  adminSecret: string;
  /** Creating rooms takes this key. */
  roomAdminKey: string;
}

/** Seconds of silence on the API after which Janus itself ends a session; the guard's own deadlines are shorter. */
const SESSION_TIMEOUT_S = 2;
/** Fatal, errors and warnings. */
const DEBUG_LEVEL = 3;

/**
 * Writes a fresh configuration with fresh secrets; the folder must be private to this user.
 * @param eventsUrl where Janus sends its events; holds a secret path
 */
export async function writeJanusConfig(
  folder: string,
  settings: JanusSettings,
  ports: { api: number; admin: number },
  eventsUrl: string,
): Promise<JanusAccess> {
  const secret = (): string => randomBytes(24).toString('base64url');
  const access: JanusAccess = {
    apiUrl: `ws://127.0.0.1:${ports.api}`,
    adminUrl: `ws://127.0.0.1:${ports.admin}`,
    apiSecret: secret(),
    adminSecret: secret(),
    roomAdminKey: secret(),
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = {
    'janus.jcfg': coreConfig(folder, settings, access),
    'janus.transport.websockets.jcfg': webSocketsConfig(ports),
    'janus.plugin.videoroom.jcfg': videoRoomConfig(access),
    'janus.eventhandler.wsevh.jcfg': eventHandlerConfig(eventsUrl),
  };
  await Promise.all(
    Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o600 })),
  );
  return access;
}

function coreConfig(folder: string, settings: JanusSettings, access: JanusAccess): string {
  const { install } = settings;
  return `# Written by the media guard at every start of Janus; changes are lost.
general: {
  configs_folder = ${quoted(folder)}
  plugins_folder = ${quoted(install.pluginsFolder)}
  transports_folder = ${quoted(install.transportsFolder)}
  events_folder = ${quoted(install.eventsFolder)}
${install.loggersFolder === undefined ? '' : `  loggers_folder = ${quoted(install.loggersFolder)}`}
  debug_level = ${DEBUG_LEVEL}
  debug_colors = false
  debug_timestamps = true
  log_to_stdout = true
  api_secret = "${access.apiSecret}"
  admin_secret = "${access.adminSecret}"
  server_name = "sideseat"
  # A lost connection of the guard ends its rooms at once.
  reclaim_session_timeout = 0
  session_timeout = ${SESSION_TIMEOUT_S}
  hide_dependencies = true
}
media: {
  ipv6 = false
  rtp_port_range = "${settings.rtpPorts}"
}
nat: {
  full_trickle = false
  ice_lite = false
  ice_enforce_list = "${settings.mediaAddress}"
${settings.nat1to1 === undefined ? '' : `  nat_1_1_mapping = "${settings.nat1to1}"`}
  # The session server drops mDNS candidates already: a server cannot resolve the names of a browser's network.
  ignore_mdns = true
}
plugins: { disable = "${librariesExcept(install.pluginsFolder, 'libjanus_videoroom.so').join(',')}" }
transports: { disable = "${librariesExcept(install.transportsFolder, 'libjanus_websockets.so').join(',')}" }
loggers: { disable = "${install.loggersFolder ? librariesExcept(install.loggersFolder, undefined).join(',') : ''}" }
events: {
  broadcast = true
  # Only what happens to handles and their connections is told, no statistics.
  stats_period = 0
  disable = "${librariesExcept(install.eventsFolder, 'libjanus_wsevh.so').join(',')}"
}
`;
}

/** A string as libconfig reads it; its escapes are JSON's. */
const quoted = (text: string): string => JSON.stringify(text);

const webSocketsConfig = (ports: { api: number; admin: number }): string => `general: {
  json = "compact"
  ws = true
  ws_ip = "127.0.0.1"
  ws_port = ${ports.api}
  wss = false
}
admin: {
  admin_ws = true
  admin_ws_ip = "127.0.0.1"
  admin_ws_port = ${ports.admin}
  admin_wss = false
}
`;

const videoRoomConfig = (access: JanusAccess): string => `general: {
  admin_key = "${access.roomAdminKey}"
  lock_rtp_forward = true
  string_ids = true
}
`;

const eventHandlerConfig = (eventsUrl: string): string => `general: {
  enabled = true
  events = "${EVENT_KINDS}"
  grouping = true
  json = "compact"
  backend = "${eventsUrl}"
  subprotocol = "${FEED_PROTOCOL}"
}
`;
