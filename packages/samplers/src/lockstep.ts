/*
 * Chains written one at a time, run many at a time: a walk is a generator that yields each point whose density it needs,
 * and all walks' points are evaluated in one batch.
 */
import { matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

export interface Evaluated {
  readonly logDensity: number;
  readonly grad: Float64Array;
}

/** Yields points, receives what they evaluate to, returns a result. */
export type Walk<R> = Generator<Float64Array, R, Evaluated>;

/** Runs walks to their ends; the result of a walk does not depend on the others. */
export function walkTogether<R>(
  walks: readonly Walk<R>[],
  evaluate: (points: Matrix) => { readonly logDensity: Float64Array; readonly grad: Matrix },
): R[] {
  const results: R[] = [];
  let steps = walks.map((walk, index) => ({ walk, index, at: walk.next() }));
  for (;;) {
    for (const { index, at } of steps) if (at.done === true) results[index] = at.value;
    steps = steps.filter(({ at }) => at.done !== true);
    if (steps.length === 0) return results;
    const points = matrix(steps.length, (steps[0].at.value as Float64Array).length);
    steps.forEach(({ at }, i) => row(points, i).set(at.value as Float64Array));
    const { logDensity, grad } = evaluate(points);
    steps = steps.map(({ walk, index }, i) => ({
      walk,
      index,
      at: walk.next({ logDensity: logDensity[i], grad: row(grad, i).slice() }),
    }));
  }
}
