import { fromRows } from "retrodict";
import { expect, test } from "vitest";
import { deviations } from "./closeness.ts";
import { observed, placeOf, statistics } from "./crab.ts";

const stds = new Float64Array(18).fill(10);

/** The crab's own statistics, with ten bursts of each neuron, and some changed. */
function simulated(changes: Readonly<Record<string, number>> = {}): number[] {
  const out = statistics.map((_, j) => observed[j] ?? 10);
  for (const [name, value] of Object.entries(changes)) out[placeOf(name)] = value;
  return out;
}

test("closeness is measured by the worst statistic, in units of what is allowed of it", () => {
  const [period, , , , duty] = observed;
  const x = fromRows([
    simulated(),
    simulated({ cycle_period: period + 0.2 }),
    simulated({ cycle_period: period + 0.4, duty_cycle_AB_PD: duty + 2 }),
    simulated({ duty_cycle_AB_PD: duty - 6 }),
    simulated({ num_bursts_LP: 7 }),
    simulated({ plateau_duration_PY: 30 }),
    simulated({ start_phase_LP: Number.NaN }),
  ]);
  const found = Array.from(deviations(x, stds), (value) => Math.round(1e9 * value) / 1e9);
  expect(found).toEqual([0, 1, 2, 3, Infinity, Infinity, Infinity]);
});
