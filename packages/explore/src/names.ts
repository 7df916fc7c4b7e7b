import { assertLength } from "@retrodict/check";

/** A parameter as sentences name it, such as an entry of `simulator.info.parameters`. */
export interface Named {
  readonly name: string;
}

/** The names given, one per column, or theta1, theta2, …. */
export function namesOf(
  parameters: readonly Named[] | undefined,
  count: number,
): readonly string[] {
  if (parameters === undefined) return Array.from({ length: count }, (_, j) => `theta${j + 1}`);
  assertLength(
    parameters.map((_, j) => j),
    count,
    "parameters",
    "explore",
  );
  return parameters.map(({ name }) => name);
}
