/** What stands in a slot of a machine until `provide` fills it. */
export const notProvided = (slot: string): never => {
  throw new Error(`${slot} is not provided: give it to the machine's provide()`);
};

/** A value that is always known in the states that ask for it. */
export function known<T>(value: T | null): T {
  if (value === null) throw new Error('a machine asks for a value in a state that has none');
  return value;
}
