import { readFileSync } from "node:fs";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import {
  brunel,
  vogelsAbbottConductance,
  vogelsAbbottCurrent,
  type NetworkSimulator,
} from "./index.ts";

interface Reference {
  readonly seeds: number;
  readonly mean: Readonly<Record<string, number>>;
  readonly sd: Readonly<Record<string, number>>;
}
const references = JSON.parse(
  readFileSync(new URL("fixtures/network-statistics.json", import.meta.url), "utf8"),
) as Record<string, Reference>;

/** The reference's statistics of a run; its intervals, counts and correlations are of excitatory neurons first. */
function statisticsOf(simulator: NetworkSimulator, theta: Float64Array, seed: number) {
  const out = new Float64Array(simulator.info.outputs.length);
  if (simulator.simulate(stream(seed), theta, out) !== undefined) return undefined;
  const at = (name: string) => out[simulator.info.outputs.findIndex((o) => o.name === name)];
  return {
    rate_Hz: 0.8 * at("rate_E") + 0.2 * at("rate_I"),
    cv_isi_mean: at("cv_isi_E"),
    cv2_mean: at("cv2_E"),
    fano_100ms_mean: at("fano_E"),
    pop_1ms_fano: at("population_fano"),
    pairwise_corr_5ms_mean: at("correlation_E"),
  };
}

/**
 * Means over our networks and theirs may differ by four standard errors of their difference. The deviation from network to
 * network is the larger of the two measured: theirs from as few as three networks is often far too small.
 */
function expectAgreement(reference: Reference, runs: readonly Record<string, number>[]) {
  for (const [name, expected] of Object.entries(reference.mean)) {
    const values = runs.map((run) => run[name]);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.max(Math.sqrt(squares / (values.length - 1)), reference.sd[name]);
    const error = deviation * Math.sqrt(1 / values.length + 1 / reference.seeds);
    expect(Math.abs(mean - expected), name).toBeLessThan(4 * error);
  }
}

/**
 * Brian2 applies the jumps of a step after its test for spikes. They have decayed once, and a step more has passed, when the
 * next test sees them, and a reset decays once before any. With the same drive per step these are other constants of the same map.
 */
function asInBrian({ g, eta, J, neurons }: Record<"g" | "eta" | "J" | "neurons", number>) {
  const decay = Math.exp(-0.1 / 20);
  const simulator = (duration: number) =>
    brunel({ neurons, duration, delay: 1.5 + 0.1, reset: 10 * decay });
  return { simulator, theta: Float64Array.of(eta * decay, g, J * decay) };
}

const seeds = Array.from({ length: 12 }, (_, i) => i + 1);

describe("statistics of networks agree with those of Brian2", () => {
  test.each([
    { name: "brunel_N1250_g5_eta2_J0p3_CE100", g: 5, eta: 2, J: 0.3 },
    { name: "brunel_N1250_g5_eta2_J0p1_CE100", g: 5, eta: 2, J: 0.1 },
    { name: "brunel_N1250_g4p5_eta0p9_J0p3_CE100", g: 4.5, eta: 0.9, J: 0.3 },
    { name: "brunel_N1250_g6_eta4_J0p3_CE100", g: 6, eta: 4, J: 0.3 },
  ])("$name", ({ name, ...constants }) => {
    const { simulator, theta } = asInBrian({ ...constants, neurons: 1250 });
    const runs = seeds.map((seed) => statisticsOf(simulator(1200), theta, seed)!);
    expectAgreement(references[name], runs);
  });

  test("the published size, from one network each", () => {
    const reference = references.brunel_N12500_g5_eta2_J0p1_CE1000;
    const { simulator, theta } = asInBrian({ g: 5, eta: 2, J: 0.1, neurons: 12_500 });
    const { rate_Hz, cv_isi_mean } = statisticsOf(simulator(700), theta, 1)!;
    // Standard deviations from network to network in half a second, over 20 seeds: 0.31 Hz and 0.0040.
    expect(Math.abs(rate_Hz - reference.mean.rate_Hz)).toBeLessThan(4 * Math.SQRT2 * 0.31);
    expect(Math.abs(cv_isi_mean - reference.mean.cv_isi_mean)).toBeLessThan(4 * Math.SQRT2 * 0.004);
  });

  test("VA_CUBA_N4000", () => {
    const simulator = vogelsAbbottCurrent();
    const theta = Float64Array.from(simulator.info.parameters, ({ default: value }) => value);
    const runs = seeds.map((seed) => statisticsOf(simulator, theta, seed)!);
    expectAgreement(references.VA_CUBA_N4000, runs);
  });

  test("VA_COBA_N4000, of which some die at once", () => {
    const simulator = vogelsAbbottConductance();
    const theta = Float64Array.from(simulator.info.parameters, ({ default: value }) => value);
    const runs = seeds.map((seed) => statisticsOf(simulator, theta, seed));
    const living = runs.filter((run) => run !== undefined);
    expectAgreement(references.VA_COBA_N4000, living);
    // Five of ten lived there. Among twelve with the same probability 0.5, four standard deviations are 6.9 more or less.
    expect(living.length).toBeGreaterThan(2);
    expect(living.length).toBeLessThan(12);
  });
});
