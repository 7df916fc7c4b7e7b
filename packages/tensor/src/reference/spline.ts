/**
 * The monotonic rational-quadratic spline of one dimension (Gregory & Delbourgo 1982; Durkan et al. 2019,
 * "Neural Spline Flows", equations 4 to 8).
 */
import type { Transform } from "../types.ts";
import { MIN_POSITIVE, positive, positiveSlope, softClip, softClipSlope } from "./positivity.ts";
import type { Row } from "./row-ops.ts";
import type { ScalarTransform } from "./transforms.ts";

export type Spline = Extract<Transform, { readonly kind: "spline" }>;

/** Zuko clips the logits of widths and heights twice as early as the slopes. */
const LOGIT_STEEPNESS = 2;

/** One bin: x from x0 over width, y from y0 over height, with slopes d0 and d1 at its ends. */
interface Bin {
  readonly index: number;
  readonly x0: number;
  readonly width: number;
  readonly y0: number;
  readonly height: number;
  readonly d0: number;
  readonly d1: number;
}

export function spline(by: Spline): ScalarTransform {
  const { bound } = by;
  const isOutside = (value: number): boolean => !(Math.abs(value) < bound);
  return {
    forward(x, params) {
      if (isOutside(x)) return { z: x, logSlope: 0 };
      const bin = findBin(by, params, x, "x");
      const { y0, height } = bin;
      const { s, d, numerator, slopeNumerator } = at(bin, (x - bin.x0) / bin.width);
      return {
        z: y0 + (height * numerator) / d,
        logSlope: 2 * Math.log(s) + Math.log(slopeNumerator) - 2 * Math.log(d),
      };
    },
    inverse(z, params) {
      if (isOutside(z)) return z;
      const bin = findBin(by, params, z, "y");
      return bin.x0 + solve(bin, z) * bin.width;
    },
    backward(x, params, gradient, intoParams) {
      if (isOutside(x)) return gradient.byZ;
      return pullBack(by, x, params, gradient, intoParams);
    },
  };
}

/** The terms of the quotient at t in [0, 1] of a bin. */
function at({ width, height, d0, d1 }: Bin, t: number) {
  const u = 1 - t;
  const s = height / width;
  return {
    s,
    d: s + (d0 + d1 - 2 * s) * t * u,
    numerator: s * t * t + d0 * t * u,
    slopeNumerator: d1 * t * t + 2 * s * t * u + d0 * u * u,
  };
}

/** The t at which a bin reaches z: the root of a quadratic, in the form that cancels nothing. */
function solve({ width, y0, height, d0, d1 }: Bin, z: number): number {
  const s = height / width;
  const y = z - y0;
  const q = d0 + d1 - 2 * s;
  const a = height * (s - d0) + y * q;
  const b = height * d0 - y * q;
  const c = -s * y;
  return (2 * c) / (-b - Math.sqrt(b * b - 4 * a * c));
}

/** Shares of the interval that the bins take. */
function shares({ bins, positivity, logitScale }: Spline, logits: Row): Row {
  const p = softmax(
    logits.map((v) => logitScale * (positivity === "softplus" ? v : softClip(v, LOGIT_STEEPNESS))),
  );
  return positivity === "softplus" ? p.map((v) => MIN_POSITIVE + (1 - MIN_POSITIVE * bins) * v) : p;
}

function softmax(logits: Row): Row {
  const largest = Math.max(...logits);
  const weights = logits.map((v) => Math.exp(v - largest));
  const total = weights.reduce((sum, v) => sum + v, 0);
  return weights.map((v) => v / total);
}

function findBin(by: Spline, params: Row, value: number, axis: "x" | "y"): Bin {
  const { bins, bound, positivity } = by;
  const widths = shares(by, params.slice(0, bins)).map((v) => 2 * bound * v);
  const heights = shares(by, params.slice(bins, 2 * bins)).map((v) => 2 * bound * v);
  const steps = axis === "x" ? widths : heights;
  let index = 0;
  let x0 = -bound;
  let y0 = -bound;
  while (index < bins - 1 && value >= (axis === "x" ? x0 : y0) + steps[index]) {
    x0 += widths[index];
    y0 += heights[index];
    index++;
  }
  const slope = (knot: number): number =>
    knot === 0 || knot === bins ? 1 : positive(params[2 * bins + knot - 1], positivity);
  return {
    index,
    x0,
    width: widths[index],
    y0,
    height: heights[index],
    d0: slope(index),
    d1: slope(index + 1),
  };
}

/** Adds to the gradient of the parameters; returns that of x. */
function pullBack(
  by: Spline,
  x: number,
  params: Row,
  { byZ, byLogSlope }: { readonly byZ: number; readonly byLogSlope: number },
  intoParams: Row,
): number {
  const bin = findBin(by, params, x, "x");
  const { index, x0, width, height, d0, d1 } = bin;
  const t = (x - x0) / width;
  const u = 1 - t;
  const { s, d, numerator, slopeNumerator } = at(bin, t);
  const byNumerator = (byZ * height) / d;
  const byD = (-byZ * height * numerator) / (d * d) - (2 * byLogSlope) / d;
  const bySlope = byLogSlope / slopeNumerator;
  const byS =
    (2 * byLogSlope) / s + byNumerator * t * t + byD * (1 - 2 * t * u) + bySlope * 2 * t * u;
  const byD0 = byNumerator * t * u + byD * t * u + bySlope * u * u;
  const byD1 = byD * t * u + bySlope * t * t;
  const byT =
    byNumerator * (2 * s * t + d0 * (1 - 2 * t)) +
    byD * (d0 + d1 - 2 * s) * (1 - 2 * t) +
    bySlope * (2 * d1 * t + 2 * s * (1 - 2 * t) - 2 * d0 * u);
  const byX = byT / width;
  const byHeight = (byZ * numerator) / d + byS / width;
  const byWidth = (-byS * s) / width - (byT * t) / width;

  const { bins, positivity } = by;
  addSharesGradient(
    by,
    params.subarray(0, bins),
    { index, below: -byX, own: byWidth },
    intoParams.subarray(0, bins),
  );
  addSharesGradient(
    by,
    params.subarray(bins, 2 * bins),
    { index, below: byZ, own: byHeight },
    intoParams.subarray(bins, 2 * bins),
  );
  const addSlope = (knot: number, gradient: number): void => {
    if (knot === 0 || knot === bins) return;
    const param = 2 * bins + knot - 1;
    intoParams[param] += gradient * positiveSlope(params[param], positivity);
  };
  addSlope(index, byD0);
  addSlope(index + 1, byD1);
  return byX;
}

/** From the gradient of the bin's start, which all bins below shift, and of its own length, to the logits'. */
function addSharesGradient(
  { bins, bound, positivity, logitScale }: Spline,
  logits: Row,
  { index, below, own }: { readonly index: number; readonly below: number; readonly own: number },
  into: Row,
): void {
  const isSoftplus = positivity === "softplus";
  const p = softmax(
    logits.map((v) => logitScale * (isSoftplus ? v : softClip(v, LOGIT_STEEPNESS))),
  );
  const free = isSoftplus ? 1 - MIN_POSITIVE * bins : 1;
  const byP = p.map((_, k) => 2 * bound * free * (k < index ? below : k === index ? own : 0));
  const mean = byP.reduce((sum, g, k) => sum + g * p[k], 0);
  for (let k = 0; k < bins; k++) {
    const slope = isSoftplus ? 1 : softClipSlope(logits[k], LOGIT_STEEPNESS);
    into[k] += p[k] * (byP[k] - mean) * logitScale * slope;
  }
}
