import { madeLayers } from "@retrodict/nn";
import { plainDense, plainSpline } from "@retrodict/nn/testing";
import { graph } from "@retrodict/tensor";
import type { MafConfig } from "./config.ts";

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
  const outputs = config.bins === undefined ? 2 : 3 * config.bins - 1;
  for (let t = 0; t < config.transforms; t++) {
    const layers = madeLayers(g, { ...config, outputs });
    if (t > 0) h.reverse();
    const conditioner = layers.reduce(
      (v, layer) => plainDense(params, layer, v),
      [...context, ...h],
    );
    h = h.map((v, d) => {
      const { z, logSlope } = plainTransform(
        config,
        v,
        conditioner.slice(d * outputs, (d + 1) * outputs),
      );
      logDensity += logSlope;
      return z;
    });
  }
  for (const z of h) logDensity -= z ** 2 / 2 + Math.log(2 * Math.PI) / 2;
  return { latent: h, logDensity };
}

function plainTransform({ bins, bound, hidden }: MafConfig, v: number, raw: readonly number[]) {
  if (bins !== undefined && bound !== undefined) {
    const logitScale = 1 / Math.sqrt(hidden);
    return plainSpline(v, raw, { kind: "spline", positivity: "softplus", bins, bound, logitScale });
  }
  const scale = Math.log1p(Math.exp(raw[1])) + 1e-3;
  return { z: scale * v + raw[0], logSlope: Math.log(scale) };
}
