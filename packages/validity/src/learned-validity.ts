import { assertMatrix } from "@retrodict/check";
import { matrix, row } from "@retrodict/matrix";
import { fixedScorer, spaceSlopes, toSpace, type FixedScorer } from "@retrodict/neural-fit";
import type { Matrix, RatioEstimator } from "@retrodict/spec";
import { logOddsOnLine } from "./logistic-line.ts";
import type { Validity, ValidityArtifact, ValidityNetwork } from "./types.ts";
import { softplus } from "./softplus.ts";
import { noContext } from "./validity-loss.ts";

/** The validity that an artifact is the data of; `estimator` is that of its network. */
export function learnedValidity(artifact: ValidityArtifact, estimator?: RatioEstimator): Validity {
  const { network } = artifact;
  if (network === null || estimator === undefined) return constantValidity(artifact);
  const scorer = fixedScorer(estimator, network.params, { targetGradient: true });
  const logOdds = (theta: Matrix): Float64Array => {
    assertTheta(theta, artifact);
    return logOddsOf(network, scorer, theta);
  };
  return Object.freeze<Validity>({
    artifact,
    history: network.history,
    warnings: [],
    logOdds,
    logProbability: (theta) => logOdds(theta).map((value) => -softplus(-value)),
    logProbabilityGrad(theta) {
      assertTheta(theta, artifact);
      return gradientOf(network, scorer, theta);
    },
  });
}

function logOddsOf(
  { theta: space, line }: ValidityNetwork,
  scorer: FixedScorer,
  theta: Matrix,
): Float64Array {
  const seen = toSpace(theta, space);
  const score = scorer.score(seen, noContext(theta.rows));
  return logOddsOnLine(seen, line).map((value, i) =>
    isWithin(seen, i) ? value + score[i] : -Infinity,
  );
}

/** d log σ(l) / d theta = (1 − σ(l)) · dl / d seen · d seen / d theta, parameter by parameter. */
function gradientOf(
  { theta: space, line }: ValidityNetwork,
  scorer: FixedScorer,
  theta: Matrix,
): ReturnType<Validity["logProbabilityGrad"]> {
  const seen = toSpace(theta, space);
  const { score, target: bySeen } = scorer.gradients(seen, noContext(theta.rows));
  const slopes = spaceSlopes(theta, space);
  const onLine = logOddsOnLine(seen, line);
  const logProbability = new Float64Array(theta.rows).fill(-Infinity);
  const grad = matrix(theta.rows, theta.cols);
  for (let i = 0; i < theta.rows; i++) {
    if (!isWithin(seen, i)) continue;
    const logOdds = onLine[i] + score[i];
    logProbability[i] = -softplus(-logOdds);
    const rest = 1 / (1 + Math.exp(logOdds));
    const own = row(bySeen, i).map((by, j) => rest * (line.slopes[j] + by) * row(slopes, i)[j]);
    row(grad, i).set(own);
  }
  return { logProbability, grad };
}

/** Beyond an edge nothing finite is seen. */
function isWithin(seen: Matrix, i: number): boolean {
  return row(seen, i).every((value) => Number.isFinite(value));
}

function constantValidity(artifact: ValidityArtifact): Validity {
  const share = shareOf(artifact);
  const everywhere = (value: number) => (theta: Matrix) => {
    assertTheta(theta, artifact);
    return new Float64Array(theta.rows).fill(value);
  };
  const logProbability = everywhere(Math.log(share));
  return Object.freeze<Validity>({
    artifact,
    warnings: share === 1 ? [] : [tooFew(artifact)],
    logOdds: everywhere(Math.log(share / (1 - share))),
    logProbability,
    logProbabilityGrad: (theta) => ({
      logProbability: logProbability(theta),
      grad: matrix(theta.rows, theta.cols),
    }),
  });
}

/** 1 where all are valid, never 0. */
function shareOf({ counts: { valid, invalid } }: ValidityArtifact): number {
  return invalid === 0 ? 1 : (valid + 0.5) / (valid + invalid + 1);
}

function tooFew(artifact: ValidityArtifact): string {
  const { valid, invalid } = artifact.counts;
  return `Only ${Math.min(valid, invalid)} of ${valid + invalid} simulations were ${valid < invalid ? "valid" : "invalid"}, too few to learn where they are: the probability of a valid one is taken to be ${shareOf(artifact).toPrecision(3)} everywhere; simulate more.`;
}

function assertTheta(theta: Matrix, { dim }: ValidityArtifact): void {
  assertMatrix(theta, { cols: dim }, "theta", "validity");
}
