import type { Integrator, VectorField } from "@retrodict/spec";
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
  const { order, nodes, stages, weights } = tableau;
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
      { slopes, stage, start, end, last }: RungeKuttaWorkspace,
    ): number {
      const continues = last.field === field && last.t + last.dt === t && equal(end, y);
      if (reuses && continues) slopes[0].set(slopes[final]);
      else field(t, y, slopes[0]);
      start.set(y);
      for (let s = 1; s <= final; s++) {
        stage.set(start);
        accumulate(stage, dt, stages[s], slopes);
        field(t + nodes[s] * dt, stage, slopes[s]);
      }
      accumulate(y, dt, weights, slopes);
      end.set(y);
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
      workspace.error.fill(0);
      accumulate(workspace.error, dt, tableau.errorWeights, workspace.slopes);
      return maxAbs(workspace.error);
    },
    interpolate(workspace: RungeKuttaWorkspace, fraction: number, out: Float64Array): void {
      for (let j = 0; j < weights.length; j++) weights[j] = polynomial(tableau.dense[j], fraction);
      out.set(workspace.start);
      accumulate(out, workspace.last.dt, weights, workspace.slopes);
    },
  });
}

function createWorkspace(stages: number, dim: number): RungeKuttaWorkspace {
  return {
    slopes: Array.from({ length: stages }, () => new Float64Array(dim)),
    stage: new Float64Array(dim),
    start: new Float64Array(dim),
    end: new Float64Array(dim),
    error: new Float64Array(dim),
    last: { field: undefined, t: Number.NaN, dt: Number.NaN },
  };
}

/** `out += dt · Σ weights[j] slopes[j]`, zero weights skipped. */
function accumulate(
  out: Float64Array,
  dt: number,
  weights: ArrayLike<number>,
  slopes: readonly Float64Array[],
): void {
  for (let j = 0; j < weights.length; j++) {
    const factor = dt * weights[j];
    if (factor === 0) continue;
    const slope = slopes[j];
    for (let i = 0; i < out.length; i++) out[i] += factor * slope[i];
  }
}

function firstSameAsLast({ nodes, stages, weights }: ButcherTableau): boolean {
  const row = stages[stages.length - 1];
  return nodes.at(-1) === 1 && weights.every((weight, j) => weight === (row[j] ?? 0));
}

function equal(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function maxAbs(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** `Σ coefficients[p] x^(p + 1)`. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => (sum + coefficient) * x, 0);
}
