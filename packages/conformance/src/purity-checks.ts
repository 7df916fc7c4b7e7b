import type { SimulatorEntry } from "@retrodict/spec";
import { check } from "./check.ts";
import { expectSame, expectTrue } from "./expect.ts";
import { calledSources } from "./outside-sources.ts";
import { probes, strayProbes } from "./probes.ts";
import { thrown } from "./refusal.ts";
import { simulate, simulateWithin } from "./simulated.ts";
import type { Check } from "./types.ts";

/** A row is a function of the stream and theta, and of nothing else. */
export function purityChecks(entry: SimulatorEntry): readonly Check[] {
  return [
    check("the same stream and parameters give the same row", () => checkRepeats(entry)),
    check("a row does not depend on what was simulated before, or by which instance", () =>
      checkHistory(entry),
    ),
    check("asks neither clocks nor random numbers other than the stream", () =>
      checkSources(entry),
    ),
  ];
}

function checkRepeats(entry: SimulatorEntry): void {
  const simulator = entry.create();
  for (const probe of probes(entry.info).slice(-2)) {
    const first = simulateWithin(simulator, probe).row;
    expectSame(simulateWithin(simulator, probe).row, first, `the row at ${probe.where}, repeated`);
  }
}

function checkHistory(entry: SimulatorEntry): void {
  const [standard, ...others] = probes(entry.info);
  const first = simulateWithin(entry.create(), standard).row;
  const worn = entry.create();
  for (const probe of strayProbes(entry.info)) thrown(() => simulate(worn, probe));
  for (const probe of others.slice(-2)) simulateWithin(worn, probe);
  const what = `the row at ${standard.where}`;
  expectSame(simulateWithin(worn, standard).row, first, `${what}, after others`);
  expectSame(simulateWithin(entry.create(), standard).row, first, `${what}, of a new instance`);
}

function checkSources(entry: SimulatorEntry): void {
  const simulator = entry.create();
  const called = calledSources(() => {
    for (const probe of probes(entry.info).slice(0, 2)) simulateWithin(simulator, probe);
  });
  expectTrue(called.length === 0, "draws from the stream alone", `a call of ${called.join(", ")}`);
}
