import { assert } from "@retrodict/check";
import { classifier } from "@retrodict/classifier";
import { maf } from "@retrodict/maf";
import { mdn } from "@retrodict/mdn";
import { nsf } from "@retrodict/nsf";
import type {
  ConditionalDensityEstimator,
  EstimatorFactory,
  EstimatorShape,
  RatioEstimator,
} from "@retrodict/spec";
import type { Engine, Graph } from "@retrodict/tensor";
import { benchedEngine } from "./engine.ts";

type Factory = EstimatorFactory<ConditionalDensityEstimator> | EstimatorFactory<RatioEstimator>;

const FACTORIES: Readonly<Record<string, (engine: Engine) => Factory>> = {
  maf: (engine) => maf({ engine }),
  nsf: (engine) => nsf({ engine }),
  "nsf-autoregressive": (engine) => nsf({ engine, form: "autoregressive" }),
  mdn: (engine) => mdn({ engine }),
  classifier: (engine) => classifier({ engine }),
};

export interface BenchedEstimator {
  readonly estimator: ConditionalDensityEstimator | RatioEstimator;
  /** The build that runs: `"baseline"` or `"relaxed"`. */
  readonly kernels: string;
  /** Weights in the dense layers of the graphs compiled so far, masked ones left out. */
  weightsUsed(): number;
}

/** An estimator by name on the WebAssembly engine, `kernels` being `auto`, `baseline` or `relaxed`. */
export function benchedEstimator(
  name: string,
  shape: EstimatorShape,
  kernels: string,
): BenchedEstimator {
  const factory = FACTORIES[name];
  assert(
    factory !== undefined,
    "name",
    "bench",
    `expected an estimator among ${Object.keys(FACTORIES).join(", ")}, got ${name}; pass one of those`,
  );
  const { engine, build } = benchedEngine(kernels);
  let weights = 0;
  const counting: Engine = {
    name: engine.name,
    compile(graph, options) {
      weights += weightsOf(graph);
      return engine.compile(graph, options);
    },
  };
  return {
    estimator: factory(counting)(shape),
    kernels: build,
    weightsUsed: () => weights,
  };
}

function weightsOf({ nodes }: Graph): number {
  return nodes.reduce((sum, node) => {
    if (node.op !== "dense") return sum;
    const { inputs, outputs, mask } = node.layer.weights;
    return sum + (mask ? mask.reduce((a, b) => a + b, 0) : inputs * outputs);
  }, 0);
}

/** `benchedEstimator` for what only densities do. */
export function benchedDensity(
  name: string,
  shape: EstimatorShape,
  kernels: string,
): BenchedEstimator & { readonly estimator: ConditionalDensityEstimator } {
  const benched = benchedEstimator(name, shape, kernels);
  const { estimator } = benched;
  assert(
    estimator.estimates === "log-density",
    "name",
    "bench",
    () => `expected an estimator of densities, got ${name}; choose another`,
  );
  return { ...benched, estimator };
}
