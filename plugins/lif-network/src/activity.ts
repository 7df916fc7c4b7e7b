/** The spikes themselves, for pictures. */
import type { Observer } from "./network.ts";
import type { Protocol } from "./protocol.ts";

/** A run's spikes in the order of time, burn-in included. */
export interface NetworkActivity {
  /** The neuron of each spike; the first `excitatory` are excitatory. */
  readonly neurons: Uint16Array;
  /** When each spike was, ms. */
  readonly times: Float64Array;
  readonly excitatory: number;
  /** Rate of each population in each ms, Hz. */
  readonly excitatoryRate: Float64Array;
  readonly inhibitoryRate: Float64Array;
  /** Why there is no network of these parameters, or what ended it early. */
  readonly failure?: string;
}

export interface ActivityRecorder extends Observer {
  activity(): NetworkActivity;
}

export function activityRecorder(protocol: Protocol): ActivityRecorder {
  const { neurons, excitatory, milliseconds, stepsPerMillisecond } = protocol;
  let spiked = new Uint16Array(1024);
  let steps = new Uint32Array(1024);
  let count = 0;
  const excitatoryRate = new Float64Array(milliseconds);
  const inhibitoryRate = new Float64Array(milliseconds);
  return {
    spike(neuron, step) {
      if (count === spiked.length) {
        spiked = enlarged(spiked, new Uint16Array(2 * count));
        steps = enlarged(steps, new Uint32Array(2 * count));
      }
      spiked[count] = neuron;
      steps[count++] = step;
      const ms = Math.floor((step - 1) / stepsPerMillisecond);
      if (neuron < excitatory) excitatoryRate[ms] += 1000 / excitatory;
      else inhibitoryRate[ms] += 1000 / (neurons - excitatory);
    },
    millisecond() {},
    activity: () => ({
      neurons: spiked.slice(0, count),
      times: Float64Array.from(steps.subarray(0, count), (step) => step / stepsPerMillisecond),
      excitatory,
      excitatoryRate,
      inhibitoryRate,
    }),
  };
}

function enlarged<A extends Uint16Array | Uint32Array>(values: A, into: A): A {
  into.set(values);
  return into;
}
