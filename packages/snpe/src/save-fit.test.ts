import { encodeArtifact, decodeArtifact } from "@retrodict/artifact";
import { box, independent, logUniform, normal } from "@retrodict/distributions";
import { maf, mafFromConfig } from "@retrodict/maf";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type {
  ConditionalDensityEstimator,
  Distribution,
  EstimatorConfig,
  Round,
} from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { loadFit, restoreFit, saveFit, snpe, type SnpeFit } from "./index.ts";

const prior = independent(box([-1], [1]), logUniform([0.1], [10]));
const observed = Float64Array.of(0.3, 2);
const points = prior.sample(stream("points"), 20);
const estimators = { maf: mafFromConfig };

/** x = theta · (1 + noise / 10): its second column is far from normal, so all parts of an artifact are used. */
function simulated(from: Distribution): Round {
  const theta = from.sample(stream("theta"), 300);
  const noise = stream("noise");
  const x = theta.data.map((t) => t * (1 + 0.1 * noise.normal()));
  return { theta, x: matrix(300, 2, x), proposal: "prior" };
}

const fitted = (from: Distribution): Promise<SnpeFit> =>
  snpe({ prior: from, estimator: maf({ transforms: 2, blocks: 1, hidden: 8 }) }).fit(
    stream("fit"),
    [simulated(from)],
    { epochs: 2 },
  );

async function expectSame(loaded: SnpeFit, fit: SnpeFit): Promise<void> {
  const [again, before] = [loaded.posterior(observed), fit.posterior(observed)];
  expect(again.logDensity(points)).toEqual(before.logDensity(points));
  expect(again.logDensity(points).every(Number.isFinite)).toBe(true);
  expect(await again.sample(stream("draws"), 50)).toEqual(await before.sample(stream("draws"), 50));
}

const file = (kind: string, value: unknown) => encodeArtifact({ kind, value, provenance: {} });

describe("a saved fit", () => {
  const fit = fitted(prior);

  test("gives the same densities and draws, to the last bit", async () => {
    const bytes = saveFit(await fit, { prior });
    const loaded = loadFit(bytes, { estimators });
    await expectSame(loaded, await fit);
    expect(loaded.artifact).toEqual((await fit).artifact);
    expect(loaded.history).toEqual((await fit).history);
    expect(saveFit(loaded, { prior })).toEqual(bytes);
  });

  test("is the same bytes from its artifact, and holds where it comes from", async () => {
    const { artifact } = await fit;
    const provenance = { seed: 3, versions: { snpe: "1.0.0" } };
    const bytes = saveFit(artifact, { prior, provenance });
    expect(bytes).toEqual(saveFit(await fit, { prior, provenance }));
    expect(decodeArtifact(bytes)).toMatchObject({ kind: "snpe", version: 1, provenance });
  });

  test("needs the function of its estimator", async () => {
    const bytes = saveFit(await fit, { prior });
    expect(() => loadFit(bytes, { estimators: {} })).toThrow(
      '[snpe] expected an estimator of kind "maf", got none; add its function to estimators',
    );
    const other = { maf: () => maf()({ targetDim: 2, contextDim: 2 }) };
    expect(() => loadFit(bytes, { estimators: other })).toThrow("rebuild it from artifact.config");
  });

  test("takes no prior but its own", async () => {
    const other = independent(box([-1], [2]), logUniform([0.1], [10]));
    const message =
      "[snpe] expected a prior with lower edges -1, 0.1 and upper edges 1, 10, got -1, 0.1 and 2, 10; pass the one of the fit";
    const bytes = saveFit(await fit, { prior });
    expect(() => loadFit(bytes, { estimators, prior: other })).toThrow(message);
    expect(() => loadFit(bytes, { estimators, prior: box([-1], [1]) })).toThrow("got -1 and 1;");
    const wrong = await fit;
    expect(() => saveFit(wrong, { prior: other })).toThrow(message);
  });

  test("is refused when it is no whole saved fit, or of a later version", async () => {
    const bytes = saveFit(await fit, { prior });
    expect(() => loadFit(bytes.subarray(0, -1), { estimators })).toThrow(
      expect.objectContaining({ code: "data" }),
    );
    expect(() => loadFit(file("snle", {}), { estimators })).toThrow(
      '[snpe] expected a file of kind "snpe", got "snle"; read it with the algorithm that wrote it',
    );
    expect(() => loadFit(file("snpe", { schema: 2 }), { estimators })).toThrow(
      "expected the saved fit up to version 1, got version 2; update Retrodict",
    );
    expect(() => loadFit(file("snpe", {}), { estimators })).toThrow("expected a version of");
  });
});

test("a prior that only code can tell is passed again", async () => {
  const wide = box([-1, 0], [1, 1]);
  /** Half of its support is empty: the parameters are ordered. */
  const ordered: Distribution = {
    ...wide,
    logDensity: ({ rows, data }) =>
      Float64Array.from({ length: rows }, (_, i) =>
        data[2 * i] < data[2 * i + 1] ? 0 : -Infinity,
      ),
    sample: (rng, n) => wide.sample(rng, n),
  };
  const fit = await fitted(ordered);
  const bytes = saveFit(fit, { prior: ordered });
  expect(() => loadFit(bytes, { estimators })).toThrow(
    "[snpe] expected a prior, as the file holds none, got none; pass the one of the fit as prior",
  );
  const loaded = loadFit(bytes, { estimators, prior: ordered });
  const inside = matrix(2, 2, Float64Array.of(0.1, 0.5, 0.5, 0.1));
  const density = loaded.posterior(observed).logDensity(inside);
  expect(density).toEqual(fit.posterior(observed).logDensity(inside));
  expect(density[1]).toBe(-Infinity);
});

/** A normal whose only weights are its means; its configuration is any JSON. */
function gaussian(config: EstimatorConfig): ConditionalDensityEstimator {
  return {
    estimates: "log-density",
    shape: { targetDim: 2, contextDim: 2 },
    config,
    paramCount: 2,
    init: () => Float32Array.of(0.25, 0.5),
    score: (params, target) => normal(params, [1, 1]).logDensity(target),
    scoreVjp: () => {
      throw new Error("nothing is trained here");
    },
    condition: (params) => normal(params, [1, 1]),
  };
}

test("an estimator of one's own is loaded by its kind, whatever its configuration", async () => {
  const config = {
    kind: "ensemble",
    zoom: { z: 1e-3, a: [null, true] },
    members: [{ kind: "gaussian", weight: 0.1 + 0.2 }, { kind: "gaussian" }],
  };
  const { artifact } = await fitted(prior);
  const own = { ...artifact, config, params: Float32Array.of(0.25, Math.fround(1 / 3)) };
  const loaded = loadFit(saveFit(own, { prior }), {
    estimators: { ...estimators, ensemble: gaussian },
  });
  expect(loaded.params).toEqual(own.params);
  expect(loaded.artifact.config).toEqual(config);
  await expectSame(loaded, restoreFit(own, { prior, estimator: gaussian(config) }));
});

test("a rebuilt estimator may say more than the saved one, but nothing else", async () => {
  const { artifact } = await fitted(prior);
  const config = { kind: "own", members: [{ width: 3 }], empty: {} };
  const own = { ...artifact, config, params: Float32Array.of(0.25, 0.5) };
  const load = (rebuilt: EstimatorConfig) => () =>
    loadFit(saveFit(own, { prior }), { estimators: { own: () => gaussian(rebuilt) } });
  const later = { added: "default", ...config, members: [{ bend: 1, width: 3 }] };
  expect(load(later)().artifact.config).toEqual(config);
  for (const change of [
    { members: [{ width: 4 }] },
    { members: [{ width: 3 }, { width: 3 }] },
    { members: [] },
    { members: undefined },
    { members: null },
    { empty: null },
    { kind: "other" },
  ])
    expect(load({ ...config, ...change })).toThrow("rebuild it from artifact.config");
});
