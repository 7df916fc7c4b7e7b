import { pluginChecks } from "@retrodict/conformance";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { plugin, population } from "./index.ts";

// What every tool relies on.
for (const { name, run } of pluginChecks(plugin)) test(name, run);

// What the model is about: without noise, the closed form of logistic growth.
test("without noise the population follows the logistic curve", () => {
  const [rate, capacity, initialSize] = [0.5, 1000, 50];
  const counts = new Float64Array(31);
  population().simulate(stream(1), Float64Array.of(rate, capacity, 0), counts);
  counts.forEach((count, year) => {
    const exact = capacity / (1 + (capacity / initialSize - 1) * Math.exp(-rate * year));
    // Trapezoids make the integral of e^(rt) too large by (r dt)² / 12, as a share.
    expect(Math.abs(count / exact - 1)).toBeLessThan((rate * 0.1) ** 2 / 12);
  });
});
