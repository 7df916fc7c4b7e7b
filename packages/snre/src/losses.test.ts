import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Loss } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { binaryLoss } from "./binary-loss.ts";
import { choiceLoss } from "./choice-loss.ts";
import { contrastiveLoss } from "./contrastive-loss.ts";

const ROWS = 30;
const column = (from: number): Float64Array =>
  Float64Array.from({ length: ROWS }, (_, i) => from + i);
/** Row i has theta i and x 100 + i, so that pairs tell where they come from. */
const simulations = { theta: matrix(ROWS, 1, column(0)), x: matrix(ROWS, 1, column(100)) };

const losses: readonly (readonly [name: string, loss: Loss, scores: number])[] = [
  ["A", binaryLoss(simulations, 0), 2],
  ["balanced", binaryLoss(simulations, 100), 2],
  ["B", choiceLoss(simulations, 5), 5],
  ["C", contrastiveLoss(simulations, { classes: 3, gamma: 1 }), 6],
  ["C, gamma 0.2", contrastiveLoss(simulations, { classes: 2, gamma: 0.2 }), 4],
];

const nothing = { target: matrix(0, 1), context: matrix(0, 1) };

const graded = (loss: Loss, score: Float64Array) => {
  const cotangent = new Float64Array(score.length).fill(NaN);
  return { value: loss.grade(nothing, score, cotangent), cotangent };
};

describe.each(losses)("loss %s", (_name, loss, scores) => {
  const rng = stream("scores");
  const score = new Float64Array(4 * scores).map(() => 3 * rng.normal());

  test("has the gradient of its value", () => {
    const { cotangent } = graded(loss, score);
    const h = 1e-5;
    cotangent.forEach((c, at) => {
      const along = (step: number) => graded(loss, score.with(at, score[at] + step)).value;
      expect(c).toBeCloseTo((along(h) - along(-h)) / (2 * h), 7);
    });
  });

  test("is a mean: the same scores twice over give the same loss", () => {
    const twice = new Float64Array(2 * score.length);
    twice.set(score);
    twice.set(score, score.length);
    expect(graded(loss, twice).value).toBeCloseTo(graded(loss, score).value, 12);
  });

  test("survives certain networks", () => {
    const certain = score.map((s) => 1e4 * s);
    const { value, cotangent } = graded(loss, certain);
    expect(Number.isFinite(value) && cotangent.every(Number.isFinite)).toBe(true);
  });

  test("says how other threads make it", async () => {
    const { module, name, args } = structuredClone(loss.recipe!);
    const made = (await import(module)) as Record<string, (...args: readonly unknown[]) => Loss>;
    const again = made[name](...args);
    const rows = Uint32Array.of(3, 1, 4, 15, 9, 26);
    expect(again.pairs(stream(1), rows)).toEqual(loss.pairs(stream(1), rows));
    expect(graded(again, score)).toEqual(graded(loss, score));
  });

  test.each([
    ["a batch", Uint32Array.from({ length: 12 }, (_, i) => (7 * i) % ROWS)],
    ["a batch of one", Uint32Array.of(3)],
    [
      "a batch of as many rows as there are contrasts",
      Uint32Array.from({ length: 4 }, (_, i) => i),
    ],
  ])(
    "of %s pairs every x with its own theta first, then with others, none twice",
    (_size, rows) => {
      const { target, context } = loss.pairs(stream(2), rows);
      expect(target.rows).toBe(rows.length * scores);
      rows.forEach((own, i) => {
        const thetas = [...target.data.subarray(i * scores, (i + 1) * scores)];
        const draws =
          loss.recipe!.name === "contrastiveLoss"
            ? [thetas.slice(0, scores / 2), [own, ...thetas.slice(scores / 2)]]
            : [thetas];
        for (const draw of draws) {
          expect(draw[0]).toBe(own);
          expect(new Set(draw).size).toBe(draw.length);
          if (rows.length > scores) expect(draw.every((theta) => rows.includes(theta))).toBe(true);
        }
        expect([...context.data.subarray(i * scores, (i + 1) * scores)]).toEqual(
          Array.from({ length: scores }, () => 100 + own),
        );
      });
    },
  );
});

test("others of a batch are equally likely, in every place", () => {
  const loss = choiceLoss(simulations, 4);
  const rows = Uint32Array.of(2, 3, 5, 7, 11, 13);
  const counts = new Map<number, number>();
  const repeats = 4000;
  const rng = stream(3);
  for (let r = 0; r < repeats; r++) {
    const { target } = loss.pairs(rng, rows);
    for (const theta of target.data.subarray(1, 4)) counts.set(theta, (counts.get(theta) ?? 0) + 1);
  }
  // Three of five others: each is there with probability 0.6.
  for (const other of rows.slice(1)) {
    const error = Math.sqrt(0.6 * 0.4 * repeats);
    expect(Math.abs(counts.get(other)! - 0.6 * repeats)).toBeLessThan(4 * error);
  }
});

test("contrastive loss of K = 2, γ = 3, by hand: one sum over both candidates", () => {
  // e^score: own 2 and other 4, then others 1 and 5. γ Σ is 18 both times, K + γ Σ is 20.
  const score = Float64Array.of(2, 4, 1, 5).map(Math.log);
  const loss = contrastiveLoss(simulations, { classes: 2, gamma: 3 });
  const belongs = -Math.log((3 * 2) / 20);
  const none = -Math.log(2 / 20);
  const { value, cotangent } = graded(loss, score);
  expect(value).toBeCloseTo((3 / 4) * belongs + (1 / 4) * none, 12);
  [(3 / 4) * (6 / 20 - 1), (3 / 4) * (12 / 20), (1 / 4) * (3 / 20), (1 / 4) * (15 / 20)].forEach(
    (c, k) => expect(cotangent[k]).toBeCloseTo(c, 12),
  );
});

test("with one class and γ = 1 the contrastive loss is half the binary one", () => {
  const score = Float64Array.of(0.3, -1, 2, 0.5);
  const binary = graded(binaryLoss(simulations, 0), score);
  const contrastive = graded(contrastiveLoss(simulations, { classes: 1, gamma: 1 }), score);
  expect(contrastive.value).toBeCloseTo(binary.value / 2, 12);
  contrastive.cotangent.forEach((c, k) => expect(c).toBeCloseTo(binary.cotangent[k] / 2, 12));
});

test("the balanced loss adds the squared excess of the mean probabilities, by hand", () => {
  // Probabilities 3/4 and 1/2, then 4/5 and 1/5: means 0.775 and 0.35.
  const score = Float64Array.of(3, 1, 4, 1 / 4).map(Math.log);
  const [plain, balanced] = [0, 100].map((l) => graded(binaryLoss(simulations, l), score).value);
  const entropy = -(Math.log(3 / 4) + Math.log(1 / 2) + Math.log(4 / 5) + Math.log(4 / 5)) / 2;
  expect(plain).toBeCloseTo(entropy, 12);
  expect(balanced).toBeCloseTo(entropy + 100 * (0.775 + 0.35 - 1) ** 2, 12);
});

test("nothing learned costs 2 log 2 and log atoms, whatever the atoms come from", () => {
  expect(graded(binaryLoss(simulations, 100), new Float64Array(8)).value).toBeCloseTo(
    2 * Math.LN2,
    12,
  );
  expect(graded(choiceLoss(simulations, 10), new Float64Array(20)).value).toBeCloseTo(
    Math.log(10),
    12,
  );
});
