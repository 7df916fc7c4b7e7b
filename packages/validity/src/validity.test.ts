import { classifier, classifierFromConfig } from "@retrodict/classifier";
import { box, logNormal } from "@retrodict/distributions";
import { gatherRows, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { loadValidity, restoreValidity, saveValidity, validity } from "./index.ts";
import { disc, halfPlane, prior, probability, simulated, slope } from "./toys.test.helper.ts";

const { support } = prior;
const SIMULATIONS = 5000;

const learn = (logOdds: typeof slope, seed: string, epochs = 500) => {
  const theta = prior.sample(stream(seed).fork("theta"), SIMULATIONS);
  const data = simulated(stream(seed).fork("valid"), theta, logOdds);
  return validity(stream(seed).fork("fit"), data, { support, epochs });
};

describe("validity by chance, with log-odds linear in theta", async () => {
  const learned = await learn(slope, "slope");
  const at = prior.sample(stream("at"), 20_000);
  const truth = Float64Array.from({ length: at.rows }, (_, i) => slope(row(at, i)));

  test("gives the known log-odds", () => {
    // At the minimum of the loss E[p (1 − p) Δ²] is k / n after n simulations, k being how many coefficients they
    // determine: a dozen or two of a smooth function of two variables.
    const information = learned.logOdds(at).reduce((sum, logOdds, i) => {
      const p = probability(truth[i]);
      return sum + (p * (1 - p) * (logOdds - truth[i]) ** 2) / at.rows;
    }, 0);
    expect(information * SIMULATIONS).toBeLessThan(30);
  });

  test("is calibrated: of the simulations given a probability, that share is valid", () => {
    const p = learned.logProbability(at).map(Math.exp);
    const order = Uint32Array.from(p.keys()).sort((a, b) => p[a] - p[b]);
    const bins = 10;
    const size = at.rows / bins;
    for (let bin = 0; bin < bins; bin++) {
      const rows = order.slice(bin * size, (bin + 1) * size);
      const mean = (of: (row: number) => number): number =>
        rows.reduce((sum, i) => sum + of(i) / size, 0);
      const share = mean((i) => probability(truth[i]));
      // What is known of a bin's share is what the simulations that fell into it tell: a tenth of them.
      const error = Math.sqrt((share * (1 - share)) / (SIMULATIONS / bins));
      expect(Math.abs(mean((i) => p[i]) - share)).toBeLessThan(4 * error);
    }
  });

  test("a file restores it to the last bit, and the same seed gives the same file", async () => {
    const short = await learn(slope, "bytes", 3);
    const bytes = saveValidity(short, { provenance: { seed: 1 } });
    const again = await learn(slope, "bytes", 3);
    // All but how long it took.
    const network = { ...again.artifact.network!, history: short.history! };
    const artifact = { ...again.artifact, network };
    expect(saveValidity({ artifact }, { provenance: { seed: 1 } })).toEqual(bytes);
    expect({ ...again.history, seconds: 0 }).toEqual({ ...short.history, seconds: 0 });
    const loaded = loadValidity(bytes);
    expect(loaded.artifact).toEqual(short.artifact);
    expect(loaded.history).toEqual(short.history);
    expect(loaded.logOdds(at)).toEqual(short.logOdds(at));
  });
});

test.each([
  ["the line beyond which nothing is valid", halfPlane, 3],
  ["the circle beyond which nothing is valid", disc, 6],
] as const)("finds %s", async (name, logOdds, coefficients) => {
  const learned = await learn(logOdds, name);
  const at = prior.sample(stream("near and far"), 20_000);
  const wrong = learned
    .logOdds(at)
    .filter((learnedOdds, i) => learnedOdds > 0 !== logOdds(row(at, i)) > 0).length;
  // What fits all n simulations, of a class with so many coefficients, is wrong for about that many times ln(n) / n.
  expect(wrong / at.rows).toBeLessThan((coefficients * Math.log(SIMULATIONS)) / SIMULATIONS);
});

test("its gradient is that of finite differences, in every kind of support", async () => {
  const mixed = {
    lower: Float64Array.of(0, -1, -Infinity),
    upper: Float64Array.of(Infinity, 1, Infinity),
  };
  const rng = stream("supports");
  const positive = logNormal([0], [1]).sample(rng.fork("positive"), 600);
  const boxed = box([-1], [1]).sample(rng.fork("box"), 600);
  const theta = matrix(600, 3);
  for (let i = 0; i < 600; i++) {
    theta.data.set([positive.data[i], boxed.data[i], 2 * rng.normal()], 3 * i);
  }
  const data = simulated(rng, theta, ([a, b, c]) => Math.log(a) + 2 * b - c);
  const learned = await validity(rng, data, { support: mixed, epochs: 20 });
  // In float64, where differences are free of rounding.
  const exact = restoreValidity(learned.artifact, {
    estimators: {
      classifier: (config) => classifierFromConfig(config, { engine: referenceEngine() }),
    },
  });
  const at = gatherRows(
    theta,
    Uint32Array.from({ length: 20 }, (_, i) => i),
  );
  const { logProbability, grad } = exact.logProbabilityGrad(at);
  expect(logProbability).toEqual(exact.logProbability(at));
  const h = 1e-6;
  grad.data.forEach((g, k) => {
    const along = (step: number): number => {
      const moved = matrix(20, 3, at.data.slice());
      moved.data[k] += step;
      return exact.logProbability(moved)[Math.floor(k / 3)];
    };
    expect(Math.abs((along(h) - along(-h)) / (2 * h) - g)).toBeLessThan(1e-6 * (1 + Math.abs(g)));
  });
  const inFloat32 = learned.logProbabilityGrad(at);
  grad.data.forEach((g, k) =>
    expect(Math.abs(inFloat32.grad.data[k] - g)).toBeLessThan(1e-4 * (1 + Math.abs(g))),
  );
});

test("outside the support nothing is valid, and rows there are not learned from", async () => {
  const theta = prior.sample(stream("inside"), 300);
  const data = simulated(stream("chance"), theta, slope);
  const beyond = matrix(301, 2);
  beyond.data.set([9, 0, ...theta.data]);
  const [with_, without] = await Promise.all([
    validity(
      stream(1),
      { theta: beyond, valid: [1, ...Array.from(data.valid)] },
      { support, epochs: 2 },
    ),
    validity(stream(1), data, { support, epochs: 2 }),
  ]);
  expect(with_.artifact).toEqual({
    ...without.artifact,
    network: { ...without.artifact.network, history: with_.history },
  });
  const outside = matrix(3, 2, Float64Array.of(9, 0, 3 + 1e-9, 0, NaN, 1));
  const { logProbability, grad } = without.logProbabilityGrad(outside);
  expect([...logProbability]).toEqual([-Infinity, -Infinity, -Infinity]);
  expect([...grad.data]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(without.logOdds(outside)).toEqual(logProbability);
  expect(without.logOdds(matrix(1, 2, Float64Array.of(3, 0)))[0]).toSatisfy(Number.isFinite);
});

describe("nothing is trained", () => {
  const theta = prior.sample(stream("few"), 200);
  const withInvalid = (count: number) =>
    validity(
      stream(1),
      { theta, valid: Uint8Array.from({ length: 200 }, (_, i) => Number(i >= count)) },
      { support },
    );

  test("where all are valid: the probability is one", async () => {
    const learned = await withInvalid(0);
    expect(new Set(learned.logProbability(theta))).toEqual(new Set([0]));
    expect(new Set(learned.logProbabilityGrad(theta).grad.data)).toEqual(new Set([0]));
    expect(learned.warnings).toEqual([]);
    expect(learned).not.toHaveProperty("history");
    expect(loadValidity(saveValidity(learned)).logProbability(theta)).toEqual(
      new Float64Array(200),
    );
  });

  test.each([
    [1, "1 of 200 simulations were invalid"],
    [19, "19 of 200 simulations were invalid"],
    [181, "19 of 200 simulations were valid"],
    [200, "0 of 200 simulations were valid"],
  ])("where %i of 200 are invalid: it is their share, with a warning", async (invalid, says) => {
    const learned = await withInvalid(invalid);
    const p = Math.exp(learned.logProbability(theta)[7]);
    expect(p).toBeCloseTo((200 - invalid + 0.5) / 201, 12);
    expect(learned.warnings).toHaveLength(1);
    expect(learned.warnings[0]).toContain(says);
  });
});

test("refuses rows that do not pair, no rows, files of others and networks it was not given", async () => {
  const theta = prior.sample(stream("bad"), 100);
  await expect(validity(stream(1), { theta, valid: [true] }, { support })).rejects.toThrow(
    "[validity] expected valid of length 100, got 1",
  );
  const outside = matrix(2, 2, new Float64Array(4).fill(9));
  await expect(
    validity(stream(1), { theta: outside, valid: [true, true] }, { support }),
  ).rejects.toThrow("got none of 2");
  const data = simulated(stream("chance"), theta, slope);
  const options = { support, epochs: 1, estimator: classifier({ net: "plain", hidden: 5 }) };
  const { artifact, logOdds } = await validity(stream(1), data, options);
  expect(() => logOdds(matrix(1, 3))).toThrow("[validity] expected theta of shape 1 × 2");
  expect(() => restoreValidity(artifact, { estimators: {} })).toThrow('of kind "classifier"');
});
