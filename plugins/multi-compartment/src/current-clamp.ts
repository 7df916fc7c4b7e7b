/** The experiment of both models: a step of current, the voltage at the electrodes, noise in either. */
import type { OutputSpec, Rng } from "@retrodict/spec";
import type { Experiment } from "./experiment.ts";
import type { CableRun } from "./job.ts";
import { kernel } from "./kernel.ts";

/** A membrane on the cell of an experiment. */
export interface Cable extends Pick<CableRun, "axialResistivity" | "membrane"> {
  readonly solve: (run: CableRun) => void;
}

/**
 * Runs a membrane through an experiment: writes a trace (mV) per electrode to `out`. The noise of the
 * current is keyed by `rng.fork("current-noise")`, that of the recording by `rng.fork("recording-noise")`.
 */
export function currentClamp(
  experiment: Experiment,
): (rng: Rng, cable: Cable, out: Float64Array) => void {
  const { tree, stimulus, electrodes, step, dt, currentNoise, recordingNoise } = experiment;
  const steps = experiment.samples - 1;
  const clean = new Float64Array(steps).fill(experiment.current, ...step);
  // Two steps from each jump on: what it excites of the stiff modes is then gone.
  const damped = new Uint8Array(steps);
  for (const jump of step) damped.fill(1, jump, jump + 2);
  const current = clean.slice();
  return (rng, { solve, ...membrane }, out) => {
    if (currentNoise > 0) {
      // The mean of white noise over a step has this standard deviation.
      const scale = currentNoise / Math.sqrt(dt);
      const noise = kernel().normals(rng.fork("current-noise"), steps);
      for (let i = 0; i < steps; i++) current[i] = clean[i] + scale * noise[i];
    }
    solve({ ...membrane, tree, stimulus, electrodes, current, damped, traces: out });
    if (recordingNoise > 0) {
      const noise = kernel().normals(rng.fork("recording-noise"), out.length);
      for (let i = 0; i < out.length; i++) out[i] += recordingNoise * noise[i];
    }
  };
}

/** A trace per electrode, in order: `voltage_1`, `voltage_2`, … */
export function voltageOutputs({ electrodes, samples, dt }: Experiment): readonly OutputSpec[] {
  return electrodes.map(({ label }, i) => ({
    name: `voltage_${i + 1}`,
    unit: "mV",
    description: `Membrane potential at ${label}.`,
    symbol: `V(${label})`,
    shape: [samples],
    axis: { name: "time", unit: "ms", start: 0, step: dt },
  }));
}
