import { assertLength } from "@retrodict/check";
import type { Citation, ParameterSpec, Rng, Simulator } from "@retrodict/spec";
import { activityRecorder, type NetworkActivity } from "./activity.ts";
import { runNetwork, type Network } from "./network.ts";
import { outputs, type StatisticName } from "./outputs.ts";
import type { Protocol } from "./protocol.ts";
import { statisticsRecorder, undefinedStatistics, type StatisticsRecorder } from "./statistics.ts";

/** Outputs statistics gathered while the network runs; `record` gives the spikes of the same run. */
export interface NetworkSimulator<P extends string = string> extends Simulator<P, StatisticName> {
  /** What `simulate` would have measured with the same `rng` and `theta`. */
  record(rng: Rng, theta: Float64Array): NetworkActivity;
}

export interface NetworkDescription<P extends string> {
  readonly id: string;
  readonly description: string;
  readonly parameters: readonly ParameterSpec<P>[];
  readonly citations: readonly Citation[];
  readonly protocol: Protocol;
  /** The network of finite parameters, or why there is none. */
  network(theta: Float64Array): Network | string;
}

/** Share of the largest possible rate from which on a network has run away. */
const RUNAWAY = 0.95;

export function networkSimulator<P extends string>(
  description: NetworkDescription<P>,
): NetworkSimulator<P> {
  const { id, parameters, citations, protocol } = description;
  let recorder: StatisticsRecorder | undefined;

  const networkOf = (theta: Float64Array): Network | string => {
    assertLength(theta, parameters.length, "theta", "lif-network");
    const stray = parameters.find((_, i) => !Number.isFinite(theta[i]));
    return stray === undefined ? description.network(theta) : `${stray.name} is not finite`;
  };

  return Object.freeze({
    info: {
      specVersion: 1,
      id,
      version: "1.0.0",
      description: description.description,
      parameters,
      outputs,
      citations,
    } as const,
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      assertLength(out, outputs.length, "out", "lif-network");
      out.fill(Number.NaN);
      const network = networkOf(theta);
      if (typeof network === "string") return network;
      const statistics = (recorder ??= statisticsRecorder(protocol));
      statistics.reset();
      const ended = runNetwork(network, protocol, rng, statistics);
      if (ended !== undefined) return ended;
      const { hold } = network;
      const largestRate = (1000 * protocol.stepsPerMillisecond) / (hold + 1);
      const rate = statistics.rate();
      if (rate > RUNAWAY * largestRate) {
        return `the network ran away: ${rate.toFixed(0)} Hz of at most ${largestRate.toFixed(0)} Hz`;
      }
      statistics.compute(out);
      const missing = undefinedStatistics(out);
      return missing.length > 0 ? `too few spikes for ${missing.join(", ")}` : undefined;
    },
    record(rng: Rng, theta: Float64Array) {
      const network = networkOf(theta);
      const activity = activityRecorder(protocol);
      const failure =
        typeof network === "string" ? network : runNetwork(network, protocol, rng, activity);
      return { ...activity.activity(), ...(failure !== undefined && { failure }) };
    },
  });
}
