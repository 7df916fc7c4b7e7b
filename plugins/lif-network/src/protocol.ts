import { assert, assertCount } from "@retrodict/check";
import type { OptionSpec } from "@retrodict/spec";

/** Targets are kept in 16 bits. */
const MOST_NEURONS = 65_536;
/** Spikes of a run are numbered in 32 bits, and a neuron may spike at every step. */
const MOST_UPDATES = 2 ** 32;
/** The statistics need two windows of 100 ms. */
const SHORTEST_MEASUREMENT = 200;

/** How large a network is simulated, how long and how finely. */
export interface Protocol {
  readonly neurons: number;
  /** The first so many neurons are excitatory: four fifths. */
  readonly excitatory: number;
  readonly milliseconds: number;
  /** Milliseconds before the statistics are measured. */
  readonly burnIn: number;
  readonly stepsPerMillisecond: number;
}

export interface ProtocolOptions {
  readonly neurons: number;
  readonly duration: number;
  readonly "burn-in": number;
  readonly "time-step": number;
}

/** The options of every network, with its default size. */
export const protocolOptions = (neurons: number) =>
  [
    {
      name: "neurons",
      unit: "1",
      type: "number",
      default: neurons,
      bounds: [10, MOST_NEURONS],
      description: "Number of neurons; four of five are excitatory.",
    },
    {
      name: "duration",
      unit: "ms",
      type: "number",
      default: 1200,
      bounds: [SHORTEST_MEASUREMENT, Number.MAX_VALUE],
      description: "Simulated time, burn-in included.",
    },
    {
      name: "burn-in",
      unit: "ms",
      type: "number",
      default: 200,
      bounds: [0, Number.MAX_VALUE],
      description: "Time before the statistics are measured.",
    },
    {
      name: "time-step",
      unit: "ms",
      type: "number",
      default: 0.1,
      bounds: [0.001, 1],
      description: "Time step; a whole number of them makes a millisecond.",
    },
  ] as const satisfies readonly OptionSpec[];

/** Throws on options that describe no simulation. */
export function resolveProtocol(options: ProtocolOptions): Protocol {
  const { neurons, duration: milliseconds, "burn-in": burnIn, "time-step": dt } = options;
  assertCount(neurons, "neurons", "lif-network");
  assertCount(burnIn, "burn-in in ms", "lif-network", 0);
  assertCount(milliseconds, "duration in ms", "lif-network", burnIn + SHORTEST_MEASUREMENT);
  const stepsPerMillisecond = Math.round(1 / dt);
  assert(
    Math.abs(stepsPerMillisecond * dt - 1) < 1e-9,
    "range",
    "lif-network",
    () =>
      `expected a time-step of which a whole number makes 1 ms, got ${dt}; choose one such as 0.1 or 0.05`,
  );
  const updates = neurons * milliseconds * stepsPerMillisecond;
  assert(
    updates <= MOST_UPDATES,
    "range",
    "lif-network",
    () =>
      `expected at most ${MOST_UPDATES} updates of neurons, got neurons * duration / time-step = ${updates}; simulate less of one of them`,
  );
  return {
    neurons,
    excitatory: Math.round(0.8 * neurons),
    milliseconds,
    burnIn,
    stepsPerMillisecond,
  };
}
