/* What the tests of this package share. */
import { matrix } from "@retrodict/matrix";
import { madeLayers } from "@retrodict/nn";
import type { ConditionalDensityEstimator, Matrix, Rng } from "@retrodict/spec";
import { graph, type DenseLayer } from "@retrodict/tensor";
import type { MafConfig } from "./config.ts";

/** Weights away from the identity the flow starts as. */
export function roughWeights(rng: Rng, estimator: ConditionalDensityEstimator): Float32Array {
  return estimator.init(rng).map((w) => w + 0.1 * rng.normal());
}

export function normals(rng: Rng, rows: number, cols: number): Matrix {
  const out = matrix(rows, cols);
  for (let i = 0; i < out.data.length; i++) out.data[i] = rng.normal();
  return out;
}

/** The flow as its paper writes it, one row in float64: what the engine's answer is compared with. */
export function plainFlow(
  config: MafConfig,
  params: Float32Array,
  target: Float64Array,
  context: Float64Array,
): { readonly latent: number[]; readonly logDensity: number } {
  let h = [...target];
  let logDensity = 0;
  const g = graph();
  for (let t = 0; t < config.transforms; t++) {
    const layers = madeLayers(g, { ...config, outputs: 2 });
    if (t > 0) h.reverse();
    const conditioner = layers.reduce(
      (v, layer) => plainDense(params, layer, v),
      [...context, ...h],
    );
    h = h.map((v, d) => {
      const scale = Math.log1p(Math.exp(conditioner[2 * d + 1])) + 1e-3;
      logDensity += Math.log(scale);
      return scale * v + conditioner[2 * d];
    });
  }
  for (const z of h) logDensity -= z ** 2 / 2 + Math.log(2 * Math.PI) / 2;
  return { latent: h, logDensity };
}

function plainDense(
  params: Float32Array,
  { weights, activation, residual }: DenseLayer,
  input: number[],
): number[] {
  const { offset, inputs, outputs, mask } = weights;
  return Array.from({ length: outputs }, (_, o) => {
    let sum = params[offset + outputs * inputs + o];
    for (let i = 0; i < inputs; i++) {
      if (mask?.[o * inputs + i] !== 0) sum += params[offset + o * inputs + i] * input[i];
    }
    return (activation === "tanh" ? Math.tanh(sum) : sum) + (residual ? input[o] : 0);
  });
}
