/** Parameters at which simulators are tried: the same ones every time. */
import { priorFrom } from "@retrodict/distributions";
import { row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { ParameterSpec, SimulatorInfo } from "@retrodict/spec";

const CORNERS = 4;
const DRAWS = 5;

export interface Probe {
  /** For messages. */
  readonly where: string;
  readonly theta: Float64Array;
}

export function defaults(parameters: readonly ParameterSpec[]): Float64Array {
  return Float64Array.from(parameters, (parameter) => parameter.default);
}

/** The default parameters first, then corners of the bounds and draws from the default prior. */
export function probes(info: SimulatorInfo): readonly Probe[] {
  const { parameters } = info;
  const rng = stream("probes");
  const corner = (side: (i: number) => number) =>
    Float64Array.from(parameters, ({ bounds }, i) => bounds[side(i)]);
  const draws = priorFrom(info).sample(rng.fork("prior"), DRAWS);
  return [
    probe("the default parameters", defaults(parameters)),
    probe(
      "the lower bounds",
      corner(() => 0),
    ),
    probe(
      "the upper bounds",
      corner(() => 1),
    ),
    ...Array.from({ length: CORNERS }, (_, i) => {
      const sides = rng.fork(i);
      return probe(
        "a corner of the bounds",
        corner(() => Math.round(sides.uniform())),
      );
    }),
    ...Array.from({ length: DRAWS }, (_, i) => probe("a draw from the prior", row(draws, i))),
  ];
}

/** Parameters outside of the bounds, and NaN. */
export function strayProbes({ parameters }: SimulatorInfo): readonly Probe[] {
  const beyond = (steps: number) =>
    Float64Array.from(parameters, ({ bounds: [lower, upper] }) => lower + steps * (upper - lower));
  return [
    probe("a point far below the bounds", beyond(-2)),
    probe("a point far above the bounds", beyond(3)),
    probe("zeros", new Float64Array(parameters.length)),
    probe("NaN", new Float64Array(parameters.length).fill(Number.NaN)),
  ];
}

const probe = (where: string, theta: Float64Array): Probe => ({
  where: `${where}, theta = [${theta.join(", ")}]`,
  theta,
});
