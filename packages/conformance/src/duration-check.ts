import type { SimulatorEntry } from "@retrodict/spec";
import { check } from "./check.ts";
import { expectTrue } from "./expect.ts";
import { probes } from "./probes.ts";
import { simulateWithin } from "./simulated.ts";
import type { Check } from "./types.ts";

/** At the default parameters and options, the second time, when tables are built and code is compiled. */
export function durationCheck(entry: SimulatorEntry, most: number): Check {
  return check(`a simulation takes less than ${most} s`, () => {
    const simulator = entry.create();
    const [probe] = probes(entry.info);
    simulateWithin(simulator, probe);
    const start = performance.now();
    simulateWithin(simulator, probe);
    const seconds = (performance.now() - start) / 1000;
    expectTrue(seconds < most, `a simulation in less than ${most} s`, `${seconds.toFixed(3)} s`);
  });
}
