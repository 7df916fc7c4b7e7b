/** sbi's mixture density network, which is our `mdn` with its four heads as one layer. */
import { mdn } from "@retrodict/mdn";
import { stacked, withOutputs } from "./linear.ts";
import { centred } from "./standardizations.ts";
import { flat, linear, numbered, type Linear, type State } from "./state.ts";
import type { Architecture, Imported } from "./types.ts";

const HIDDEN = "net._hidden_net.";

/** sbi's `mdn`. */
export function sbiMdn(architecture: Architecture, state: State): Imported {
  const { targetDim, components = 1 } = architecture;
  const layers = numbered(state, HIDDEN).map((i) => linear(state, `${HIDDEN}${i}`));
  const all = [...layers, head(state, components, targetDim)];
  const hidden = layers[0].outputs;
  // sbi adds a constant to the precision where ours adds one to its factor; the fixtures have neither.
  const options = { components, hidden, layers: layers.length, minDiagonal: 0 };
  return {
    target: centred(state, "_transform_shift", "_transform_scale"),
    context: centred(state, "_embedding_net.0._mean", "_embedding_net.0._std"),
    params: flat(all.flatMap(({ weight, bias }) => [weight, bias])),
    estimator: (engine) => mdn({ ...options, engine })(architecture),
  };
}

/** Logits, then component by component its mean, its diagonal and its upper entries. */
function head(state: State, components: number, dim: number): Linear {
  const upper = dim === 1 ? [] : ["_upper_layer"];
  const parts = ["_means_layer", "_unconstrained_diagonal_layer", ...upper].map((name) =>
    linear(state, `net.${name}`),
  );
  const starts = parts.map((_, i) =>
    parts.slice(0, i).reduce((total, { outputs }) => total + outputs, components),
  );
  const order = Array.from({ length: components }, (_, k) => k);
  for (let k = 0; k < components; k++) {
    for (const [i, { outputs }] of parts.entries()) {
      const each = outputs / components;
      for (let j = 0; j < each; j++) order.push(starts[i] + k * each + j);
    }
  }
  return withOutputs(stacked([linear(state, "net._logits_layer"), ...parts]), order);
}
