import type { Integrator, VectorField } from "@retrodict/spec";
import { copy } from "./copy.ts";
import type {
  AdaptiveIntegrator,
  ButcherTableau,
  EmbeddedTableau,
  RungeKuttaWorkspace,
} from "./types.ts";

/**
 * The explicit Runge–Kutta method of a tableau (Hairer, Nørsett & Wanner, *Solving Ordinary
 * Differential Equations I*, section II.1). Where its last stage is the step's own result ("first same
 * as last") that slope opens the next step, as long as that one continues the same field from there.
 */
export function rungeKutta(
  name: string,
  tableau: ButcherTableau,
): Integrator<VectorField, RungeKuttaWorkspace> {
  const { order, nodes } = tableau;
  const stages = tableau.stages.map((row) => Float64Array.from(row));
  const weights = Float64Array.from(tableau.weights);
  const final = weights.length - 1;
  const reuses = firstSameAsLast(tableau);
  return Object.freeze({
    name,
    order,
    workspace: (dim: number) => createWorkspace(weights.length, dim),
    step(
      field: VectorField,
      t: number,
      dt: number,
      y: Float64Array,
      workspace: RungeKuttaWorkspace,
    ): number {
      const { slopesOf, stage, start, end, last } = workspace;
      const continues = last.field === field && last.t + last.dt === t && equal(end, y);
      if (reuses && continues) copy(slopesOf[final], slopesOf[0]);
      else field(t, y, slopesOf[0]);
      copy(y, start);
      for (let s = 1; s <= final; s++) {
        advance(stage, dt, stages[s], workspace);
        field(t + nodes[s] * dt, stage, slopesOf[s]);
      }
      if (reuses) copy(stage, y);
      else advance(y, dt, weights, workspace);
      copy(y, end);
      last.field = field;
      last.t = t;
      last.dt = dt;
      return Number.NaN;
    },
  });
}

/**
 * The same for a tableau with an embedded solution: `step` returns the largest error of a dimension,
 * `workspace.error` holds all of them.
 */
export function embeddedRungeKutta(name: string, tableau: EmbeddedTableau): AdaptiveIntegrator {
  const method = rungeKutta(name, tableau);
  const errorWeights = Float64Array.from(tableau.errorWeights);
  const weights = new Float64Array(tableau.weights.length);
  return Object.freeze({
    ...method,
    embeddedOrder: tableau.embeddedOrder,
    step(
      field: VectorField,
      t: number,
      dt: number,
      y: Float64Array,
      workspace: RungeKuttaWorkspace,
    ): number {
      method.step(field, t, dt, y, workspace);
      const { error, slopes } = workspace;
      let largest = 0;
      for (let i = 0; i < error.length; i++) {
        error[i] = dt * combine(errorWeights, slopes, i, error.length);
        largest = Math.max(largest, Math.abs(error[i]));
      }
      return largest;
    },
    interpolate(workspace: RungeKuttaWorkspace, fraction: number, out: Float64Array): void {
      for (let j = 0; j < weights.length; j++) weights[j] = polynomial(tableau.dense[j], fraction);
      advance(out, workspace.last.dt, weights, workspace);
    },
  });
}

function createWorkspace(stages: number, dim: number): RungeKuttaWorkspace {
  const slopes = new Float64Array(stages * dim);
  return {
    slopes,
    slopesOf: Array.from({ length: stages }, (_, s) => slopes.subarray(s * dim, (s + 1) * dim)),
    stage: new Float64Array(dim),
    start: new Float64Array(dim),
    end: new Float64Array(dim),
    error: new Float64Array(dim),
    last: { field: undefined, t: Number.NaN, dt: Number.NaN },
  };
}

/** `out = start + dt · Σ weights[j] slopes[j]`. */
function advance(
  out: Float64Array,
  dt: number,
  weights: Float64Array,
  { start, slopes }: RungeKuttaWorkspace,
): void {
  for (let i = 0; i < out.length; i++)
    out[i] = start[i] + dt * combine(weights, slopes, i, out.length);
}

/** `Σ weights[j] slopes[j]` in dimension `i`: summed before anything is stored, as systems are small and stages many. */
function combine(weights: Float64Array, slopes: Float64Array, i: number, dim: number): number {
  let sum = 0;
  for (let j = 0, at = i; j < weights.length; j++, at += dim) sum += weights[j] * slopes[at];
  return sum;
}

function firstSameAsLast({ nodes, stages, weights }: ButcherTableau): boolean {
  const row = stages[stages.length - 1];
  return nodes.at(-1) === 1 && weights.every((weight, j) => weight === (row[j] ?? 0));
}

function equal(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** `Σ coefficients[p] x^(p + 1)`. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => (sum + coefficient) * x, 0);
}
