/** Every algorithm saves its fits and restores them, to the last bit. */
import { box } from "@retrodict/distributions";
import { maf, mafFromConfig } from "@retrodict/maf";
import { mdn, mdnFromConfig } from "@retrodict/mdn";
import { matrix } from "@retrodict/matrix";
import { permutationInvariant } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { InferenceAlgorithm, Round } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import {
  loadFit,
  saveFit,
  snpe,
  snpeA,
  snpeB,
  snpeC,
  snpeCMixture,
  tsnpe,
  type SnpeFit,
} from "./index.ts";

const prior = box([-1, -1], [1, 1]);
const estimator = maf({ transforms: 1, hidden: 8 });
const mixture = mdn({ components: 2, hidden: 8 });
const estimators = { maf: mafFromConfig, mdn: mdnFromConfig };
const observed = Float64Array.of(0.1, -0.3);
const points = prior.sample(stream("points"), 20);

const simulated = (theta: Round["theta"], proposal: Round["proposal"]): Round => {
  const noise = stream(theta.rows);
  const data = theta.data.map((t) => t + 0.3 * noise.normal());
  return { theta, x: matrix(theta.rows, 2, data), proposal };
};
const first = simulated(prior.sample(stream("theta"), 200), "prior");

/** Two rounds, the second from what the first proposes where the algorithm takes that. */
async function fitted(algorithm: InferenceAlgorithm<SnpeFit>): Promise<SnpeFit> {
  const options = { epochs: 2 };
  const fit = await algorithm.fit(stream(1), [first], options);
  if (algorithm.accepts.proposals === "prior") return fit;
  const proposal = fit.proposal?.(observed) ?? fit.posterior(observed);
  const { samples } = await proposal.sample(stream(2), 150);
  return algorithm.fit(stream(3), [first, simulated(samples, proposal)], options);
}

const algorithms = [
  snpe({ prior, estimator }),
  snpeA({ prior, estimator: mixture }),
  snpeB({ prior, estimator }),
  snpeC({ prior, estimator }),
  snpeCMixture({ prior, estimator: mixture }),
  tsnpe({ prior, estimator }),
];

describe.each(algorithms.map((algorithm) => [algorithm.name, algorithm] as const))(
  "%s",
  (name, algorithm) => {
    const fit = fitted(algorithm);

    test("restores what it saved", async () => {
      const before = await fit;
      const bytes = algorithm.save!(before);
      expect(bytes).toEqual(saveFit(before, { prior }));
      for (const after of [algorithm.restore!(bytes), loadFit(bytes, { estimators })]) {
        expect(after.artifact).toEqual(before.artifact);
        const [own, restored] = [before, after].map((f) => f.posterior(observed));
        expect(restored.logDensity(points)).toEqual(own.logDensity(points));
        expect(await restored.sample(stream(4), 20)).toEqual(await own.sample(stream(4), 20));
        expect("proposal" in after).toBe("proposal" in before);
      }
    });

    test("has its own name in what it learned, and refuses what others saved", async () => {
      expect((await fit).artifact.kind).toBe(name);
      const others = algorithms.filter((other) => other !== algorithm);
      for (const other of others) {
        const bytes = other.save!(await fitted(other));
        expect(() => algorithm.restore!(bytes)).toThrow(expect.objectContaining({ code: "data" }));
      }
    });
  },
);

test("another architecture than the saved one is refused", async () => {
  const bytes = algorithms[3].save!(await fitted(algorithms[3]));
  const other = snpeC({ prior, estimator: maf({ transforms: 2, hidden: 8 }) });
  expect(() => other.restore!(bytes)).toThrow("rebuild it from artifact.config");
});

test("an embedding is part of what is restored, and serves atoms", async () => {
  const algorithm = snpeC({
    prior,
    estimator,
    embedding: permutationInvariant({ trialDim: 1, hidden: 8 }),
  });
  const fit = await fitted(algorithm);
  const restored = algorithm.restore!(algorithm.save!(fit));
  expect(restored.posterior(observed).logDensity(points)).toEqual(
    fit.posterior(observed).logDensity(points),
  );
});
