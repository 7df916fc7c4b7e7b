import { assertLength } from "@retrodict/check";
import type { Rng, Simulator, SimulatorInfo } from "@retrodict/spec";
import { integrate, type NoiseSource } from "./integrate.ts";
import { citations, parameters, type Q10s } from "./parameters.ts";
import { resolveProtocol, type Protocol, type PyloricOptions } from "./protocol.ts";
import {
  statistics,
  streamingStatistics,
  type StatisticName,
  type StreamingStatistics,
} from "./statistics/index.ts";

/**
 * The pyloric network of Prinz, Bucher & Marder (2004) in the form of Deistler, Macke & Gonçalves (2022): the model
 * neurons AB/PD, LP and PY, with eight currents each, joined by seven graded synapses. Its output are 34 statistics
 * of the rhythm, 25 without `energies`, computed while it runs: a trace would have 440 000 samples
 * of each neuron. Without a triphasic rhythm some are NaN; a run that is given up early has NaN in all. `q10` says which
 * Q10s are parameters. The noise is keyed by `rng.fork("noise")`.
 */
export function pyloric(
  options: PyloricOptions = {},
  q10: Q10s = "none",
): Simulator<string, StatisticName> {
  const protocol = resolveProtocol(options);
  const info = simulatorInfo(protocol, q10);
  const stream = streamOf(protocol);
  return Object.freeze({
    info,
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      assertLength(theta, info.parameters.length, "theta", "pyloric");
      assertLength(out, info.outputs.length, "out", "pyloric");
      return simulateInto(out, { protocol, theta, source: rng, stream });
    },
  });
}

/** The statistics of `pyloric` under the noise of published runs: numpy's `RandomState(seed).normal(size=(3, samples))`. */
export function simulateWithSeed(
  options: PyloricOptions,
  theta: Float64Array,
  seed: number,
): Float64Array {
  const protocol = resolveProtocol(options);
  const out = new Float64Array(statistics(protocol.energies).length);
  simulateInto(out, { protocol, theta, source: seed, stream: streamOf(protocol) });
  return out;
}

interface Simulation {
  readonly protocol: Protocol;
  readonly theta: Float64Array;
  readonly source: NoiseSource;
  readonly stream: StreamingStatistics;
}

/** Returns why there is NaN among the statistics, if there is. */
function simulateInto(out: Float64Array, simulation: Simulation): string | undefined {
  const { stream } = simulation;
  let finite = true;
  stream.start();
  integrate(simulation, ({ voltages, powers, length }) => {
    finite = voltages.every((voltage) => Number.isFinite(voltage[length - 1]));
    return finite && stream.push(voltages, powers) === "go-on";
  });
  if (finite) return stream.finish(out);
  out.fill(Number.NaN);
  return "the voltage was not finite";
}

function streamOf(protocol: Protocol): StreamingStatistics {
  return streamingStatistics({
    dt: protocol["time-step"],
    burnIn: protocol["burn-in"],
    duration: protocol.duration,
    energy: protocol.energies,
    stopEarly: protocol["stop-early"],
  });
}

const besides: Readonly<Record<Q10s, string>> = {
  none: "",
  conductances: ", with Q10s of the conductances",
  all: ", with Q10s of conductances and rates",
};

function simulatorInfo(protocol: Protocol, q10: Q10s): SimulatorInfo<string, StatisticName> {
  return {
    specVersion: 1,
    id: { none: "pyloric", conductances: "pyloric-q10", all: "pyloric-all-q10" }[q10],
    version: "1.0.0",
    description: `Pyloric network of the stomatogastric ganglion: three model neurons and seven synapses${besides[q10]}.`,
    parameters: parameters[q10],
    outputs: statistics(protocol.energies),
    citations,
  };
}
