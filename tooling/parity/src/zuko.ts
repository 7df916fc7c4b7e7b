/*
 * zuko's autoregressive flows: masked ReLU networks of (θ, x) in which dimension d sees those of lower rank in
 * an order that alternates. Here dimensions are put in that order, transformed, and put back.
 */
import { autoregressiveLayer, permutationLayer, type FlowLayer } from "@retrodict/nn";
import { transformParams, type Transform } from "@retrodict/tensor";
import { withInputs, withOutputs } from "./linear.ts";
import { ownFlow } from "./own-estimators.ts";
import type { Reserver } from "./reserver.ts";
import { centred, none, scaled } from "./standardizations.ts";
import { linear, numbered, type State } from "./state.ts";
import type { Architecture, Imported } from "./types.ts";

const MODULES = "net.transform.transforms.";
const EMBEDDING = "_embedding_net.0";

/** zuko's `MAF` and `NSF`, alone or with the standardisations that sbi adds. */
export function zuko(architecture: Architecture, state: State): Imported {
  const modules = numbered(state, MODULES).map((i) => `${MODULES}${i}`);
  const bySbi = state.has(`${EMBEDDING}._mean`);
  const flow = ownFlow(architecture, (into) =>
    modules.slice(bySbi ? 1 : 0).flatMap((module) => flowLayers(into, state, module, architecture)),
  );
  return {
    ...flow,
    target: bySbi
      ? scaled(state, `${modules[0]}.loc`, `${modules[0]}.scale`)
      : none(architecture.targetDim),
    context: bySbi
      ? centred(state, `${EMBEDDING}._mean`, `${EMBEDDING}._std`)
      : none(architecture.contextDim),
  };
}

function flowLayers(
  { dense }: Reserver,
  state: State,
  module: string,
  architecture: Architecture,
): readonly FlowLayer[] {
  const { targetDim, contextDim } = architecture;
  const transform = transformOf(architecture);
  const ranks = [...(state.get(`${module}.order`)?.data ?? [0])];
  const order = ranks.map((_, rank) => ranks.indexOf(rank));
  const context = Array.from({ length: contextDim }, (_, i) => i);
  // The network of a single dimension is one of the context alone.
  const inputs = state.has(`${module}.order`)
    ? [...context.map((i) => targetDim + i), ...order]
    : [...context, undefined];
  const perDim = transformParams(transform);
  const outputs = order.flatMap((d) => Array.from({ length: perDim }, (_, i) => d * perDim + i));

  const networks = numbered(state, `${module}.hyper.`).map((i) => `${module}.hyper.${i}`);
  const layers = networks.map((name, i) => {
    const isLast = i === networks.length - 1;
    const layer = i === 0 ? withInputs(linear(state, name), inputs) : linear(state, name);
    return dense(isLast ? withOutputs(layer, outputs) : layer, isLast ? "none" : "relu");
  });
  return [permutationLayer(order), autoregressiveLayer(layers, transform), permutationLayer(ranks)];
}

function transformOf({ bins, bound }: Architecture): Transform {
  const positivity = "soft-clipped";
  return bins === undefined || bound === undefined
    ? { kind: "affine", positivity }
    : { kind: "spline", positivity, bins, bound, logitScale: 1 };
}
