/** `explore sensitivity`: on which parameters features of simulations depend where the posterior lies. */
import { activeSubspace, regressionNetwork, regressionSensitivity } from "@retrodict/explore";
import { columnStds, gatherRows, matrix, row } from "@retrodict/matrix";
import { choice, stream } from "@retrodict/random";
import type { Matrix, ParameterSpec, Rng } from "@retrodict/spec";
import type { FeatureSensitivityRecord, SensitivityRecord } from "./exploration-record.ts";
import type { SimulatingOptions } from "./explore-options.ts";
import type { ExploredRun } from "./explored-run.ts";
import { fail } from "./fail.ts";
import { kept, keptAll } from "./numbers-in-json.ts";
import { simulateScalars, type SimulatedScalar } from "./simulate-scalars.ts";

export interface SensitivityOptions extends SimulatingOptions {
  /** Names of features or outputs; the run's features where absent. */
  readonly of?: string;
  /** Posterior draws to simulate. */
  readonly simulations: number;
}

export async function exploreSensitivity(
  run: ExploredRun,
  options: SensitivityOptions,
): Promise<SensitivityRecord> {
  const { samples, record } = run;
  const { seed, signal, onProgress } = options;
  const rng = stream(seed).fork("explore").fork("sensitivity");
  const simulations = Math.min(options.simulations, samples.rows);
  const theta = gatherRows(samples, choice(rng.fork("draws"), samples.rows, simulations));
  const scalars = await simulateScalars(rng.fork("simulate"), run, theta, options);
  const usable = scalars.filter(({ values }) => whyNot(values, theta) === undefined);
  const left = scalars.flatMap(({ field, values }) => {
    const reason = whyNot(values, theta);
    return reason === undefined ? [] : [`${field.name} is left out: ${reason}.`];
  });
  if (usable.length === 0) fail("numeric", `nothing to explain: ${left.join(" ")}`);
  const features: FeatureSensitivityRecord[] = [];
  for (const scalar of usable) {
    onProgress("regress", features.length, usable.length);
    features.push(
      await sensitivityOf(rng.fork(scalar.field.name), theta, scalar, {
        parameters: record.parameters,
        signal,
      }),
    );
  }
  const sentences = features.map((one) => sentenceOf(one, record.parameters));
  return { seed, simulations, sentences: [...sentences, ...left], features };
}

/** A network wants so many rows, and a plane more than it has slopes. */
const FEWEST = 50;

/** Why a scalar cannot be explained; undefined where it can. */
function whyNot(values: Float64Array, { cols }: Matrix): string | undefined {
  const finite = values.filter(Number.isFinite);
  const fewest = Math.max(FEWEST, 2 * cols);
  if (finite.length < fewest)
    return `only ${finite.length} of ${values.length} simulations have it, of ${fewest} needed`;
  const [spread] = columnStds(matrix(finite.length, 1, finite));
  return spread > 0 ? undefined : "it is the same in all simulations";
}

async function sensitivityOf(
  rng: Rng,
  theta: Matrix,
  { field, values }: SimulatedScalar,
  {
    parameters,
    signal,
  }: { readonly parameters: readonly ParameterSpec[]; readonly signal: AbortSignal },
): Promise<FeatureSensitivityRecord> {
  const regression = regressionSensitivity(rng.fork("regression"), theta, values, { parameters });
  const network = await regressionNetwork(rng.fork("network"), theta, values, { signal });
  const subspace = activeSubspace(rng.fork("subspace"), network, theta, { parameters });
  return {
    feature: field,
    regression: {
      coefficients: keptAll(regression.coefficients),
      errors: keptAll(regression.errors),
      rSquared: kept(regression.rSquared),
    },
    activeSubspace: {
      eigenvalues: keptAll(subspace.eigenvalues),
      eigenvalueErrors: keptAll(subspace.errors.eigenvalues),
      direction: keptAll(row(subspace.directions, 0)),
      directionErrors: keptAll(row(subspace.errors.directions, 0)),
      rSquared: kept(network.rSquared),
    },
  };
}

/** A feature of which less is explained depends on the parameters little. */
const LITTLE = 0.1;

function sentenceOf(
  { feature: { name }, regression, activeSubspace: subspace }: FeatureSensitivityRecord,
  parameters: readonly ParameterSpec[],
): string {
  const [plane, network] = [regression.rSquared ?? 0, subspace.rSquared ?? 0];
  const explained = `a plane explains ${percent(plane)} of its variance, a network ${percent(network)}`;
  if (Math.max(plane, network) < LITTLE)
    return `${name} hardly depends on the parameters where the posterior lies: ${explained}.`;
  const [values, errors] =
    plane >= network
      ? [regression.coefficients, regression.errors]
      : [subspace.direction, subspace.directionErrors];
  const largest = [...parameters.keys()]
    .sort((i, j) => Math.abs(values[j] ?? 0) - Math.abs(values[i] ?? 0))
    .slice(0, 3)
    .map((j) => `${parameters[j].name} (${fixed(values[j])} ± ${fixed(errors[j])})`);
  return `${name} changes most with ${largest.join(", ")}; ${explained}.`;
}

const percent = (share: number): string => `${Math.round(100 * Math.max(0, share))} %`;
const fixed = (value: number | null): string => value?.toFixed(2) ?? "–";

export const sensitivityLines = ({ sentences }: SensitivityRecord): readonly string[] => sentences;
