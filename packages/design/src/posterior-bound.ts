import { gatherRows } from "@retrodict/matrix";
import { logSumExp } from "@retrodict/stats";
import { estimate, mean } from "./estimate.ts";
import type { Evaluated } from "./evaluated.ts";
import { logPosteriorOf } from "./learn-experiment.ts";
import { splitByValidity } from "./simulate-experiment.ts";
import type { Estimate } from "./types.ts";

/**
 * E log q(theta | x) − E log p(theta) over rows that q was not learned from: below the information by the mean
 * divergence of q from the posterior (Barber & Agakov, "The IM algorithm", 2003). As q the mixture of the estimate with
 * a little of the belief is taken, so that no row counts less than the logarithm of that share: a few rows that the
 * estimate is badly wrong about would else rule the mean and its error. The posterior of a failure is the belief times p(failed | theta), normalised by the mean over the rows, whose error is of order one over their number.
 */
export async function posteriorBound({
  belief,
  fit,
  failures,
  fresh: { theta, x, valid },
}: Evaluated): Promise<Estimate> {
  const { kept, failed } = splitByValidity(valid);
  const terms = new Float64Array(theta.rows);
  if (fit) {
    const own = gatherRows(theta, kept);
    const logBelief = belief.logDensity(own);
    const logPosterior = await logPosteriorOf(fit, own, gatherRows(x, kept));
    kept.forEach((i, k) => (terms[i] = defended(logPosterior[k] - logBelief[k])));
  }
  const logFailing = failures.logFailing(theta);
  const logShare = logSumExp(logFailing) - Math.log(theta.rows);
  for (const i of failed) terms[i] = logFailing[i] - logShare;
  const pull = failed.length / theta.rows;
  const influence = terms.map((term, i) => term - pull * Math.exp(logFailing[i] - logShare));
  return estimate(mean(terms), [influence]);
}

/** Share of the belief in the mixture; costs as many nats at most. */
const SHARE = 1e-3;

/** The log-ratio to the belief of the mixture, from that of the estimate. */
const defended = (logRatio: number): number =>
  logSumExp([Math.log1p(-SHARE) + logRatio, Math.log(SHARE)]);
