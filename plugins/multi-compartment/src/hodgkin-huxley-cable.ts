import { assertLength } from "@retrodict/check";
import type { Rng, Simulator, SimulatorInfo } from "@retrodict/spec";
import { currentClamp, voltageOutputs } from "./current-clamp.ts";
import { experimentOf, withDefaults } from "./experiment.ts";
import { kernel } from "./kernel.ts";
import { PACKAGE } from "./morphology.ts";
import { hodgkinHuxleyOptions, type HodgkinHuxleyCableOptions } from "./options.ts";
import { hines, hodgkinAndHuxley, hodgkinHuxleyParameters } from "./parameters.ts";
import { firstSpike, tracesOf } from "./spikes.ts";

type ParameterName = (typeof hodgkinHuxleyParameters)[number]["name"];

/**
 * The voltage (mV) at each electrode of a branched cable with the same Hodgkin–Huxley channels everywhere
 * under a step of current: Hodgkin & Huxley (1952), rates tripling every 10 °C. Pure in `(rng, theta)`.
 * Writes NaN where the equations have no finite solution. Returns which electrodes saw no spike, where there
 * are any: features of spikes are NaN then.
 */
export function hodgkinHuxleyCable(
  options: HodgkinHuxleyCableOptions = {},
): Simulator<ParameterName> {
  const resolved = withDefaults(hodgkinHuxleyOptions, options);
  const experiment = experimentOf(options, resolved);
  const { dt, electrodes, samples } = experiment;
  const clamp = currentClamp(experiment);
  const outputs = voltageOutputs(experiment);
  const length = outputs.length * samples;
  // The gates' rates were measured at 6.3 °C; their Q10 is 3.
  const gateStep = dt * 3 ** ((resolved.temperature - 6.3) / 10);
  const { hodgkinHuxley: solve } = kernel();
  const info: SimulatorInfo<ParameterName> = {
    specVersion: 1,
    id: "hodgkin-huxley-cable",
    version: "1.0.0",
    description: "Branched cable with Hodgkin–Huxley channels under current clamp.",
    parameters: hodgkinHuxleyParameters,
    outputs,
    citations: [hodgkinAndHuxley, hines],
  };
  return Object.freeze({
    info,
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      assertLength(theta, hodgkinHuxleyParameters.length, "theta", PACKAGE);
      assertLength(out, length, "out", PACKAGE);
      const [gNa, gK, gLeak, eLeak, axialResistivity, capacitance] = theta;
      if (!(axialResistivity > 0 && capacitance > 0)) {
        out.fill(Number.NaN);
        return `a cable needs a positive R_a and C_m, got ${axialResistivity} and ${capacitance}`;
      }
      const start = resolved["initial-voltage"];
      const membrane = [(2 * capacitance) / dt, gNa, gK, gLeak, eLeak, start, gateStep];
      clamp(rng, { axialResistivity, membrane, solve }, out);
      if (!out.every(Number.isFinite))
        return `the voltage is not finite under ${[...theta].join(", ")}`;
      const traces = tracesOf(out, experiment);
      const silent = electrodes.filter((_, i) => firstSpike(traces[i], experiment) === undefined);
      const places = silent.map(({ label }) => label).join(" and ");
      return silent.length > 0 ? `no spike at ${places} after the onset of the step` : undefined;
    },
  });
}
