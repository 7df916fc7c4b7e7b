import type { Options, Rng, Simulator, SimulatorInfo } from "@retrodict/spec";
import { meanWarming } from "./energy-balance.ts";
import { experiment, forcingOf, type Experiment } from "./experiment.ts";
import { citations, parameters } from "./parameters.ts";

/**
 * Two traces, one value a year: the surface's warming, with variability that persists from year to year (AR(1)), and the
 * imbalance of radiation at the top of the atmosphere, F − λ T, with white noise. A climate that radiates less as it
 * warms has no balance to come to, and gives NaN.
 */
export function twoBox(given: Options = {}): Simulator {
  const setting = experiment(given);
  const { years } = setting;
  return Object.freeze({
    info: simulatorInfo(setting),
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      if (theta.length !== parameters.length || out.length !== 2 * years)
        throw new Error(
          `climate: expected ${parameters.length} parameters and ${2 * years} numbers`,
        );
      if (!theta.every((value) => value > 0)) {
        out.fill(Number.NaN);
        return "a parameter is not positive, so that the climate has no balance to come to";
      }
      observe(rng, theta, setting, out);
      return undefined;
    },
  });
}

function observe(rng: Rng, theta: Float64Array, setting: Experiment, out: Float64Array): void {
  const [lambda, gamma, C, C_d, F_4x, sigmaT, sigmaN] = theta;
  const { years, persistence } = setting;
  const forcing = forcingOf(setting, F_4x);
  const warming = meanWarming({ lambda, gamma, C, C_d }, forcing);
  const innovation = sigmaT * Math.sqrt(1 - persistence ** 2);
  let variability = sigmaT * rng.normal();
  for (let year = 0; year < years; year++) {
    const temperature = warming[year] + variability;
    out[year] = temperature;
    out[years + year] = forcing[year] - lambda * temperature + sigmaN * rng.normal();
    variability = persistence * variability + innovation * rng.normal();
  }
}

function simulatorInfo({ years }: Experiment): SimulatorInfo {
  const axis = { name: "time", unit: "a", start: 0, step: 1 };
  return {
    specVersion: 1,
    id: "two-box",
    version: "1.0.0",
    description: "Global warming in a two-box energy balance model, with natural variability.",
    parameters,
    outputs: [
      {
        name: "temperature",
        symbol: "T",
        unit: "K",
        description: "Warming of the surface.",
        shape: [years],
        axis,
      },
      {
        name: "imbalance",
        symbol: "N",
        unit: "W/m2",
        description: "Radiation that enters less what leaves, at the top of the atmosphere.",
        shape: [years],
        axis,
      },
    ],
    citations,
  };
}
