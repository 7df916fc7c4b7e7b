import { LEVEL } from "../significance.ts";

/** How many simulations it takes before the most extreme rank of `findings` is below the level. */
export const fewestRows = (findings: number): number => Math.ceil(findings / LEVEL) - 1;

/** `"a, b and c"`, the first few of many. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length > most)
    return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
