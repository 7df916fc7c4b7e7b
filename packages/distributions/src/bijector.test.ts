import { fromRows, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inSupport, offEdges, soften, unconstrain } from "./index.ts";

const support = {
  lower: Float64Array.of(-Infinity, 2, -Infinity, -3),
  upper: Float64Array.of(Infinity, Infinity, -1, 0.5),
};

/** Both maps, with how far out in z they are as near to an edge as the logit is at 15. */
const maps = [
  { name: "unconstrain", make: unconstrain, reach: 15 },
  { name: "soften", make: soften, reach: 2 },
];

const only = (lower: number, upper: number) => ({
  lower: Float64Array.of(lower),
  upper: Float64Array.of(upper),
});

/** Intervals and half-lines at all scales where differences are finite, with a number between their edges. */
const edge = fc.double({ min: -1e290, max: 1e290, noNaN: true });
const bounds = fc
  .oneof(
    fc.tuple(edge, edge),
    fc.tuple(edge, fc.constant(Infinity)),
    fc.tuple(fc.constant(-Infinity), edge),
  )
  .map((edges) => edges.toSorted((a, b) => a - b))
  .filter(([lower, upper]) => upper - lower > 1e-15 * Math.max(Math.abs(lower), 1e-300));

describe.each(maps)("$name", ({ make, reach }) => {
  const bijector = make(support);
  const coordinate = fc.double({ min: -reach, max: reach, noNaN: true });
  const points = fc.tuple(...Array.from({ length: 4 }, () => coordinate)).map((z) => fromRows([z]));

  test("goes to the support and back", () => {
    fc.assert(
      fc.property(points, (z) => {
        const x = bijector.inverse(z);
        expect([...inSupport(support, x)]).toEqual([1]);
        // Near an edge at distance d the rounding of x, at most 4e-16, moves z by 4e-16 / d, d > 3e-7.
        bijector.forward(x).data.forEach((value, j) => expect(value).toBeCloseTo(z.data[j], 7));
      }),
    );
  });

  test("log-determinant is that of the derivative by central differences", () => {
    fc.assert(
      fc.property(points, (z) => {
        const h = 1e-4;
        let expected = 0;
        for (let j = 0; j < 4; j++) {
          const shifted = (by: number) =>
            bijector.inverse(
              fromRows([row(z, 0).map((value, k) => (k === j ? value + by : value))]),
            );
          expected += Math.log(Math.abs(shifted(h).data[j] - shifted(-h).data[j]) / (2 * h));
        }
        // Truncation h²/6 per dimension; rounding 4e-16 over slopes of at least 3e-7, halved by 2h: 7e-6.
        expect(Math.abs(bijector.logDetInverse(z)[0] - expected)).toBeLessThan(2e-5);
      }),
    );
  });

  test("pulls back the gradient of a density by the chain rule", () => {
    const weights = [0.3, -1.2, 0.7, 2];
    /** Σ w sin x and its gradient, as a density of x and as one of z. */
    const carried = (z: Matrix): number =>
      bijector.inverse(z).data.reduce((sum, x, j) => sum + weights[j] * Math.sin(x), 0) +
      bijector.logDetInverse(z)[0];
    fc.assert(
      fc.property(points, (far) => {
        const z = fromRows([row(far, 0).map((value) => value / 5)]);
        const gradient = fromRows([
          bijector.inverse(z).data.map((x, j) => weights[j] * Math.cos(x)),
        ]);
        const pulled = bijector.pullback(z, gradient).data;
        const h = 1e-5;
        for (let j = 0; j < 4; j++) {
          const shifted = (by: number) =>
            carried(fromRows([row(z, 0).map((value, k) => (k === j ? value + by : value))]));
          const expected = (shifted(h) - shifted(-h)) / (2 * h);
          // Truncation and rounding are both below 1e-7 of slopes up to e³ there, cubed in sin.
          expect(Math.abs(pulled[j] - expected)).toBeLessThan(
            1e-5 * Math.max(1, Math.abs(expected)),
          );
        }
      }),
    );
  });

  test("comes back from anywhere to between the edges, and from there goes forth", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), bounds, (z, [lower, upper]) => {
        const x = make(only(lower, upper)).inverse(fromRows([[z]])).data[0];
        expect(x).toBeGreaterThan(lower);
        expect(x).toBeLessThan(upper);
        const back = make(only(lower, upper)).forward(fromRows([[x]]));
        expect(back.data[0]).toSatisfy(Number.isFinite);
        expect(make(only(lower, upper)).logDetInverse(back)[0]).toSatisfy(Number.isFinite);
      }),
    );
  });

  test("edges map to infinity, values outside to NaN, as data", () => {
    const { forward } = make({ lower: Float64Array.of(0), upper: Float64Array.of(1) });
    expect([...forward(fromRows([[0], [1], [-1], [2], [0.5]])).data]).toEqual([
      -Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
      0,
    ]);
  });

  test("refuses the wrong width", () => {
    expect(() => bijector.forward(fromRows([[1]]))).toThrow(/x of shape 1 × 4, got 1 × 1/);
  });
});

test("softened edges bend the middle of an interval less than logits do", () => {
  const unit = { lower: Float64Array.of(0), upper: Float64Array.of(1) };
  const bend = (make: typeof soften) => {
    const [a, b, c] = make(unit).forward(fromRows([[0.1], [0.3], [0.5]])).data;
    return (b - a) / (c - b);
  };
  expect(bend(soften)).toBeLessThan(1.2);
  expect(bend(unconstrain)).toBeGreaterThan(1.5);
});

test("off a finite edge is the nearest number inside; all else stays", () => {
  const x = fromRows([
    [1, 2, -1, -3],
    [Infinity, 1, 7, 0.5],
    [NaN, 3, -2, 0],
  ]);
  expect(offEdges(support, x)).toEqual(
    fromRows([
      [1, 2 + 2 ** -51, -1 - 2 ** -52, -3 + 2 ** -51],
      [Infinity, 1, 7, 0.5 - 2 ** -54],
      [NaN, 3, -2, 0],
    ]),
  );
  expect(() => offEdges(support, fromRows([[1]]))).toThrow(/x of shape 1 × 4, got 1 × 1/);
});
