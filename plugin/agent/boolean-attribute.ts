import type { ComplexAttributeConverter } from 'lit';

/**
 * For boolean attributes of elements that hosts write: `active="false"`, as many frameworks write it, means false. The
 * mere attribute and every other value mean true.
 * @param unset - What it means when the attribute is taken away: the property's default.
 */
export const booleanAttributeOr = <T extends boolean | undefined>(unset: T): ComplexAttributeConverter<boolean | T> => ({
  fromAttribute: (value) => (value === null ? unset : value.trim().toLowerCase() !== 'false'),
  toAttribute: (value) => (value ? '' : null),
});

/** One that is false by default. */
export const booleanAttribute = booleanAttributeOr(false);
