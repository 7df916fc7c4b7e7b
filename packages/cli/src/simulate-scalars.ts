import { column } from "@retrodict/matrix";
import { configuredStatistic } from "@retrodict/simulate";
import type { FieldSpec, Matrix, Rng } from "@retrodict/spec";
import { chooseNames } from "./choose-names.ts";
import type { SimulatingOptions } from "./explore-options.ts";
import type { ExploredRun } from "./explored-run.ts";
import { flatFields } from "./feature-names.ts";
import { restoreSetup } from "./restore-setup.ts";
import { withPool, type Setup } from "./setup.ts";

/** One number of every simulation; NaN where it has none. */
export interface SimulatedScalar {
  readonly field: FieldSpec;
  readonly values: Float64Array;
}

/**
 * Simulates the experiment of a run at these parameters: its features, or what `of` names, features that the run did not
 * condition on and single numbers of the raw output among it.
 */
export async function simulateScalars(
  rng: Rng,
  { record, place }: ExploredRun,
  theta: Matrix,
  options: SimulatingOptions & { readonly of?: string },
): Promise<readonly SimulatedScalar[]> {
  const { of, workers, io, signal, onProgress } = options;
  const setup = await restoreSetup(record, place, { workers, io });
  const simulate = async (from: Setup, output: "summary" | "raw", fields: readonly FieldSpec[]) => {
    const { x } = await withPool(from, output, (pool) =>
      pool.simulateBatch(rng, theta, {
        signal,
        onProgress: (done, total) => onProgress("simulate", done, total),
      }),
    );
    return fields.map((field, j) => ({ field, values: column(x, j) }));
  };
  if (of === undefined) return simulate(setup, "summary", setup.fields);
  const { features, outputs } = scalarsOf(setup);
  const both = [...features, ...outputs.filter((name) => !features.includes(name))];
  const chosen = chooseNames(of, { flag: "--of", what: "feature or output", names: both });
  const named = chosen.filter((name) => features.includes(name));
  const found: SimulatedScalar[] = [];
  if (named.length > 0) {
    const other = await restoreSetup(record, place, { workers, io, features: named });
    found.push(...(await simulate(other, "summary", other.fields)));
  }
  if (named.length < chosen.length) {
    const raw = flatFields(setup.loaded.entry.create(setup.experiment.options).info.outputs);
    const all = await simulate(setup, "raw", raw);
    found.push(
      ...all.filter(({ field: { name } }) => chosen.includes(name) && !named.includes(name)),
    );
  }
  return found;
}

/** Names of all features, and of outputs that are single numbers. */
function scalarsOf({ loaded: { entry }, experiment: { options } }: Setup) {
  const { outputs } = entry.create(options).info;
  return {
    features: configuredStatistic(entry, { options }).features.map(({ name }) => name),
    outputs: outputs.filter(({ shape }) => shape.length === 0).map(({ name }) => name),
  };
}
