/*
 * How JSON holds what it has no words for: an object with one key that starts with a single dollar sign. Keys of
 * the caller's that start with a dollar sign get another one, so the two are never mixed up.
 */

/** Names a typed array among the tensors. */
export const TENSOR = "$tensor";
/** Names a tensor of two dimensions that stands for a `Matrix`. */
export const MATRIX = "$matrix";
/** A number JSON cannot write. */
export const NUMBER = "$number";

/** The numbers JSON cannot write, by name. */
export const numbers: Readonly<Record<string, number>> = Object.freeze({
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  "-0": -0,
});

/** Nothing anyone saves is nested deeper; a cycle is. */
export const DEEPEST = 64;

export const escapeKey = (key: string): string => (key.startsWith("$") ? `$${key}` : key);

export const unescapeKey = (key: string): string => (key.startsWith("$$") ? key.slice(1) : key);

export const isMarker = (key: string): boolean => /^\$(?!\$)/.test(key);
