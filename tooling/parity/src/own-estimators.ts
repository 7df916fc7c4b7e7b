/** Estimators of architectures that none of our packages has. */
import { flowEstimator, graphEstimator, type FlowLayer } from "@retrodict/nn";
import type { ConditionalEstimator } from "@retrodict/spec";
import { graph, type Engine, type Tensor } from "@retrodict/tensor";
import { reserver, type Reserver } from "./reserver.ts";
import type { Architecture, Imported } from "./types.ts";

type Network = Pick<Imported, "params" | "estimator">;

/** The flow of these layers, which reserve and read their weights. */
export function ownFlow(
  architecture: Architecture,
  layers: (into: Reserver) => readonly FlowLayer[],
): Network {
  const params: number[] = [];
  layers(reserver(graph(), params));
  return {
    params: Float32Array.from(params),
    estimator: (engine) =>
      flowEstimator({
        ...described(architecture),
        engine,
        // The same layers reserve the same weights in the same order.
        flow: (g) => layers(reserver(g, [])),
      }),
  };
}

/** What scores pairs by the network that `score` builds of (target, context). */
export function ownNetwork(
  architecture: Architecture,
  score: (into: Reserver, target: Tensor, context: Tensor) => Tensor,
): { readonly params: Float32Array; estimator(engine: Engine): ConditionalEstimator } {
  const { targetDim, contextDim } = architecture;
  const g = graph();
  const values: number[] = [];
  const target = g.input("target", targetDim);
  const built = g.build([score(reserver(g, values), target, g.input("context", contextDim))]);
  const params = Float32Array.from(values);
  const init = () => params.slice();
  return {
    params,
    estimator: (engine) =>
      graphEstimator({ ...described(architecture), graph: built, engine, init }).estimator,
  };
}

const described = (architecture: Architecture) => ({
  source: "parity",
  shape: architecture,
  config: { ...architecture, kind: architecture.case },
});
