/** Two curved modes, whose density is known: what splines learn of it, and scaling and shifting cannot. */
import { maf } from "@retrodict/maf";
import { gatherRows, matrix } from "@retrodict/matrix";
import { train } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { ConditionalDensityEstimator, Loss, Matrix, Rng } from "@retrodict/spec";
import { expect, test } from "vitest";
import { nsf } from "./index.ts";

const SPREAD = 0.3;
const TRAINING_ROWS = 4000;
const HELD_OUT = 4000;
/** Nats that 4000 training rows are allowed to leave unlearned. */
const MARGIN = 0.05;

interface Draws {
  readonly target: Matrix;
  readonly context: Matrix;
  readonly logDensity: Float64Array;
}

/** Given x, a ~ ½ N(−m, s²) + ½ N(m, s²) with m = 1 + x / 4, and then b ~ N(a² / 2 − 1, s²). */
function curvedModes(rng: Rng, rows: number): Draws {
  const target = matrix(rows, 2);
  const context = matrix(rows, 1);
  const logDensity = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const x = rng.normal();
    const mode = 1 + x / 4;
    const a = (rng.uniform() < 0.5 ? -mode : mode) + SPREAD * rng.normal();
    const ridge = a ** 2 / 2 - 1;
    const b = ridge + SPREAD * rng.normal();
    context.data[i] = x;
    target.data.set([a, b], 2 * i);
    logDensity[i] =
      Math.log((normalDensity(a - mode) + normalDensity(a + mode)) / 2) +
      Math.log(normalDensity(b - ridge));
  }
  return { target, context, logDensity };
}

function normalDensity(deviation: number): number {
  return Math.exp(-((deviation / SPREAD) ** 2) / 2) / (SPREAD * Math.sqrt(2 * Math.PI));
}

/** Mean of true minus learned log-density over held-out rows, and its standard error. */
async function gap(estimator: ConditionalDensityEstimator) {
  const rows = curvedModes(stream("training"), TRAINING_ROWS);
  const loss: Loss = {
    pairs: (_rng, picked) => ({
      target: gatherRows(rows.target, picked),
      context: gatherRows(rows.context, picked),
    }),
    grade(_pairs, score, cotangent) {
      cotangent.fill(-1 / score.length);
      return -score.reduce((sum, s) => sum + s, 0) / score.length;
    },
  };
  const options = { epochs: 60 };
  const { params } = await train(stream("weights"), estimator, loss, TRAINING_ROWS, options);
  const fresh = curvedModes(stream("held out"), HELD_OUT);
  const score = estimator.score(params, fresh.target, fresh.context);
  const missing = fresh.logDensity.map((truth, i) => truth - score[i]);
  const mean = missing.reduce((sum, v) => sum + v, 0) / HELD_OUT;
  const variance = missing.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (HELD_OUT - 1);
  return { mean, error: Math.sqrt(variance / HELD_OUT) };
}

test("splines come close to two curved modes, where affine maps of the same size do not", async () => {
  const shape = { targetDim: 2, contextDim: 1 };
  const small = { transforms: 3, hidden: 20 };
  const affine = await gap(maf(small)(shape));
  const splines = [
    nsf({ ...small, bins: 8 }),
    nsf({ ...small, bins: 8, form: "autoregressive" }),
    maf({ ...small, bins: 8, transform: "spline" }),
  ];
  for (const factory of splines) {
    const { mean, error } = await gap(factory(shape));
    expect(mean).toBeGreaterThan(-3 * error); // nothing beats the truth
    expect(mean).toBeLessThan(MARGIN + 3 * error);
    expect(affine.mean - mean).toBeGreaterThan(3 * (affine.error + error));
  }
}, 30_000);
