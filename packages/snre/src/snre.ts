import { assertCount, assertPositive, assertRange } from "@retrodict/check";
import type { Citation, InferenceAlgorithm } from "@retrodict/spec";
import { binaryLoss } from "./binary-loss.ts";
import { choiceLoss } from "./choice-loss.ts";
import { contrastiveLoss, type ContrastiveOptions } from "./contrastive-loss.ts";
import { ratioEstimation, type SnreOptions } from "./ratio-estimation.ts";
import type { SnreFit } from "./types.ts";

/** Contrasts are drawn from the simulations, of which a fit may have as few as 20. */
const MOST_CONTRASTS = 19;

export type SnreBOptions = SnreOptions & {
  /** Theta among which the one that made x is to be found, 2 to 20; 10 by default. */
  readonly atoms?: number;
};

/** `classes`, 1 to 19, is 5 by default; `gamma` is 1. */
export type SnreCOptions = SnreOptions & Partial<ContrastiveOptions>;

export type BnreOptions = SnreOptions & {
  /** Weight of the balance; 100 by default. */
  readonly lambda?: number;
};

const binary: Citation = {
  title: "Likelihood-free MCMC with amortized approximate ratio estimators",
  authors: "Hermans, J., Begy, V. and Louppe, G.",
  year: 2020,
  url: "https://arxiv.org/abs/1903.04057",
};

/** A binary classifier of pairs: log p(x | theta) − log p(x). */
export function snreA(options: SnreOptions): InferenceAlgorithm<SnreFit> {
  return ratioEstimation(
    {
      name: "snreA",
      citations: [binary],
      ratio: "normalized",
      loss: (simulations) => binaryLoss(simulations, 0),
    },
    options,
  );
}

/** A choice among several theta: log p(x | theta) up to a function of x, which no posterior depends on. */
export function snreB({ atoms = 10, ...options }: SnreBOptions): InferenceAlgorithm<SnreFit> {
  assertRange(atoms, 2, MOST_CONTRASTS + 1, "atoms", "snre");
  assertCount(atoms, "atoms", "snre");
  return ratioEstimation(
    {
      name: "snreB",
      citations: [
        {
          title: "On contrastive learning for likelihood-free inference",
          authors: "Durkan, C., Murray, I. and Papamakarios, G.",
          year: 2020,
          url: "https://arxiv.org/abs/2002.03712",
        },
      ],
      ratio: "up-to-constant",
      loss: (simulations) => choiceLoss(simulations, atoms),
    },
    options,
  );
}

/** A choice among several theta or none of them: log p(x | theta) − log p(x), from more contrasts than `snreA`. */
export function snreC({
  classes = 5,
  gamma = 1,
  ...options
}: SnreCOptions): InferenceAlgorithm<SnreFit> {
  assertRange(classes, 1, MOST_CONTRASTS, "classes", "snre");
  assertCount(classes, "classes", "snre");
  assertPositive(gamma, "gamma", "snre");
  return ratioEstimation(
    {
      name: "snreC",
      citations: [
        {
          title: "Contrastive neural ratio estimation",
          authors: "Miller, B. K., Weniger, C. and Forré, P.",
          year: 2022,
          url: "https://arxiv.org/abs/2210.06170",
        },
      ],
      ratio: "normalized",
      loss: (simulations) => contrastiveLoss(simulations, { classes, gamma }),
    },
    options,
  );
}

/** `snreA` held to balanced classes, which keeps posteriors from being too narrow; too wide they may be. */
export function bnre({ lambda = 100, ...options }: BnreOptions): InferenceAlgorithm<SnreFit> {
  assertPositive(lambda, "lambda", "snre");
  return ratioEstimation(
    {
      name: "bnre",
      citations: [
        binary,
        {
          title:
            "Towards reliable simulation-based inference with balanced neural ratio estimation",
          authors: "Delaunoy, A., Hermans, J., Rozet, F., Wehenkel, A. and Louppe, G.",
          year: 2022,
          url: "https://arxiv.org/abs/2208.13624",
        },
      ],
      ratio: "normalized",
      loss: (simulations) => binaryLoss(simulations, lambda),
    },
    options,
  );
}
