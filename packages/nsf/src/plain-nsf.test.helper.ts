/*
 * The flow written plainly, one row in float64: what the engine's answer is compared with. It reads the weights
 * of the coupling form from a cursor of its own, so it pins their order.
 */
import { madeLayers } from "@retrodict/nn";
import { plainDense, plainSpline } from "@retrodict/nn/testing";
import { graph, type Activation, type DenseLayer } from "@retrodict/tensor";
import type { NsfConfig } from "./config.ts";

export interface PlainFlow {
  readonly latent: readonly number[];
  readonly logDensity: number;
}

/** Latent and log-density of one row. */
export function plainNsf(
  config: NsfConfig,
  params: Float32Array,
  target: ArrayLike<number>,
  context: ArrayLike<number>,
): PlainFlow {
  const { targetDim, bins, bound, hidden, form } = config;
  const spline = {
    kind: "spline",
    positivity: "softplus",
    bins,
    bound,
    logitScale: 1 / Math.sqrt(hidden),
  } as const;
  let latent = Array.from(target);
  let logDensity = 0;
  let offset = 0;
  const take = (inputs: number, outputs: number, activation: Activation = "none"): DenseLayer => {
    const weights = { offset, inputs, outputs };
    offset += outputs * (inputs + 1);
    return { weights, activation, residual: false };
  };
  const bend = (d: number, raw: readonly number[]): void => {
    const { z, logSlope } = plainSpline(latent[d], raw, spline);
    latent[d] = z;
    logDensity += logSlope;
  };
  const count = 3 * bins - 1;
  for (let t = 0; t < config.transforms; t++) {
    if (form === "autoregressive") {
      if (t > 0) latent.reverse();
      const layers = madeLayers(graph(), { ...config, outputs: count });
      let raw = [...Array.from(context), ...latent];
      for (const layer of layers) {
        const { inputs, outputs } = layer.weights;
        const { weights } = take(inputs, outputs);
        raw = plainDense(params, { ...layer, weights: { ...layer.weights, ...weights } }, raw);
      }
      for (let d = 0; d < targetDim; d++) bend(d, raw.slice(d * count, (d + 1) * count));
    } else {
      const moved = latent.map((_, d) => d).filter((d) => targetDim === 1 || d % 2 === t % 2);
      const kept = latent.filter((_, d) => !moved.includes(d));
      const raw = conditioner(config, take, params, [...kept, ...Array.from(context)], {
        context: Array.from(context),
        outputs: count * moved.length,
      });
      moved.forEach((d, i) => bend(d, raw.slice(i * count, (i + 1) * count)));
    }
    if (targetDim > 1) {
      const linear = plainLu(params.subarray(offset), latent);
      offset += targetDim * (targetDim + 1);
      latent = linear.value;
      logDensity += linear.logDet;
    }
  }
  for (const z of latent) logDensity -= z ** 2 / 2 + Math.log(2 * Math.PI) / 2;
  return { latent, logDensity };
}

function conditioner(
  { targetDim, contextDim, hidden, blocks }: NsfConfig,
  take: (inputs: number, outputs: number, activation?: Activation) => DenseLayer,
  params: Float32Array,
  input: readonly number[],
  { context, outputs }: { readonly context: readonly number[]; readonly outputs: number },
): number[] {
  const apply = (layer: DenseLayer, v: readonly number[]) => plainDense(params, layer, v);
  let h = [...input];
  if (targetDim === 1) {
    for (let b = 0; b < blocks; b++) h = apply(take(h.length, hidden, "relu"), h);
    return apply(take(h.length, outputs), h);
  }
  h = apply(take(input.length, hidden), h);
  for (let b = 0; b < blocks; b++) {
    const positive = h.map((v) => Math.max(0, v));
    const inner = apply(take(hidden, hidden, "relu"), positive);
    const added = apply(take(hidden, hidden), inner);
    const gate = apply(take(contextDim, hidden), context);
    h = h.map((v, i) => v + added[i] / (1 + Math.exp(-gate[i])));
  }
  return apply(take(hidden, outputs), h);
}

/** L U x + b with full matrices; the weights are the entries of L, of U, the diagonal of U, b. */
function plainLu(weights: Float32Array, x: readonly number[]) {
  const entries = weights[Symbol.iterator]();
  const next = (): number => entries.next().value!;
  const lower = x.map((_, i) => x.map((__, j) => (j < i ? next() : Number(i === j))));
  const upper = x.map((_, i) => x.map((__, j) => (j > i ? next() : 0)));
  const diagonal = x.map(() => 1e-3 + Math.log1p(Math.exp(next())));
  diagonal.forEach((v, i) => (upper[i][i] = v));
  return {
    value: times(lower, times(upper, x)).map((v) => v + next()),
    logDet: diagonal.reduce((sum, v) => sum + Math.log(v), 0),
  };
}

function times(m: readonly number[][], v: readonly number[]): number[] {
  return m.map((entries) => entries.reduce((sum, entry, j) => sum + entry * v[j], 0));
}
