/** Voltages of networks, and the crab's rhythm as its statistics tell it, in one picture. */
import { labelledTracesPlot, type LabelledTrace } from "@retrodict/plot";
import { detectBursts, pyloricTrace, type PyloricOptions } from "@retrodict/pyloric";
import type { Rng } from "retrodict";
import { observed } from "./crab.ts";

export interface Network {
  readonly title: string;
  readonly theta: Float64Array;
  /** The stream of the simulation. */
  readonly rng: Rng;
  /** Settings of the simulator, such as another temperature. */
  readonly options?: PyloricOptions;
}

const cells = ["AB/PD", "LP", "PY"] as const;
/** Of the samples of a run, 0.025 ms apart, every fourth is drawn. */
const EVERY = 4;
const [BURN_IN, SHOWN, BEFORE] = [1000, 4000, 200];

/**
 * A few seconds of networks, each aligned to a burst of its AB/PD; shaded, when the crab's neurons would burst from
 * there on. The recording is extracellular: of the crab there are bursts, and no voltages.
 */
export function tracesOf(networks: readonly Network[]): string {
  const traces = networks.flatMap(({ title, theta, rng, options }, group): LabelledTrace[] => {
    const { step, voltages } = pyloricTrace({ ...options, energies: false }, theta, rng, EVERY);
    const from = firstBurst(voltages[0], step) - BEFORE;
    const first = Math.round(from / step);
    return cells.map((cell, j) => ({
      title: `${cell}, ${title}`,
      values: voltages[j].slice(first, first + Math.round(SHOWN / step)),
      spans: crabBursts(j),
      group,
    }));
  });
  return labelledTracesPlot({
    time: Float64Array.from(traces[0].values, (_, i) => (i * EVERY * 0.025) / 1000),
    timeUnit: "s",
    signal: { name: "membrane voltage", symbol: "V", unit: "mV", description: "" },
    traces,
  });
}

/** When the first burst after the burn-in starts, ms; the end of the burn-in where there is none. */
function firstBurst(voltage: Float64Array, step: number): number {
  const fine = Float64Array.from(voltage);
  const { bursts } = detectBursts(fine, step);
  const found = bursts.find(([start]) => start > BURN_IN + BEFORE);
  return found?.[0] ?? BURN_IN + BEFORE;
}

/** From and to of the crab's bursts, s, the first of AB/PD starting at `BEFORE`. */
function crabBursts(neuron: number): readonly (readonly [number, number])[] {
  const period = observed[0];
  const duration = observed[1 + neuron];
  const delay = neuron === 0 ? 0 : observed[7 + (neuron - 1)] * period;
  const count = Math.ceil(SHOWN / period) + 1;
  return Array.from({ length: count }, (_, k) => {
    const start = BEFORE + (k - 1) * period + delay;
    return [start / 1000, (start + duration) / 1000] as const;
  });
}
