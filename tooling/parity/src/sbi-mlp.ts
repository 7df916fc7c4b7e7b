/** sbi's plain ratio network: layers with layer normalisation (Ba, Kiros & Hinton 2016), and an output. */
import type { Tensor } from "@retrodict/tensor";
import { diagonal } from "./linear.ts";
import { ownNetwork } from "./own-estimators.ts";
import type { Reserver } from "./reserver.ts";
import { ofRatio } from "./standardizations.ts";
import { linear, values, type State } from "./state.ts";
import type { Architecture, Imported } from "./types.ts";

/** sbi's `mlp`. */
export function sbiMlp(architecture: Architecture, state: State): Imported {
  const { params, estimator } = ownNetwork(architecture, (into, target, context) => {
    const { dense, g } = into;
    const hidden = [0, 3].reduce(
      (h, i) =>
        rectifiedNormalization(
          into,
          state,
          `net.${i + 1}`,
          g.dense(h, dense(linear(state, `net.${i}`), "none")),
        ),
      g.concat(target, context),
    );
    return g.dense(hidden, dense(linear(state, "net.6"), "none"));
  });
  return {
    ...ofRatio(state),
    params,
    estimator: (engine) => Object.freeze({ ...estimator(engine), estimates: "log-ratio" }),
  };
}

/** torch adds it to the variance. */
const EPSILON = 1e-5;

/** relu(gain ∘ (h − mean(h)) / √(var(h) + ε) + bias), the mean and variance being over features. */
function rectifiedNormalization(
  { dense, g }: Reserver,
  state: State,
  name: string,
  h: Tensor,
): Tensor {
  const n = h.features;
  const repeated = (one: Tensor): Tensor =>
    g.gather(
      one,
      Array.from({ length: n }, () => 0),
    );
  const mean = (of: Tensor, plus: number): Tensor => g.scaleShift(g.sum(of), [1 / n], [plus]);
  const deviation = g.binary("subtract", h, repeated(mean(h, 0)));
  const logVariance = g.unary("log", mean(g.unary("square", deviation), EPSILON));
  const factor = g.unary("exp", g.scaleShift(logVariance, [-0.5], [0]));
  const normalized = g.binary("multiply", deviation, repeated(factor));
  const last = diagonal(values(state, `${name}.weight`), values(state, `${name}.bias`));
  return g.dense(normalized, dense(last, "relu"));
}
