import { assertLength, resolveOptions } from "@retrodict/check";
import { priorFrom } from "@retrodict/distributions";
import type {
  Citation,
  DifferentiableDistribution,
  OutputSpec,
  ParameterSpec,
  Rng,
  Simulator,
  SimulatorInfo,
} from "@retrodict/spec";
import { benchmark } from "./citations.ts";
import type { Published, Run, Task } from "./types.ts";

/** What is particular to a task. */
export interface TaskDefinition {
  readonly id: string;
  readonly description: string;
  readonly parameters: readonly ParameterSpec[];
  readonly outputs: readonly OutputSpec[];
  /** Uniform between the parameters' bounds if absent. */
  readonly prior?: DifferentiableDistribution;
  /** Makes the function that simulates, with scratch memory of its own. */
  readonly runner: () => Run;
  readonly logLikelihood: Task["logLikelihood"];
  readonly published: readonly Published[];
  /** Where the problem comes from, before it became part of the benchmark. */
  readonly origin?: Citation;
}

/** The task as an entry of the plugin. It has no options; its simulator throws `RetrodictError` on a row of the wrong length. */
export function defineTask(definition: TaskDefinition): Task {
  const { id, description, parameters, outputs, runner, logLikelihood, published } = definition;
  const declared = definition.prior?.config;
  const info: SimulatorInfo = Object.freeze({
    specVersion: 1,
    id,
    version: "1.0.0",
    description,
    parameters,
    outputs,
    ...(declared && { prior: declared }),
    citations: definition.origin ? [definition.origin, benchmark] : [benchmark],
  });
  const dim = parameters.length;
  const length = published[0].x.length;
  return Object.freeze<Task>({
    info,
    create(options = {}) {
      resolveOptions([], options, "tasks");
      return checked(info, runner(), { dim, length });
    },
    prior: definition.prior ?? priorFrom(parameters),
    logLikelihood(theta, x) {
      assertLength(theta, dim, "theta", "tasks");
      assertLength(x, length, "x", "tasks");
      return logLikelihood(theta, x);
    },
    observations: published.map(({ theta, x }, i) => ({
      name: String(i + 1),
      description: `Published observation ${i + 1}.`,
      load: () => ({ options: {}, raw: Float64Array.from(x), theta: Float64Array.from(theta) }),
    })),
  });
}

function checked(
  info: SimulatorInfo,
  run: Run,
  { dim, length }: { readonly dim: number; readonly length: number },
): Simulator {
  return Object.freeze({
    info,
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      assertLength(theta, dim, "theta", "tasks");
      assertLength(out, length, "out", "tasks");
      return run(rng, theta, out);
    },
  });
}
