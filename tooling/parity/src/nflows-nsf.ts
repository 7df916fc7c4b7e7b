/** nflows' coupling spline flow as sbi builds it, which is our `nsf`: the same weights in the same order. */
import { nsf } from "@retrodict/nsf";
import { nflows } from "./nflows.ts";
import { residualLayers } from "./nflows-residual.ts";
import { flat, numbered, values, weightAndBias, type State } from "./state.ts";
import type { Architecture, Imported } from "./types.ts";

/** sbi's `nsf`. */
export function nflowsNsf(architecture: Architecture, state: State): Imported {
  const { layers, ...standardizations } = nflows(state);
  const conditioners = layers
    .filter((name) => state.has(`${name}.transform_features`))
    .map((name) => conditioner(state, `${name}.transform_net`));
  const [{ dense, blocks }] = conditioners;
  const hidden = values(state, `${dense[0]}.bias`).length;
  const { bins, bound } = architecture;
  return {
    ...standardizations,
    params: flat(layers.flatMap((name) => layerWeights(state, name))),
    estimator: (engine) =>
      nsf({ transforms: conditioners.length, blocks, hidden, bins, bound, engine })(architecture),
  };
}

const LU_PARTS = ["lower_entries", "upper_entries", "unconstrained_upper_diag", "bias"];

function layerWeights(state: State, name: string): Float64Array[] {
  if (state.has(`${name}.lower_entries`)) {
    return LU_PARTS.map((part) => values(state, `${name}.${part}`));
  }
  const { dense } = conditioner(state, `${name}.transform_net`);
  return dense.flatMap((layer) => weightAndBias(state, layer));
}

/** In one dimension sbi puts a plain network of the context in the place of nflows' residual one. */
function conditioner(state: State, name: string) {
  const plain = numbered(state, `${name}.spline_predictor.`);
  return plain.length === 0
    ? residualLayers(state, name)
    : { dense: plain.map((i) => `${name}.spline_predictor.${i}`), blocks: plain.length - 1 };
}
