import { fail } from "./fail.ts";

/** A finite number from the command line. */
export function parseNumber(flag: string, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value)
    ? value
    : fail("argument", `${flag}: expected a number, got "${text}"; correct it`);
}

/** A whole number of at least `minimum` from the command line. */
export function parseCount(flag: string, text: string, minimum = 1): number {
  const value = parseNumber(flag, text);
  return Number.isInteger(value) && value >= minimum
    ? value
    : fail(
        "range",
        `${flag}: expected a whole number of at least ${minimum}, got ${text}; raise it`,
      );
}
