/** sbi's default ratio network, which is our residual `classifier`: the same weights in the same order. */
import { classifier } from "@retrodict/classifier";
import { residualLayers } from "./nflows-residual.ts";
import { ofRatio } from "./standardizations.ts";
import { flat, values, weightAndBias, type State } from "./state.ts";
import type { Architecture, Imported } from "./types.ts";

/** sbi's `resnet`. */
export function sbiResnet(architecture: Architecture, state: State): Imported {
  const { dense, blocks } = residualLayers(state, "net");
  const hidden = values(state, `${dense[0]}.bias`).length;
  return {
    ...ofRatio(state),
    params: flat(dense.flatMap((layer) => weightAndBias(state, layer))),
    estimator: (engine) => classifier({ blocks, hidden, engine })(architecture),
  };
}
