import type { XDevice } from 'x11';
import type { XConnection } from './x-connection.ts';

/** How the server itself names the devices through which XTEST speaks; it makes them, and nobody else can. */
const XTEST_NAME = / XTEST (pointer|keyboard)$/;

/** QueryDeviceState of XInput 1; version 2 has nothing that tells which keys of one device are down. */
const QUERY_DEVICE_STATE = 30;
/** Offsets in the reply's body and in a class, and kinds of classes, from XIproto.h. */
const CLASSES_AT = 24;
const BITS_AT = 4;
const KEY_CLASS = 0;
const BUTTON_CLASS = 1;

/** What one keyboard or mouse holds down. */
export interface DeviceState {
  keycodes: number[];
  buttons: number[];
}

export interface InputDevices {
  /** Those of XTEST: what comes from them is injected, by us or by another program of the same desktop. */
  injected: readonly XDevice[];
  /** All others: the owner's. */
  owners: readonly XDevice[];
}

export async function listDevices(connection: XConnection): Promise<InputDevices> {
  const { xinput } = connection;
  const { SlavePointer, SlaveKeyboard } = xinput.DeviceType;
  const all = await connection.ask<XDevice[]>((reply) => xinput.XIQueryDevice(xinput.AllDevices, reply));
  const real = all.filter(({ use }) => use === SlavePointer || use === SlaveKeyboard);
  return {
    injected: real.filter(({ name }) => XTEST_NAME.test(name)),
    owners: real.filter(({ name }) => !XTEST_NAME.test(name)),
  };
}

/** A device that is gone by now holds nothing. */
export async function deviceState(connection: XConnection, device: XDevice): Promise<DeviceState> {
  const bytes = Buffer.alloc(8);
  bytes[0] = connection.xinput.majorOpcode;
  bytes[1] = QUERY_DEVICE_STATE;
  bytes[4] = device.deviceId;
  return connection.request(bytes, parseState).catch(() => ({ keycodes: [], buttons: [] }));
}

function parseState(body: Buffer): DeviceState {
  const state: DeviceState = { keycodes: [], buttons: [] };
  let at = CLASSES_AT;
  for (let left = body.readUInt8(0); left > 0; left -= 1) {
    const length = body.readUInt8(at + 1);
    const bits = body.subarray(at + BITS_AT, at + length);
    if (body[at] === KEY_CLASS) state.keycodes.push(...setBits(bits));
    if (body[at] === BUTTON_CLASS) state.buttons.push(...setBits(bits));
    at += length;
  }
  return state;
}

/** The numbers of the bits that are set, the lowest of the first byte first. */
export function setBits(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter((bit) => bytes[bit >> 3]! & (1 << (bit & 7)));
}
