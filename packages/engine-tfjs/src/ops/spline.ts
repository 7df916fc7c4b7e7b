/**
 * The monotonic rational-quadratic spline (Gregory & Delbourgo 1982; Durkan et al. 2019, "Neural Spline
 * Flows", equations 4 to 8) for whole batches: the bin a number falls in is picked by zeros and ones.
 */
import * as tf from "@tensorflow/tfjs-core";
import { detached } from "./detached.ts";
import type { ElementwiseTransform, TransformOf } from "./elementwise-transform.ts";
import { MIN_POSITIVE, positive, softClip } from "./positivity.ts";

type Spline = TransformOf<"spline">;

/** The logits of widths and heights are clipped twice as early as the slopes. */
const LOGIT_STEEPNESS = 2;

/**
 * x from x0 over width, y from y0 over height, slopes d0 and d1 at the ends: of every bin of every number
 * (`rows × D × bins`), or of the bin that a number falls in (`rows × D`).
 */
interface Bin<T extends tf.Tensor> {
  readonly x0: T;
  readonly width: T;
  readonly y0: T;
  readonly height: T;
  readonly d0: T;
  readonly d1: T;
}

export function spline(by: Spline): ElementwiseTransform {
  /** Where `value` is inside the interval, and the value with a harmless 0 outside. */
  const split = (value: tf.Tensor2D) => {
    const isInside = detached([value], (x) => tf.less(tf.abs(x), by.bound));
    const safe: tf.Tensor2D = tf.where(isInside, value, tf.zerosLike(value));
    return { isInside, safe };
  };
  return {
    forward(x, params) {
      const { isInside, safe } = split(x);
      const bins = binsOf(by, params);
      const { z, logSlope } = evaluate(pick(bins, safe, bins.x0), safe);
      return {
        z: tf.where(isInside, z, x),
        logSlope: tf.where(isInside, logSlope, tf.zerosLike(logSlope)),
      };
    },
    inverse(z, params) {
      const { isInside, safe } = split(z);
      const bins = binsOf(by, params);
      return tf.where(isInside, solve(pick(bins, safe, bins.y0), safe), z);
    },
  };
}

function binsOf({ bins, bound, positivity, logitScale }: Spline, params: tf.Tensor3D) {
  const [rows, dim] = params.shape;
  const part = (from: number, count: number): tf.Tensor3D =>
    tf.slice(params, [0, 0, from], [rows, dim, count]);
  /** Lengths of the bins along one axis. */
  const lengths = (logits: tf.Tensor3D): tf.Tensor3D => {
    const isSoftplus = positivity === "softplus";
    const clipped = isSoftplus ? logits : softClip(logits, LOGIT_STEEPNESS);
    const shares: tf.Tensor3D = tf.softmax(tf.mul(clipped, logitScale));
    const least = isSoftplus ? MIN_POSITIVE : 0;
    return tf.add(tf.mul(shares, 2 * bound * (1 - least * bins)), 2 * bound * least);
  };
  const starts = (of: tf.Tensor3D): tf.Tensor3D => tf.sub(tf.cumsum(of, 2, true), bound);
  const width = lengths(part(0, bins));
  const height = lengths(part(bins, bins));
  const outer = tf.ones<tf.Rank.R3>([rows, dim, 1]);
  const inner = bins > 1 ? [positive(part(2 * bins, bins - 1), positivity)] : [];
  return {
    x0: starts(width),
    width,
    y0: starts(height),
    height,
    d0: tf.concat([outer, ...inner], 2),
    d1: tf.concat([...inner, outer], 2),
  };
}

/** The bin among those that begin at `starts` in which `value` lies. */
function pick(bins: Bin<tf.Tensor3D>, value: tf.Tensor2D, starts: tf.Tensor3D): Bin<tf.Tensor2D> {
  const [rows, dim, count] = starts.shape;
  const isHere = detached([value, starts], (x, from) => {
    const isReached = tf.cast(tf.greaterEqual(tf.expandDims(x, 2), from), "float32");
    const beyond = tf.slice(isReached, [0, 0, 1], [rows, dim, count - 1]);
    return tf.sub(isReached, tf.concat([beyond, tf.zeros([rows, dim, 1])], 2));
  });
  const here = (of: tf.Tensor3D): tf.Tensor2D => tf.sum(tf.mul(of, isHere), 2);
  return {
    x0: here(bins.x0),
    width: here(bins.width),
    y0: here(bins.y0),
    height: here(bins.height),
    d0: here(bins.d0),
    d1: here(bins.d1),
  };
}

function evaluate({ x0, width, y0, height, d0, d1 }: Bin<tf.Tensor2D>, x: tf.Tensor2D) {
  const t: tf.Tensor2D = tf.div(tf.sub(x, x0), width);
  const u: tf.Tensor2D = tf.sub(1, t);
  const [tt, tu, uu] = [tf.square(t), tf.mul(t, u), tf.square(u)];
  const s = tf.div(height, width);
  const d = tf.add(s, tf.mul(tf.sub(tf.add(d0, d1), tf.mul(s, 2)), tu));
  const numerator = tf.add(tf.mul(s, tt), tf.mul(d0, tu));
  const slopeNumerator = tf.addN([tf.mul(d1, tt), tf.mul(tf.mul(s, tu), 2), tf.mul(d0, uu)]);
  const logSquare: tf.Tensor2D = tf.mul(tf.sub(tf.log(s), tf.log(d)), 2);
  return {
    z: tf.add<tf.Tensor2D>(y0, tf.div(tf.mul(height, numerator), d)),
    logSlope: tf.add<tf.Tensor2D>(logSquare, tf.log(slopeNumerator)),
  };
}

/** The x at which a bin reaches z: the root of a quadratic, in the form that cancels nothing. */
function solve({ x0, width, y0, height, d0, d1 }: Bin<tf.Tensor2D>, z: tf.Tensor2D): tf.Tensor2D {
  const s = tf.div(height, width);
  const y = tf.sub(z, y0);
  const q = tf.mul(y, tf.sub(tf.add(d0, d1), tf.mul(s, 2)));
  const a = tf.add(tf.mul(height, tf.sub(s, d0)), q);
  const b = tf.sub(tf.mul(height, d0), q);
  const minusC = tf.mul(s, y);
  const root = tf.sqrt(tf.add(tf.square(b), tf.mul(tf.mul(a, minusC), 4)));
  const t = tf.div(tf.mul(minusC, 2), tf.add(b, root));
  return tf.add(x0, tf.mul(t, width));
}
