/** Voltages of neurons on the way between two unlike ones, below that of the observed neuron. */
import { labelledTracesPlot, unitText } from "@retrodict/plot";
import type { HighProbabilityPath } from "@retrodict/explore";
import { row, type Rng } from "retrodict";
import { neuron, observedNeuron } from "./neuron.ts";

/** Conductances that titles tell, by their places among the parameters. */
const told = [0, 1, 2, 3];

/** Traces at `count` even distances along a path, all under the same noise, so that only parameters tell them apart. */
export function pathTraces(
  rng: Rng,
  { points, distance }: HighProbabilityPath,
  count: number,
): string {
  const { parameters } = neuron.info;
  const simulator = neuron.create();
  const [signal] = simulator.info.outputs;
  const { start, step, unit } = signal.axis!;
  const { voltage } = observedNeuron();
  const stops = Array.from({ length: count }, (_, k) =>
    Math.round((k * (points.rows - 1)) / (count - 1)),
  );
  const traces = stops.map((i) => {
    const theta = row(points, i).slice();
    const values = new Float64Array(voltage.length);
    simulator.simulate(rng, theta, values);
    const conductances = told.map((j) => `${parameters[j].name} ${theta[j].toPrecision(2)}`);
    return {
      title: `${distance[i].toFixed(1)} standard deviations along the path: ${conductances.join(", ")} ${unitText(parameters[0].unit)}`,
      values,
    };
  });
  return labelledTracesPlot({
    time: Float64Array.from(voltage, (_, i) => start + i * step),
    timeUnit: unit,
    signal,
    traces: [{ title: "observed", values: voltage, group: 1 }, ...traces],
  });
}
