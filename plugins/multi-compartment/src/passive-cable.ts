import { assertLength } from "@retrodict/check";
import type { Rng, Simulator, SimulatorInfo } from "@retrodict/spec";
import { currentClamp, voltageOutputs } from "./current-clamp.ts";
import { experimentOf, withDefaults } from "./experiment.ts";
import { kernel } from "./kernel.ts";
import { PACKAGE } from "./morphology.ts";
import { passiveOptions, type PassiveCableOptions } from "./options.ts";
import { hines, passiveParameters, rall } from "./parameters.ts";

type ParameterName = (typeof passiveParameters)[number]["name"];

/**
 * The voltage (mV) at each electrode of a passive, branched cable at rest into which a step of current is
 * injected: Rall (1959). Pure in `(rng, theta)`. Where a parameter is not positive and finite the traces are NaN.
 */
export function passiveCable(options: PassiveCableOptions = {}): Simulator<ParameterName> {
  const resolved = withDefaults(passiveOptions, options);
  const experiment = experimentOf(options, resolved);
  const { dt } = experiment;
  const rest = resolved["resting-voltage"];
  const clamp = currentClamp(experiment);
  const outputs = voltageOutputs(experiment);
  const length = outputs.length * experiment.samples;
  const { passive: solve } = kernel();
  const info: SimulatorInfo<ParameterName> = {
    specVersion: 1,
    id: "passive-cable",
    version: "1.0.0",
    description: "Passive branched cable under current clamp.",
    parameters: passiveParameters,
    outputs,
    citations: [rall, hines],
  };
  return Object.freeze({
    info,
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      assertLength(theta, passiveParameters.length, "theta", PACKAGE);
      assertLength(out, length, "out", PACKAGE);
      const [membraneResistance, axialResistivity, capacitance] = theta;
      if (!theta.every((value) => value > 0 && value < Number.POSITIVE_INFINITY)) {
        out.fill(Number.NaN);
        return `a cable needs positive, finite parameters, got ${[...theta].join(", ")}`;
      }
      // 1/(Ohm.cm2) is 1000 mS/cm2.
      const membrane = [(2 * capacitance) / dt, 1000 / membraneResistance];
      clamp(rng, { axialResistivity, membrane, solve }, out);
      for (let i = 0; i < length; i++) out[i] += rest;
      return undefined;
    },
  });
}
