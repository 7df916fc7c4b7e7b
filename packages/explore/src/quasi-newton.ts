/*
 * Minimisation from many starts in lock step (BFGS; Nocedal & Wright 2006, chapter 6), so that every evaluation is one
 * batch. Steps are found by bisection until they satisfy the weak Wolfe conditions (Lewis & Overton 2013).
 */
import { refuseIfAborted } from "@retrodict/check";
import { matrix, row } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type { Matrix, RunOptions } from "@retrodict/spec";
import type { ValueAndGradient } from "./differences.ts";
import { dot } from "./dot.ts";
import { updatedInverseHessian } from "./inverse-hessian.ts";

export interface Minima {
  /** One row per start. */
  readonly points: Matrix;
  readonly value: Float64Array;
  /** How much lower each could still come, by the quadratic model at its end. */
  readonly gain: Float64Array;
}

export interface QuasiNewtonOptions extends RunOptions {
  /** Evaluations of each start at most. */
  readonly evaluations: number;
}

/** A start is done where less than this is to be gained. */
const LEAST_GAIN = 1e-10;
/** Of what the slope promises, a step must bring this share … */
const DECREASE = 1e-4;
/** … and leave at most this share of the slope. */
const CURVATURE = 0.9;
/** Trials of one step; then the best so far is taken, or none. */
const MOST_TRIALS = 30;
/** Coordinates are of unit scale: longer steps only lead astray. */
const LONGEST = 4;

interface Place {
  readonly point: Float64Array;
  readonly value: number;
  readonly grad: Float64Array;
}

/** One start on its way. */
interface Descent {
  place: Place;
  inverseHessian: Float64Array | undefined;
  direction: Float64Array;
  /** Of the value along the direction. */
  slope: number;
  /** Between these lies a step; `low` is good for the first condition. */
  low: { readonly length: number; readonly place: Place } | undefined;
  high: number;
  length: number;
  trials: number;
  done: boolean;
}

/** The minima that the rows of `starts` lead to; a start without a finite value stays where it is. */
export async function quasiNewton(
  objective: (points: Matrix) => ValueAndGradient,
  starts: Matrix,
  { evaluations, signal, onProgress }: QuasiNewtonOptions,
): Promise<Minima> {
  const pace = pacer();
  const descents = placesAt(objective, starts).map(begun);
  for (let k = 1; k < evaluations; k++) {
    refuseIfAborted(signal, "explore");
    const active = descents.filter(({ done }) => !done);
    if (active.length === 0) break;
    const trials = matrix(active.length, starts.cols);
    active.forEach((one, i) => row(trials, i).set(trialPoint(one)));
    placesAt(objective, trials).forEach((place, i) => judge(active[i], place));
    onProgress?.(k, evaluations);
    await pace();
  }
  const points = matrix(starts.rows, starts.cols);
  descents.forEach(({ place }, i) => row(points, i).set(place.point));
  return {
    points,
    value: Float64Array.from(descents, ({ place }) => place.value),
    gain: Float64Array.from(descents, ({ slope }) => -slope / 2),
  };
}

function placesAt(objective: (points: Matrix) => ValueAndGradient, points: Matrix): Place[] {
  const { value, grad } = objective(points);
  return Array.from(value, (own, i) => ({
    point: row(points, i).slice(),
    value: own,
    grad: row(grad, i).slice(),
  }));
}

function begun(place: Place): Descent {
  const descent: Descent = {
    place,
    inverseHessian: undefined,
    direction: place.grad,
    slope: 0,
    low: undefined,
    high: Infinity,
    length: 0,
    trials: 0,
    done: false,
  };
  aim(descent);
  if (!Number.isFinite(place.value)) descent.done = true;
  return descent;
}

/** The direction of the next step, and a first length to try. */
function aim(descent: Descent): void {
  const { place, inverseHessian } = descent;
  const { grad } = place;
  descent.direction =
    inverseHessian === undefined ? grad.map((g) => -g) : negativeProduct(inverseHessian, grad);
  descent.slope = dot(descent.direction, grad);
  const norm = Math.hypot(...descent.direction);
  descent.length = Math.min(1, (inverseHessian === undefined ? 1 : LONGEST) / norm);
  descent.low = undefined;
  descent.high = Infinity;
  descent.trials = 0;
  descent.done = !(-descent.slope / 2 > LEAST_GAIN);
}

const trialPoint = ({ place, direction, length }: Descent): Float64Array =>
  place.point.map((value, j) => value + length * direction[j]);

/** Takes the trial as the next place, or says which length to try instead. */
function judge(descent: Descent, trial: Place): void {
  const { place, slope, direction, length } = descent;
  const falls =
    Number.isFinite(trial.value) && trial.value <= place.value + DECREASE * length * slope;
  const longest = length * Math.hypot(...direction) >= LONGEST;
  const flat = dot(trial.grad, direction) >= CURVATURE * slope;
  if (falls && (flat || longest)) return take(descent, trial);
  if (++descent.trials >= MOST_TRIALS) {
    if (descent.low === undefined) descent.done = true;
    else take(descent, descent.low.place);
    return undefined;
  }
  if (falls) descent.low = { length, place: trial };
  else descent.high = length;
  const low = descent.low?.length ?? 0;
  descent.length = descent.high < Infinity ? (low + descent.high) / 2 : 2 * length;
  return undefined;
}

function take(descent: Descent, next: Place): void {
  const { place } = descent;
  const step = next.point.map((value, j) => value - place.point[j]);
  const change = next.grad.map((value, j) => value - place.grad[j]);
  descent.inverseHessian = updatedInverseHessian(descent.inverseHessian, step, change);
  descent.place = next;
  aim(descent);
}

function negativeProduct(square: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum -= square[i * n + j] * vector[j];
    return sum;
  });
}
