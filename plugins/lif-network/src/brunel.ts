import { assert, resolveOptions } from "@retrodict/check";
import { brunelNetwork } from "./brunel-network.ts";
import { brunelEightOptions, brunelOptions } from "./brunel-options.ts";
import { brunelCitations, brunelEightParameters, brunelParameters } from "./brunel-parameters.ts";
import { networkSimulator, type NetworkSimulator } from "./network-simulator.ts";
import { resolveProtocol } from "./protocol.ts";

export type BrunelOptions = {
  readonly [Name in (typeof brunelOptions)[number]["name"]]?: number;
};
export type BrunelEightOptions = {
  readonly [Name in (typeof brunelEightOptions)[number]["name"]]?: number;
};

type BrunelParameter = (typeof brunelParameters)[number]["name"];
type BrunelEightParameter = (typeof brunelEightParameters)[number]["name"];

/**
 * Statistics of the spikes of Brunel's network of sparsely connected excitatory and inhibitory neurons
 * (J. Comput. Neurosci. 8, 2000, model A) with the three parameters of Skaar et al. (2020): `eta`, `g`, `J`.
 */
export function brunel(options: BrunelOptions = {}): NetworkSimulator<BrunelParameter> {
  const fixed = resolveOptions(brunelOptions, options, "lif-network");
  assert(
    fixed.threshold > fixed.reset,
    "range",
    "lif-network",
    () =>
      `expected a threshold above the reset (${fixed.reset} mV), got ${fixed.threshold}; raise one or lower the other`,
  );
  const protocol = resolveProtocol(fixed);
  return networkSimulator({
    id: "brunel",
    description: "Sparse network of excitatory and inhibitory neurons with external Poisson drive.",
    parameters: brunelParameters,
    citations: brunelCitations,
    protocol,
    network: ([eta, g, J]) =>
      brunelNetwork(
        {
          eta,
          g,
          J,
          membraneTimeConstant: fixed["membrane-time-constant"],
          threshold: fixed.threshold,
          reset: fixed.reset,
          refractoryPeriod: fixed["refractory-period"],
          delay: fixed.delay,
          connectionProbability: fixed["connection-probability"],
        },
        protocol,
      ),
  });
}

/** The same network with eight parameters: also those of the neurons, the delay and the connection probability. */
export function brunelEight(
  options: BrunelEightOptions = {},
): NetworkSimulator<BrunelEightParameter> {
  const fixed = resolveOptions(brunelEightOptions, options, "lif-network");
  const protocol = resolveProtocol(fixed);
  return networkSimulator({
    id: "brunel-8",
    description: "The network of `brunel`, with the parameters of its neurons and connections.",
    parameters: brunelEightParameters,
    citations: brunelCitations,
    protocol,
    network: ([
      membraneTimeConstant,
      threshold,
      refractoryPeriod,
      delay,
      J,
      g,
      eta,
      connectionProbability,
    ]) =>
      brunelNetwork(
        {
          membraneTimeConstant,
          threshold,
          refractoryPeriod,
          delay,
          J,
          g,
          eta,
          connectionProbability,
          reset: fixed.reset,
        },
        protocol,
      ),
  });
}
