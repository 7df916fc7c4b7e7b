import type { Upgrade } from "./upgrade.ts";

/** The strings of a file's metadata, as its version has them. */
export type Strings = Readonly<Record<string, unknown>>;

/** From each version of the file format to the next. A change to the format adds a step. */
export const formatSteps: readonly Upgrade<Strings>[] = Object.freeze([]);

/** The version written. */
export const formatVersion = formatSteps.length + 1;
