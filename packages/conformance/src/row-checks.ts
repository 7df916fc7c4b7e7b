import type { SimulatorEntry } from "@retrodict/spec";
import { check } from "./check.ts";
import { isText } from "./data.ts";
import { expectSame, expectTrue } from "./expect.ts";
import { probes, strayProbes, type Probe } from "./probes.ts";
import { thrown } from "./refusal.ts";
import { simulate, simulateWithin, type Simulated } from "./simulated.ts";
import { summarise } from "./summarised.ts";
import type { Check } from "./types.ts";
import { expectNoInfinity, expectWritten } from "./view.ts";

/** What `simulate` writes and returns, inside the default prior and outside. `rows` are the simulations of `probes`. */
export function rowChecks(
  entry: SimulatorEntry,
  rows: () => readonly Simulated[],
  secondsPerSimulation: number,
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
    check("returns nothing, or in words why a row has NaN", () => rows().forEach(checkReturned)),
    check("some simulation gives a value of every feature", () => checkSomeFinite(entry, rows())),
    check("parameters that make no sense give NaN, or are refused", () => checkStray(entry)),
    check(`a simulation takes less than ${secondsPerSimulation} s`, () =>
      checkDuration(entry, secondsPerSimulation),
    ),
  ];
}

function checkReturned({ returned, row, probe: { where } }: Simulated): void {
  if (returned === undefined) return;
  expectTrue(
    isText(returned),
    `simulate to return nothing, or text, at ${where}`,
    returned instanceof Promise ? "a promise; simulate is synchronous" : JSON.stringify(returned),
  );
  expectTrue(row.includes(Number.NaN), `NaN in a row with a reason at ${where}`, "numbers only");
}

function checkSomeFinite(entry: SimulatorEntry, rows: readonly Simulated[]): void {
  const statistic = entry.summary?.();
  const features = rows.map(({ row }) => (statistic ? summarise(statistic, row).row : row));
  expectTrue(
    features.some((row) => row.every((value) => Number.isFinite(value))),
    "a simulation at the default parameters, or in the prior, with a value of every feature",
    `NaN in all ${rows.length}`,
  );
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

function checkDuration(entry: SimulatorEntry, most: number): void {
  const simulator = entry.create();
  const [probe] = probes(entry.info) as [Probe];
  simulateWithin(simulator, probe);
  const start = performance.now();
  simulateWithin(simulator, probe);
  const seconds = (performance.now() - start) / 1000;
  expectTrue(seconds < most, `a simulation in less than ${most} s`, `${seconds.toFixed(3)} s`);
}
