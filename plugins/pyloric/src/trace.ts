import { assertCount } from "@retrodict/check";
import { integrate, type NoiseSource } from "./integrate.ts";
import type { Traces } from "./kernel.ts";
import { resolveProtocol, samplesOf, type PyloricOptions } from "./protocol.ts";

/** What a run looked like, at every so many samples. */
export interface PyloricTrace {
  /** Between values, ms; the first is at 0. */
  readonly step: number;
  /** Membrane voltage of AB/PD, LP and PY, mV. */
  readonly voltages: Traces;
  /** Power each takes, nW/cm2; absent without `energies`. */
  readonly powers?: Traces;
}

/**
 * The voltages behind the statistics of `pyloric(options)`, at every `every`-th sample. `source` is the stream
 * given to `simulate`, or the seed of a numpy `RandomState` whose `normal(size=(3, samples))` is the noise.
 */
export function pyloricTrace(
  options: PyloricOptions,
  theta: Float64Array,
  source: NoiseSource,
  every = 1,
): PyloricTrace {
  assertCount(every, "every", "pyloric");
  const protocol = resolveProtocol(options);
  const length = Math.ceil(samplesOf(protocol) / every);
  const voltages = empty(length);
  const powers = empty(protocol.energies ? length : 0);
  integrate({ protocol, theta, source }, (chunk) => {
    const first = Math.ceil(chunk.start / every);
    for (let i = first; i * every < chunk.start + chunk.length; i++) {
      for (const j of [0, 1, 2]) {
        voltages[j][i] = chunk.voltages[j][i * every - chunk.start];
        if (chunk.powers) powers[j][i] = chunk.powers[j][i * every - chunk.start];
      }
    }
    return true;
  });
  const step = protocol["time-step"] * every;
  return { step, voltages, ...(protocol.energies && { powers }) };
}

function empty(length: number): Traces {
  return [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
}
