import { readFileSync } from "node:fs";
import { mafFromConfig } from "@retrodict/maf";
import { matrix } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { loadFit } from "./index.ts";
import { schemaOf } from "@retrodict/neural-fit";
import { formatOf } from "./saved-fit.ts";

const read = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

test.each(Array.from({ length: schemaOf(formatOf("snpe")) }, (_, i) => i + 1))(
  "a fit that version %d saved opens, with the log-densities it had",
  (version) => {
    const fit = loadFit(read(`posterior-v${version}.safetensors`), {
      estimators: { maf: mafFromConfig },
    });
    const { observed, theta, logDensity } = JSON.parse(
      read(`posterior-v${version}.json`).toString(),
    ) as Readonly<Record<string, number[]>>;
    const points = matrix(theta.length / 2, 2, Float64Array.from(theta));
    const found = fit.posterior(Float64Array.from(observed)).logDensity(points);
    // Another machine may fuse multiplications: float32 rounding, 6e-8, times some dozen operations in a row.
    found.forEach((value, i) => expect(Math.abs(value - logDensity[i])).toBeLessThan(1e-5));
    expect(fit.history.train).toHaveLength(3);
  },
);
