import { expect, test } from "vitest";
import { normals } from "./fixtures.test.helper.ts";
import { drawJoint } from "./joint.ts";

const side = 200;
const normal = normals(5);
const cloud = (mean: number, spread: number) => ({
  draws: Float64Array.from({ length: 20_000 }, () => mean + spread * normal()),
  bandwidth: 0.01,
  truth: Number.NaN,
});

/** The path of every region, outermost first, as points. */
const regions = (markup: string): [number, number][][] =>
  [...markup.matchAll(/ d="([^"]*)"/g)].map(([, d]) =>
    [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
  );

test("the regions of a round posterior are circles of the radius that closed form gives", () => {
  const drawn = regions(drawJoint(cloud(0.4, 0.08), cloud(0.6, 0.08), side, 0));
  expect(drawn).toHaveLength(6);
  // Mass m of a round normal lies within σ √(−2 ln(1 − m)), σ widened by the kernel. The mean radius of 20 000
  // draws is off by 1–2 % at these masses; at 0.99 and 0.1 the contour is rougher.
  const sigma = Math.hypot(0.08, 0.01) * side;
  for (const [k, mass] of [
    [1, 0.9],
    [2, 0.7],
    [3, 0.5],
  ] as const) {
    const radii = drawn[k].map(([x, y]) => Math.hypot(x - 0.4 * side, y - 0.4 * side));
    const mean = radii.reduce((sum, r) => sum + r, 0) / radii.length;
    expect(Math.abs(mean / (sigma * Math.sqrt(-2 * Math.log(1 - mass))) - 1)).toBeLessThan(0.03);
  }
});

test("dots show the first draws that lie inside, the truth is a larger one", () => {
  const x = { draws: Float64Array.of(0.5, 1.5, 0.25, 0.75), bandwidth: 0.1, truth: 0.5 };
  const markup = drawJoint(x, { ...x, draws: x.draws.map((at) => at / 2) }, side, 2);
  expect(markup.match(/<circle [^>]*r="0.9"/g)).toHaveLength(2);
  expect(markup).toContain('<circle cx="50" cy="175" r="0.9"/>');
  expect(markup).toContain('<circle cx="100" cy="100" r="2.6"');
});
