import { gatherRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { ConditionalEstimator, EstimatorShape } from "@retrodict/spec";
import { check } from "./check.ts";
import { expectClose, expectSame, expectTrue } from "./expect.ts";
import { checkGradient } from "./gradient-check.ts";
import { problem } from "./problem.ts";
import type { Check, EstimatorSubject } from "./types.ts";

/** float32 sums of a few hundred terms, relative to scores of about one. */
const FLOAT32 = 2e-5;

/**
 * What any estimator of that shape promises: gradients, independence of rows, the same results from its
 * configuration, the same weights from the same stream, and a training session that does what its gradient says.
 */
export function estimatorChecks(
  subject: EstimatorSubject,
  shape: EstimatorShape,
): readonly Check[] {
  const estimator = subject.factory(shape);
  return [
    check("has the shape asked for", () => checkShape(estimator, shape)),
    check("starts from the same finite weights for the same stream", () => checkInit(estimator)),
    ...(["params", "target", "context"] as const).map((variable) =>
      check(`gradient to ${variable} equals finite differences`, () =>
        checkGradient(estimator, variable),
      ),
    ),
    check("a row's score does not depend on the other rows", () => checkRows(estimator)),
    check("NaN in a row makes that row's score NaN, and no other", () => checkNaN(estimator)),
    check("its configuration, as JSON, rebuilds it", () => checkConfig(subject, estimator)),
    check("scores are the same again", () => checkDeterminism(estimator)),
    ...(estimator.session === undefined
      ? []
      : [check("a training session steps as the gradient says", () => checkSession(estimator))]),
  ];
}

function checkShape(estimator: ConditionalEstimator, { targetDim, contextDim }: EstimatorShape) {
  expectSame(
    [estimator.shape.targetDim, estimator.shape.contextDim],
    [targetDim, contextDim],
    "shape",
  );
}

function checkInit(estimator: ConditionalEstimator): void {
  const params = estimator.init(stream("init"));
  expectSame([params.length], [estimator.paramCount], "length of init");
  expectTrue(
    params.every((w) => Number.isFinite(w)),
    "finite initial weights",
    "others",
  );
  expectSame(estimator.init(stream("init")), params, "init of the same stream");
}

function checkRows(estimator: ConditionalEstimator): void {
  const rows = 300;
  const { params, target, context } = problem(stream("rows"), estimator, rows);
  const together = estimator.score(params, target, context);
  for (const [first, count] of [
    [0, 1],
    [7, 3],
    [rows - 33, 33],
  ]) {
    const part = Uint32Array.from({ length: count }, (_, i) => first + i);
    const score = estimator.score(params, gatherRows(target, part), gatherRows(context, part));
    expectClose(score, together.slice(first, first + count), FLOAT32, "scores of a part");
  }
}

function checkNaN(estimator: ConditionalEstimator): void {
  const { params, target, context } = problem(stream("NaN"), estimator, 5);
  const clean = estimator.score(params, target, context).slice();
  target.data.fill(NaN, 0, target.cols);
  context.data.fill(NaN, 4 * context.cols);
  const score = estimator.score(params, target, context);
  expectSame(score, Float64Array.of(NaN, clean[1], clean[2], clean[3], NaN), "scores");
}

function checkConfig(subject: EstimatorSubject, estimator: ConditionalEstimator): void {
  const rebuilt = subject.fromConfig(JSON.parse(JSON.stringify(estimator.config)));
  const { params, target, context } = problem(stream("config"), estimator, 20);
  expectSame(
    rebuilt.score(params, target, context),
    estimator.score(params, target, context),
    "scores of the rebuilt estimator",
  );
}

function checkDeterminism(estimator: ConditionalEstimator): void {
  const { params, target, context } = problem(stream("again"), estimator, 20);
  const first = estimator.score(params, target, context).slice();
  const other = problem(stream("other"), estimator, 20);
  estimator.score(other.params, other.target, other.context);
  expectSame(estimator.score(params, target, context), first, "scores after others");
}

function checkSession(estimator: ConditionalEstimator): void {
  const rows = 20;
  const { params, target, context } = problem(stream("session"), estimator, rows);
  const session = estimator.session!(params, 32, { contextGradient: true, targetGradient: true });
  expectClose(
    session.score(target, context),
    estimator.score(params, target, context),
    FLOAT32,
    "scores of the session",
  );
  const cotangent = new Float64Array(rows).fill(-1 / rows);
  const gradient = new Float32Array(params.length);
  const byContext = { ...context, data: new Float64Array(context.data.length) };
  const byTarget = { ...target, data: new Float64Array(target.data.length) };
  const vjp = estimator.scoreVjp(params, target, context);
  vjp.pullback(cotangent, { params: gradient, context: byContext, target: byTarget });
  const norm = Math.hypot(...gradient);
  expectClose([session.backward(cotangent)], [norm], 1e-4 * (1 + norm), "gradient norm");
  expectClose(session.contextGradient().data, byContext.data, FLOAT32, "gradient of the context");
  expectClose(session.targetGradient().data, byTarget.data, FLOAT32, "gradient of the target");

  const learningRate = 1e-3;
  session.step({ learningRate, gradientScale: 1 });
  const stepped = session.params();
  gradient.forEach((g, i) => {
    // Adam's first step is the learning rate against the gradient's sign, wherever that is not tiny.
    if (Math.abs(g) < 1e-4) return;
    expectClose([stepped[i] - params[i]], [-learningRate * Math.sign(g)], 1e-5, `step ${i}`);
  });
}
