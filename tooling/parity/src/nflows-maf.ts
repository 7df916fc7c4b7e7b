/*
 * nflows' masked autoregressive flows. Their networks start as tanh(W θ + tanh(C x + c) + b); tanh(C x + c) is
 * computed first here and takes the context's place, so that the rest is a chain of masked layers.
 */
import { autoregressiveLayer, permutationLayer, type FlowLayer } from "@retrodict/nn";
import type { Transform } from "@retrodict/tensor";
import { addedTo, withOutputs } from "./linear.ts";
import { nflows } from "./nflows.ts";
import { ownFlow } from "./own-estimators.ts";
import type { Reserver } from "./reserver.ts";
import { linear, numbered, values, type Linear, type State } from "./state.ts";
import type { Architecture, Imported } from "./types.ts";

/** sbi's `maf` and `maf_rqs`. */
export function nflowsMaf(architecture: Architecture, state: State): Imported {
  const { layers, ...standardizations } = nflows(state);
  const transform = transformOf(architecture);
  const flow = ownFlow(architecture, (into) =>
    layers.map((name) =>
      state.has(`${name}._permutation`)
        ? permutationLayer([...values(state, `${name}._permutation`)])
        : maskedLayer(into, state, `${name}.autoregressive_net`, transform),
    ),
  );
  return { ...standardizations, ...flow };
}

/** nflows divides the logits of a spline only where the network says how wide it is; this one does not. */
function transformOf({ bins, bound }: Architecture): Transform {
  const positivity = "softplus";
  return bins === undefined || bound === undefined
    ? { kind: "affine", positivity }
    : { kind: "spline", positivity, bins, bound, logitScale: 1 };
}

function maskedLayer(
  { dense, g }: Reserver,
  state: State,
  name: string,
  transform: Transform,
): FlowLayer {
  const embed = dense(linear(state, `${name}.context_layer`), "tanh");
  const output = linear(state, `${name}.final_layer`);
  const layers = [
    dense(addedTo(linear(state, `${name}.initial_layer`)), "tanh"),
    ...numbered(state, `${name}.blocks.`).map((block) =>
      dense(linear(state, `${name}.blocks.${block}.linear`), "tanh"),
    ),
    dense(transform.kind === "affine" ? shiftFirst(output) : output, "none"),
  ];
  const layer = autoregressiveLayer(layers, transform);
  return Object.freeze<FlowLayer>({
    forward: (_, value, context) => layer.forward(g, value, g.dense(context, embed)),
    inverse: (_, latent, context) => layer.inverse(g, latent, g.dense(context, embed)),
  });
}

/** nflows gives each dimension its scale before its shift. */
function shiftFirst(output: Linear): Linear {
  return withOutputs(
    output,
    Array.from({ length: output.outputs }, (_, o) => o ^ 1),
  );
}
