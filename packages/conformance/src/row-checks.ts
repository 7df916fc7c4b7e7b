import type { SimulatorEntry } from "@retrodict/spec";
import { check } from "./check.ts";
import { isText } from "./data.ts";
import { expectSame, expectTrue } from "./expect.ts";
import { strayProbes } from "./probes.ts";
import { thrown } from "./refusal.ts";
import { simulate, type Simulated } from "./simulated.ts";
import { summarise } from "./summarised.ts";
import type { Check } from "./types.ts";
import { expectNoInfinity, expectWritten } from "./view.ts";

/** What `simulate` writes and returns, inside the default prior and outside. `rows` are the simulations of `probes`. */
export function rowChecks(
  entry: SimulatorEntry,
  rows: () => readonly Simulated[],
): readonly Check[] {
  return [
    check("writes every number of a row, nothing else, and leaves theta as it is", () => {
      for (const simulated of rows()) {
        const { where, theta } = simulated.probe;
        expectWritten(simulated, where);
        expectSame(simulated.theta, theta, `theta after a simulation at ${where}`);
      }
    }),
    check("numbers are finite, or NaN where the model gives no value", () => {
      for (const { row, probe } of rows()) expectNoInfinity(row, probe.where);
    }),
    check("returns nothing, or in words why a row or its features have NaN", () => {
      for (const simulated of rows()) checkReturned(entry, simulated);
    }),
    check("some simulation gives a value of every feature", () => checkSomeFinite(entry, rows())),
    check("parameters that make no sense give NaN, or are refused", () => checkStray(entry)),
  ];
}

function checkReturned(entry: SimulatorEntry, simulated: Simulated): void {
  const { returned, row, probe } = simulated;
  if (returned === undefined) return;
  expectTrue(
    isText(returned),
    `simulate to return nothing, or text, at ${probe.where}`,
    returned instanceof Promise ? "a promise; simulate is synchronous" : JSON.stringify(returned),
  );
  const numbers = [...row, ...featuresOf(entry, row)];
  expectTrue(
    numbers.includes(Number.NaN),
    `NaN in a row with a reason, or in its features, at ${probe.where}`,
    "numbers only",
  );
}

function checkSomeFinite(entry: SimulatorEntry, rows: readonly Simulated[]): void {
  expectTrue(
    rows.some(({ row }) => featuresOf(entry, row).every((value) => Number.isFinite(value))),
    "a simulation at the default parameters, or in the prior, with a value of every feature",
    `NaN in all ${rows.length}`,
  );
}

function featuresOf(entry: SimulatorEntry, row: Float64Array): Float64Array {
  const statistic = entry.summary?.();
  return statistic === undefined ? row : summarise(statistic, row).row;
}

function checkStray(entry: SimulatorEntry): void {
  const simulator = entry.create();
  for (const probe of strayProbes(entry.info)) {
    const error = thrown(() => simulate(simulator, probe));
    // By name: a plugin may come with another copy of the package that has the class.
    const refused = error instanceof Error && error.name === "RetrodictError";
    expectTrue(
      error === undefined || refused,
      `a row, or a RetrodictError, at ${probe.where}`,
      String(error),
    );
    if (!refused && probe.theta.includes(Number.NaN)) checkFailed(simulate(simulator, probe));
  }
}

function checkFailed({ row, probe }: Simulated): void {
  const failed = !row.every((value) => Number.isFinite(value));
  expectTrue(failed, `a row that is NaN at ${probe.where}`, "finite numbers");
}
