import { assertCount, assertPositive, assertRange } from "@retrodict/check";
import { siegertRate, type LeakyNeuron } from "./firing-rate.ts";

/** Brunel's model A; voltages in mV from rest. */
export interface BrunelMeanField extends LeakyNeuron {
  readonly eta: number;
  readonly g: number;
  readonly J: number;
  /** Excitatory connections onto a neuron. */
  readonly excitatoryInDegree: number;
  /** Inhibitory ones. */
  readonly inhibitoryInDegree: number;
}

/** A rate at which neurons that spike at it make each other spike. */
export interface FixedPoint {
  /** Hz */
  readonly rate: number;
  /** Input, as `siegertRate` takes it: mV. */
  readonly mean: number;
  readonly deviation: number;
}

/** Intervals in which a fixed point is looked for; closer together for small rates. */
const INTERVALS = 400;
/** Enough for all digits of a rate above 1e-40 Hz. */
const BISECTIONS = 200;

/**
 * The rates at which Brunel's network sustains itself in the limit of many neurons and small jumps, ascending: usually one, several
 * where excitation prevails (Brunel 2000, section 3). Two that lie closer than 1/400 of the range may be missed.
 */
export function brunelFixedPoints(network: BrunelMeanField): readonly FixedPoint[] {
  assertPositive(network.J, "J", "lif-network");
  assertPositive(network.eta, "eta", "lif-network");
  assertPositive(network.refractoryPeriod, "refractoryPeriod", "lif-network");
  assertRange(network.g, 0, Infinity, "g", "lif-network");
  assertCount(network.excitatoryInDegree, "excitatoryInDegree", "lif-network", 0);
  assertCount(network.inhibitoryInDegree, "inhibitoryInDegree", "lif-network", 0);
  const excess = (rate: number) => {
    const { mean, deviation } = inputAt(network, rate);
    return siegertRate(network, mean, deviation) - rate;
  };
  const largest = 1000 / network.refractoryPeriod;
  const edges = Array.from({ length: INTERVALS + 1 }, (_, i) => largest * (i / INTERVALS) ** 2);
  const values = edges.map(excess);
  return edges
    .slice(1)
    .flatMap((edge, i) =>
      values[i] > 0 !== values[i + 1] > 0 ? [bisect(excess, edges[i], edge)] : [],
    )
    .map((rate) => inputAt(network, rate));
}

/** Mean and deviation of the input to a neuron of a network that spikes at `rate` Hz, from equation 4 of Brunel (2000). */
function inputAt(network: BrunelMeanField, rate: number): FixedPoint {
  const { eta, g, J, threshold, membraneTimeConstant: tau } = network;
  const { excitatoryInDegree, inhibitoryInDegree } = network;
  const perMillisecond = rate / 1000;
  const external = (eta * threshold) / (J * tau);
  const excitatory = external + excitatoryInDegree * perMillisecond;
  const inhibitory = inhibitoryInDegree * perMillisecond;
  return {
    rate,
    mean: tau * J * (excitatory - g * inhibitory),
    deviation: J * Math.sqrt(tau * (excitatory + g * g * inhibitory)),
  };
}

function bisect(f: (x: number) => number, from: number, to: number): number {
  const rising = f(to) > 0;
  let [low, high] = [from, to];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0 === rising) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
