import { assertMatrix } from "@retrodict/check";
import { gatherRows, matrix, row } from "@retrodict/matrix";
import type { ChunkedProgram } from "@retrodict/nn";
import type { ConditionalDensityEstimator, Distribution, Matrix, Rng } from "@retrodict/spec";
import type { Layout } from "./layout.ts";
import { beside } from "./terms.ts";

/** An estimator's parts with their weights, given one context row; none of it must change any more. */
export interface ConditionedMixed {
  readonly layout: Layout;
  readonly context: Matrix;
  readonly logits: ChunkedProgram;
  readonly categories: Float32Array;
  /** Absent where all columns are discrete. */
  readonly densities?: {
    readonly estimator: ConditionalDensityEstimator;
    readonly params: Float32Array;
  };
  score(target: Matrix, context: Matrix): Float64Array;
}

/** `q(target | context)`: draws are codes first, one column after the other, then continuous columns given the codes. */
export function mixedDistribution(mixed: ConditionedMixed): Distribution {
  const { layout, context } = mixed;
  const dim = layout.discrete.length + layout.continuous.length;
  return Object.freeze<Distribution>({
    dim,
    support: supportOf(dim, layout),
    sample(rng, n) {
      const out = matrix(n, dim);
      const codes = drawCodes(rng, n, mixed);
      for (const { column, values, first } of layout.discrete) {
        for (let i = 0; i < n; i++) {
          const own = codes.data.subarray(i * codes.cols + first);
          out.data[i * dim + column] = values[own.indexOf(1)];
        }
      }
      for (const rows of rowsWithSameCodes(codes)) {
        const rest = drawRest(rng, rows.length, row(codes, rows[0]), mixed);
        layout.continuous.forEach((column, k) => {
          rows.forEach((i, r) => (out.data[i * dim + column] = rest.data[r * rest.cols + k]));
        });
      }
      return out;
    },
    logDensity(x) {
      assertMatrix(x, { cols: dim }, "x", "mixed");
      return mixed.score(x, gatherRows(context, new Uint32Array(x.rows)));
    },
  });
}

function supportOf(dim: number, { discrete }: Layout): Distribution["support"] {
  const lower = new Float64Array(dim).fill(-Infinity);
  const upper = new Float64Array(dim).fill(Infinity);
  for (const { column, values } of discrete) {
    lower[column] = Math.min(...values);
    upper[column] = Math.max(...values);
  }
  return Object.freeze({ lower, upper });
}

/** The logits of a column are right once the codes of those before it are there. */
function drawCodes(rng: Rng, n: number, mixed: ConditionedMixed): Matrix {
  const { layout, logits, categories, context } = mixed;
  const codes = matrix(n, layout.entries);
  logits.load(categories, mixed);
  for (const { first, values } of layout.discrete) {
    const all = logits.run(codes, context);
    for (let i = 0; i < n; i++) {
      const at = i * codes.cols + first;
      codes.data[at + drawIndex(rng, all.data.subarray(at, at + values.length))] = 1;
    }
  }
  return codes;
}

/** An index with probability proportional to exp(logit). */
function drawIndex(rng: Rng, logits: Float64Array): number {
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const weights = logits.map((logit) => Math.exp(logit - largest));
  let left = rng.uniform() * weights.reduce((a, b) => a + b);
  // Rounding may leave a little at the end: the last value takes it.
  for (let k = 0; k < weights.length - 1; k++) {
    if (left < weights[k]) return k;
    left -= weights[k];
  }
  return weights.length - 1;
}

function rowsWithSameCodes(codes: Matrix): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < codes.rows; i++) {
    const key = row(codes, i).join("");
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [i]);
    else rows.push(i);
  }
  return [...groups.values()];
}

function drawRest(
  rng: Rng,
  n: number,
  codes: Float64Array,
  { densities, context }: ConditionedMixed,
): Matrix {
  if (densities === undefined) return matrix(n, 0);
  const given = beside(context, matrix(1, codes.length, codes)).data;
  return densities.estimator.condition(densities.params, given).sample(rng, n);
}
