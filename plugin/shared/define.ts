/** Registers an element class. Harmless when the name is taken already, for example by a second copy of the bundle. */
export function define(name: string, elementClass: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, elementClass);
}
