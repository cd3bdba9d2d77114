import type { ComplexAttributeConverter } from 'lit';

/**
 * For boolean attributes of elements that hosts write: `active="false"`, as many frameworks write it, means false. The
 * mere attribute and every other value mean true.
 */
export const booleanAttribute: ComplexAttributeConverter<boolean> = {
  fromAttribute: (value) => value !== null && value.trim().toLowerCase() !== 'false',
  toAttribute: (value) => (value ? '' : null),
};
