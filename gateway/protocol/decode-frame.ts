import * as v from 'valibot';

/** A frame between two of our own programs. Decoding never throws: a frame that does not fit is `undefined`. */
export function decodeFrame<T>(schema: v.GenericSchema<unknown, T>, frame: string): T | undefined {
  let json: unknown;
  try {
    json = JSON.parse(frame);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(schema, json);
  return parsed.success ? parsed.output : undefined;
}
