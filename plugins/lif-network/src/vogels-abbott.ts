import { resolveOptions } from "@retrodict/check";
import { networkSimulator, type NetworkSimulator } from "./network-simulator.ts";
import { protocolOptions, resolveProtocol, type ProtocolOptions } from "./protocol.ts";
import { vogelsAbbottNetwork } from "./vogels-abbott-network.ts";
import {
  conductanceParameters,
  currentParameters,
  vogelsAbbottCitations,
} from "./vogels-abbott-parameters.ts";
import { conductanceSynapses, currentSynapses } from "./vogels-abbott-synapses.ts";

export type VogelsAbbottOptions = Partial<ProtocolOptions>;

type ParameterName = (typeof currentParameters)[number]["name"];

export const vogelsAbbottOptions = protocolOptions(4000);

/**
 * Statistics of the spikes of the network of Vogels and Abbott (2005) with synaptic currents, benchmark 2
 * of Brette et al. (2007): no delays, and no drive but a resting voltage above the threshold.
 */
export function vogelsAbbottCurrent(
  options: VogelsAbbottOptions = {},
): NetworkSimulator<ParameterName> {
  return vogelsAbbott(options, {
    id: "vogels-abbott-current",
    description: "Sparse network of neurons with exponentially decaying synaptic currents.",
    parameters: currentParameters,
    synapses: currentSynapses,
    inhibition: -1,
  });
}

/**
 * The same with synaptic conductances, benchmark 1 of Brette et al. (2007): it keeps itself going, or dies,
 * which at the published constants about half of the networks do within a second.
 */
export function vogelsAbbottConductance(
  options: VogelsAbbottOptions = {},
): NetworkSimulator<ParameterName> {
  return vogelsAbbott(options, {
    id: "vogels-abbott-conductance",
    description: "Sparse network of neurons with exponentially decaying synaptic conductances.",
    parameters: conductanceParameters,
    synapses: conductanceSynapses,
    inhibition: 1,
  });
}

function vogelsAbbott(
  options: VogelsAbbottOptions,
  variant: {
    readonly id: string;
    readonly description: string;
    readonly parameters: typeof currentParameters | typeof conductanceParameters;
    readonly synapses: typeof currentSynapses;
    /** Sign of what an inhibitory spike adds: currents flow out, conductances open. */
    readonly inhibition: 1 | -1;
  },
): NetworkSimulator<ParameterName> {
  const protocol = resolveProtocol(resolveOptions(vogelsAbbottOptions, options, "lif-network"));
  const { synapses, inhibition, ...description } = variant;
  return networkSimulator({
    ...description,
    citations: vogelsAbbottCitations,
    protocol,
    network: ([excitatoryWeight, w_I, connectionProbability, restingVoltage]) =>
      vogelsAbbottNetwork(
        { excitatoryWeight, inhibitoryWeight: inhibition * w_I, connectionProbability },
        protocol,
        synapses(restingVoltage),
      ),
  });
}
