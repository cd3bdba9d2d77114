import type { JanusSettings } from './janus-config.ts';

/** What the launcher gives to the guard's process as its one argument (JSON); paths and ports, no secrets. */
export interface GuardSettings {
  /** Port on loopback on which the guard awaits the session server. */
  port: number;
  /** Private folder that is removed when the media node stops. */
  runFolder: string;
  /** Holds the secret that session server and guard share. */
  secretFile: string;
  /** Survives restarts, unlike the run folder. */
  incarnationFile: string;
  janus: JanusSettings;
}

/** What the guard's process tells the launcher over IPC. */
export type GuardNews =
  | { type: 'log'; line: string }
  | { type: 'listening' }
  /** Janus answers. */
  | { type: 'janus' };
