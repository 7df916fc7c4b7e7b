/** sbi's mixture density network, whose four heads become one layer with the order of `mixtureLogDensity`. */
import type { Mixture } from "@retrodict/tensor";
import { stacked, withOutputs } from "./linear.ts";
import { ownNetwork } from "./own-estimators.ts";
import { centred } from "./standardizations.ts";
import { linear, numbered, type Linear, type State } from "./state.ts";
import type { Architecture, Imported } from "./types.ts";

const HIDDEN = "net._hidden_net.";

/** sbi's `mdn`. */
export function sbiMdn(architecture: Architecture, state: State): Imported {
  const { targetDim, components = 1 } = architecture;
  const mixture: Mixture = { components, covariance: "full", minDiagonal: 0 };
  const { params, estimator } = ownNetwork(architecture, ({ g, dense }, target, context) => {
    const hidden = numbered(state, HIDDEN).reduce(
      (h, i) => g.dense(h, dense(linear(state, `${HIDDEN}${i}`), "relu")),
      context,
    );
    const parameters = g.dense(hidden, dense(head(state, components, targetDim), "none"));
    return g.mixtureLogDensity(target, parameters, mixture);
  });
  return {
    target: centred(state, "_transform_shift", "_transform_scale"),
    context: centred(state, "_embedding_net.0._mean", "_embedding_net.0._std"),
    params,
    estimator: (engine) =>
      Object.freeze({
        ...estimator(engine),
        estimates: "log-density",
        condition: () => {
          throw new Error("not sampled");
        },
      }),
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
