/** Which algorithm, estimator and sampler is tried on which problem, and how close it must come. */
import {
  abcRejection,
  abcSmc,
  bnre,
  classifier,
  hmc,
  importance,
  maf,
  mdn,
  nsf,
  nuts,
  rejection,
  snle,
  snpe,
  snpeA,
  snpeB,
  snpeC,
  snpeCMixture,
  snreA,
  snreB,
  snreC,
  tempered,
  tsnpe,
  variational,
} from "retrodict";
import type { DifferentiableDistribution, InferenceAlgorithm } from "@retrodict/spec";
import { gaussianMixture, linearGaussian, linearGaussianInBox, twoMoons } from "./index.ts";
import type { Problem } from "./types.ts";

export interface Row {
  readonly name: string;
  readonly algorithm: (parts: { readonly prior: DifferentiableDistribution }) => InferenceAlgorithm;
  readonly problems: readonly Problem[];
  readonly rounds: number;
}

const small = { transforms: 2, hidden: 20 };
const density = {
  maf: maf(small),
  nsf: nsf({ ...small, bins: 6 }),
  mdn: mdn({ components: 4, hidden: 20 }),
};
const net = { hidden: 30 };
const gaussians = [linearGaussian, linearGaussianInBox];
const all = [...gaussians, gaussianMixture, twoMoons];
const row = (
  name: string,
  problems: Row["problems"],
  algorithm: Row["algorithm"],
  rounds = 1,
): Row => ({ name, problems, algorithm, rounds });

export const table: readonly Row[] = [
  row("snpe, maf", gaussians, ({ prior }) => snpe({ prior, estimator: density.maf })),
  row("snpe, mdn", gaussians, ({ prior }) => snpe({ prior, estimator: density.mdn })),
  row("snpe, nsf", all, ({ prior }) => snpe({ prior, estimator: density.nsf })),
  row(
    "snpeA, mdn",
    gaussians,
    ({ prior }) => snpeA({ prior, estimator: mdn({ components: 1 }) }),
    2,
  ),
  row("snpeB, maf", gaussians, ({ prior }) => snpeB({ prior, estimator: density.maf }), 2),
  row("snpeC, maf", gaussians, ({ prior }) => snpeC({ prior, estimator: density.maf }), 2),
  row("snpeC, nsf", [twoMoons], ({ prior }) => snpeC({ prior, estimator: density.nsf }), 2),
  row(
    "snpeC in closed form, mdn",
    gaussians,
    ({ prior }) => snpeCMixture({ prior, estimator: mdn({ components: 1, hidden: 20 }) }),
    2,
  ),
  row("tsnpe, maf", gaussians, ({ prior }) => tsnpe({ prior, estimator: density.maf }), 2),
  row("tsnpe, nsf", [twoMoons], ({ prior }) => tsnpe({ prior, estimator: density.nsf }), 2),
  row(
    "snle, maf, slice",
    [...gaussians, twoMoons],
    ({ prior }) => snle({ prior, estimator: density.maf }),
    2,
  ),
  row("snle, nsf, slice", [twoMoons], ({ prior }) => snle({ prior, estimator: density.nsf })),
  row("snle, mdn, slice", [...gaussians, gaussianMixture], ({ prior }) =>
    snle({ prior, estimator: density.mdn }),
  ),
  ...Object.entries({
    nuts: nuts(),
    hmc: hmc(),
    tempered: tempered(),
    importance: importance(),
    rejection: rejection(),
    variational: variational(),
  }).map(([name, sampler]) =>
    row(`snle, maf, ${name}`, [linearGaussianInBox], ({ prior }) =>
      snle({ prior, estimator: density.maf, sampler }),
    ),
  ),
  row("snreA", gaussians, ({ prior }) => snreA({ prior, estimator: classifier(net) })),
  row(
    "snreB",
    [...gaussians, gaussianMixture],
    ({ prior }) => snreB({ prior, estimator: classifier(net) }),
    2,
  ),
  row("snreC", gaussians, ({ prior }) => snreC({ prior, estimator: classifier(net) }), 2),
  row("snreB, nuts", gaussians, ({ prior }) =>
    snreB({ prior, estimator: classifier(net), sampler: nuts() }),
  ),
  row("bnre", gaussians, ({ prior }) => bnre({ prior, estimator: classifier(net) })),
  row("abcRejection", gaussians, abcRejection),
  row("abcSmc", gaussians, abcSmc, 4),
];
