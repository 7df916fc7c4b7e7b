import { matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { logisticLine, logOddsOnLine } from "./logistic-line.ts";
import { probability } from "./toys.test.helper.ts";

const ROWS = 2000;
const rng = stream("line");
const seen = matrix(
  ROWS,
  3,
  new Float64Array(3 * ROWS).map(() => rng.normal()),
);
const truth = { intercept: -0.5, slopes: Float64Array.of(2, -1, 0) };

test("fits where the loss is flat, near the line that made the data", () => {
  const valid = Uint8Array.from(logOddsOnLine(seen, truth), (logOdds) =>
    Number(rng.uniform() < probability(logOdds)),
  );
  const line = logisticLine(seen, valid);
  const residual = logOddsOnLine(seen, line).map((logOdds, i) => valid[i] - probability(logOdds));
  expect(residual.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6);
  line.slopes.forEach((slope, j) => {
    const pull = residual.reduce((sum, r, i) => sum + r * row(seen, i)[j], 0);
    expect(pull - slope).toBeCloseTo(0, 6); // what is left is the ridge's
    // Four standard errors: the information on a slope, n E[p (1 − p) x²], is more than 0.05 n.
    expect(Math.abs(slope - truth.slopes[j])).toBeLessThan(4 / Math.sqrt(0.05 * ROWS));
  });
});

test("stays finite where a line parts all rows, and where a column is constant", () => {
  const apart = Uint8Array.from({ length: ROWS }, (_, i) => Number(row(seen, i)[0] > 0));
  const flat = matrix(
    ROWS,
    3,
    seen.data.map((value, at) => (at % 3 === 2 ? 0 : value)),
  );
  const line = logisticLine(flat, apart);
  expect(line.slopes[2]).toBe(0);
  expect(line.slopes[0]).toBeGreaterThan(10);
  const wrong = logOddsOnLine(flat, line).filter((logOdds, i) => logOdds > 0 !== apart[i] > 0);
  expect(wrong.length / ROWS).toBeLessThan(0.01);
});
