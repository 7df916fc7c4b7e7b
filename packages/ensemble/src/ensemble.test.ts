import { maf, mafFromConfig } from "@retrodict/maf";
import { matrix, row } from "@retrodict/matrix";
import { train } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { ensemble, ensembleFromConfig } from "./index.ts";
import { normals, toyLoss } from "./toy.test.helper.ts";

const sizes = { targetDim: 1, contextDim: 2 };
const member = maf({ transforms: 2, hidden: 8 });
const estimator = ensemble([member, member, member])(sizes);
const rough = (seed: number): Float32Array =>
  estimator.init(stream(seed)).map((w, i) => w + 0.3 * Math.sin(7 * i + seed));

describe("an ensemble", () => {
  const params = rough(1);
  const context = normals(stream(2), 6, 2);
  const target = normals(stream(3), 6, 1);

  test("has the mean of its members' densities, weighed by their shares", () => {
    const one = member(sizes);
    const parts = [0, 1, 2].map((m) =>
      one.score(params.slice(m * one.paramCount, (m + 1) * one.paramCount), target, context),
    );
    estimator.score(params, target, context).forEach((score, i) => {
      const shares = Array.from(params.slice(-3), Math.exp);
      const total = shares[0] + shares[1] + shares[2];
      const mean = parts.reduce((sum, part, m) => sum + (shares[m] / total) * Math.exp(part[i]), 0);
      expect(score).toBeCloseTo(Math.log(mean), 10);
    });
  });

  test.each(["params", "target", "context"] as const)("gradient to %s", (name) => {
    const cotangent = normals(stream(4), 6, 1).data;
    const into = {
      params: new Float32Array(params.length),
      target: matrix(6, 1),
      context: matrix(6, 2),
    };
    estimator.scoreVjp(params, target, context).pullback(cotangent, { [name]: into[name] });
    const gradient = numbers(into[name]);
    const direction = Array.from(gradient, (_, i) => Math.cos(3 * i));
    const along = (step: number): number => {
      const at = { params: params.slice(), target: copy(target), context: copy(context) };
      direction.forEach((d, i) => (numbers(at[name])[i] += step * d));
      const score = estimator.score(at.params, at.target, at.context);
      return score.reduce((sum, s, i) => sum + s * cotangent[i], 0);
    };
    // Central differences of a float32 engine: truncation grows as h², rounding as 1e-6 / h.
    const h = 5e-3;
    const numeric = (along(h) - along(-h)) / (2 * h);
    const analytic = direction.reduce((sum, d, i) => sum + d * gradient[i], 0);
    expect(Math.abs(numeric - analytic)).toBeLessThan(2e-3 * Math.max(1, Math.abs(numeric)));
  });

  test("a session has the same score and gradients", () => {
    const cotangent = normals(stream(4), 6, 1).data;
    const into = {
      params: new Float32Array(params.length),
      target: matrix(6, 1),
      context: matrix(6, 2),
    };
    estimator.scoreVjp(params, target, context).pullback(cotangent, into);
    const session = estimator.session!(params, 6, { contextGradient: true, targetGradient: true });
    const score = session.score(target, context);
    expect(score).toEqual(estimator.score(params, target, context));
    expect(session.backward(cotangent)).toBeCloseTo(Math.hypot(...into.params), 4);
    session.targetGradient().data.forEach((g, i) => expect(g).toBeCloseTo(into.target.data[i], 5));
    session.contextGradient().data.forEach((g, i) => {
      expect(g).toBeCloseTo(into.context.data[i], 5);
    });
    // The first step of Adam is a learning rate against the sign of every gradient.
    session.step({ learningRate: 1e-3, gradientScale: 1 });
    const moved = session.params();
    into.params.forEach((g, i) => {
      if (Math.abs(g) > 1e-3) expect(moved[i] - params[i]).toBeCloseTo(-1e-3 * Math.sign(g), 5);
    });
  });

  test("its distribution integrates to one, and draws from every member", () => {
    const distribution = estimator.condition(params, row(context, 0));
    const grid = matrix(
      4001,
      1,
      Float64Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100),
    );
    const density = distribution.logDensity(grid).map((v) => Math.exp(v) / 100);
    expect(density.reduce((a, b) => a + b)).toBeCloseTo(1, 3);

    const draws = distribution.sample(stream(5), 4000).data;
    for (const edge of [-1, 0, 1]) {
      const share = draws.filter((x) => x < edge).length / 4000;
      const mass = density.reduce((sum, m, i) => sum + (grid.data[i] < edge ? m : 0), 0);
      expect(Math.abs(share - mass)).toBeLessThan(4 * Math.sqrt((mass * (1 - mass)) / 4000) + 5e-3);
    }
  });

  test("two draws from one stream differ", () => {
    const rng = stream(6);
    const distribution = estimator.condition(params, row(context, 0));
    expect(distribution.sample(rng, 5).data).not.toEqual(distribution.sample(rng, 5).data);
    expect(distribution.sample(rng, 0).rows).toBe(0);
  });

  test("its configuration, as JSON, rebuilds it", () => {
    const config = JSON.parse(JSON.stringify(estimator.config));
    const rebuilt = ensembleFromConfig(config, { maf: mafFromConfig });
    expect(rebuilt.score(params, target, context)).toEqual(
      estimator.score(params, target, context),
    );
    expect(() => ensembleFromConfig(config, {})).toThrow('got "maf"');
    expect(() => ensembleFromConfig({ kind: "maf" }, {})).toThrow('kind "ensemble"');
    expect(() => ensembleFromConfig({ kind: "ensemble", members: [] }, {})).toThrow("members");
  });

  test("members may differ, but not in what they are of", () => {
    const both = ensemble([member, maf({ transforms: 1, hidden: 5 })])(sizes);
    const weights = both.init(stream(7));
    expect(both.members!.reduce((sum, { paramCount }) => sum + paramCount, 2)).toBe(weights.length);
    const config = JSON.parse(JSON.stringify(both.config));
    const rebuilt = ensembleFromConfig(config, { maf: mafFromConfig });
    expect(rebuilt.score(weights, target, context)).toEqual(both.score(weights, target, context));
    const other = () => member({ targetDim: 2, contextDim: 2 });
    expect(() => ensemble([member, other])(sizes)).toThrow("one kind of target");
    expect(() => ensemble([])).toThrow("one factory for each member");
  });

  test("what was saved with even shares still opens", () => {
    const config = { kind: "ensemble", members: 3, estimator: member(sizes).config };
    const even = ensembleFromConfig(config, { maf: mafFromConfig });
    const sameShares = params.slice();
    sameShares.fill(0, -3);
    expect(even.score(params.slice(0, -3), target, context)).toEqual(
      estimator.score(sameShares, target, context),
    );
  });
});

test("training gives every member weights of its own, and does better than they do alone", async () => {
  const { loss, rows, heldOut } = toyLoss(600);
  const { params, history } = await train(stream(7), estimator, loss, rows, { epochs: 40 });
  expect(history.members).toHaveLength(3);
  const shares = Array.from(params.slice(-3), Math.exp);
  expect(shares[0] + shares[1] + shares[2]).toBeCloseTo(1);
  const one = member(sizes);
  const alone = [0, 1, 2].map((m) => params.slice(m * one.paramCount, (m + 1) * one.paramCount));
  expect(alone[0]).not.toEqual(alone[1]);
  const members = alone.map((p) => mean(one.score(p, heldOut.target, heldOut.context)));
  const joint = mean(estimator.score(params, heldOut.target, heldOut.context));
  // Jensen: never worse than the members' mean.
  expect(joint).toBeGreaterThan(members.reduce((sum, score, m) => sum + shares[m] * score, 0));
});

const mean = (score: Float64Array): number => score.reduce((a, b) => a + b, 0) / score.length;
const numbers = (of: Float32Array | Matrix): Float32Array | Float64Array =>
  of instanceof Float32Array ? of : of.data;
const copy = (m: Matrix): Matrix => matrix(m.rows, m.cols, m.data.slice());
