import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import type { BatchSimulator, Matrix, Simulator } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import {
  conjugate,
  gaussian,
  posteriorMoments,
  prior,
  type ConjugateFit,
} from "./fixtures/conjugate.ts";
import { proposeAndSimulate, runRounds, type RoundRecord, type RoundsOptions } from "./index.ts";

const observed = Float64Array.of(2);
const simulator = inProcess(gaussian);
const study = { simulator, prior, algorithm: conjugate, observed };
const run = (options: Partial<RoundsOptions<ConjugateFit>> = {}, seed = 1) =>
  runRounds(stream(seed), study, { simulationsPerRound: 500, ...options });

const meanOf = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

/** The Gaussian with trouble: throws above 3, NaN below −3. */
const troubled: Simulator = {
  ...gaussian,
  simulate(rng, theta, out) {
    if (theta[0] > 3) throw new Error("too high");
    gaussian.simulate(rng, theta, out);
    if (theta[0] < -3) out[0] = Number.NaN;
  },
};

/** Stops the controller once this many rows were simulated. */
const stopping = (controller: AbortController, rows: number): BatchSimulator => ({
  info: gaussian.info,
  async simulateBatch(rng, theta, options) {
    const { x } = await simulator.simulateBatch(rng, theta, options);
    controller.abort();
    x.data.fill(Number.NaN, rows);
    const failures = Array.from({ length: theta.rows - rows }, (_, i) => ({
      row: rows + i,
      reason: "not-run" as const,
      message: "the run was aborted first",
    }));
    return { x, failures };
  },
});

describe("runRounds", () => {
  test("one round draws from the prior, simulates and conditions", async () => {
    const { rounds, records, fit, posterior, stoppedBy } = await run();
    expect(stoppedBy).toBe("rounds");
    expect(rounds).toHaveLength(1);
    expect(rounds[0].proposal).toBe("prior");
    const rng = stream(1).fork("round").fork(0);
    const theta = prior.sample(rng.fork("propose"), 500);
    expect(rounds[0].theta).toEqual(theta);
    const { x } = await simulator.simulateBatch(rng.fork("simulate"), theta);
    expect(rounds[0].x).toEqual(x);
    expect(fit).toBe(records[0].fit);
    expect(posterior).toBe(records[0].posterior);
    expect(posterior!.observed).toEqual({ rows: 1, cols: 1, data: observed });
  });

  test("later rounds draw from the posterior before, and fits see all rounds", async () => {
    const { rounds, records } = await run({ rounds: 3 });
    for (const k of [1, 2]) {
      const { theta, proposal } = rounds[k];
      const before = records[k - 1].posterior!;
      if (proposal === "prior") throw new Error("expected a posterior as proposal");
      expect(proposal.logDensity(theta)).toEqual(before.logDensity(theta));
      const { mean, variance } = posteriorMoments(2, ...learned(records[k - 1]));
      // Four standard errors of the mean of 500 draws.
      expect(Math.abs(meanOf(theta.data) - mean)).toBeLessThan(4 * Math.sqrt(variance / 500));
      expect(records[k].fit!.rounds).toEqual(rounds.slice(0, k + 1));
    }
  });

  test("the posterior of three rounds is the closed form's, within what 1500 simulations allow", async () => {
    const { fit } = await run({ rounds: 3 });
    const [slope, noise] = fit!.params;
    // Round 1 alone gives the slope to 0.5 / (3 √500) and each simulation counts for the noise.
    expect(Math.abs(slope - 1)).toBeLessThan((4 * 0.5) / (3 * Math.sqrt(500)));
    expect(Math.abs(noise / 0.25 - 1)).toBeLessThan(4 * Math.sqrt(2 / 1500));
  });

  test("the same seed gives the same bytes whatever was drawn before, another seed others", async () => {
    const used = stream(1);
    used.normal();
    const again = await runRounds(used, study, { simulationsPerRound: 500, rounds: 2 });
    const once = await run({ rounds: 2 });
    const bytes = ({ rounds }: typeof once) => rounds.map(({ theta, x }) => [theta, x]);
    expect(bytes(again)).toEqual(bytes(once));
    expect(bytes(await run({ rounds: 2 }, 2))).not.toEqual(bytes(once));
  });

  test("failed rows stay as NaN, are reported, and the fit leaves them out", async () => {
    const { records } = await runRounds(
      stream(1),
      { ...study, simulator: inProcess(troubled) },
      { simulationsPerRound: 200 },
    );
    const { round, failures, fit } = records[0];
    const expected = Array.from(round.theta.data, (value, row) => ({ value, row })).filter(
      ({ value }) => Math.abs(value) > 3,
    );
    expect(expected.length).toBeGreaterThan(10);
    expect(failures.map(({ row, reason }) => [row, reason])).toEqual(
      expected.map(({ row, value }) => [row, value > 3 ? "threw" : "not-finite"]),
    );
    for (const { row } of failures) expect(round.x.data[row]).toBeNaN();
    expect(fit!.excludedRows).toBe(failures.length);
  });

  test("all simulations failing names how many and why first", async () => {
    const broken = inProcess({
      ...gaussian,
      simulate(_rng: unknown, theta: Float64Array) {
        if (theta[0] > 0) throw new Error("boom");
      },
    });
    await expect(
      runRounds(stream(1), { ...study, simulator: broken }, { simulationsPerRound: 50 }),
    ).rejects.toThrow(
      /^\[rounds\] expected simulations with output, got (\d+ threw, \d+ not-finite|\d+ not-finite, \d+ threw) of 50, the first: (boom|output is NaN in measured)/,
    );
  });

  test("an abort while simulating keeps the finished rows and the fit before", async () => {
    const first = await run({ rounds: 1 });
    const controller = new AbortController();
    let calls = 0;
    const late: BatchSimulator = {
      info: gaussian.info,
      simulateBatch: (...call) =>
        (calls++ === 0 ? simulator : stopping(controller, 20)).simulateBatch(...call),
    };
    const result = await runRounds(
      stream(1),
      { ...study, simulator: late },
      { simulationsPerRound: 500, rounds: 5, signal: controller.signal },
    );
    expect(result.stoppedBy).toBe("signal");
    expect(result.rounds).toHaveLength(2);
    expect(result.fit!.params).toEqual(first.fit!.params);
    const { round, failures, fit } = result.records[1];
    expect(fit).toBeUndefined();
    expect(failures).toHaveLength(480);
    expect(round.x.data.filter(Number.isFinite)).toHaveLength(20);
  });

  test("an abort in the first round leaves no fit, and an aborted signal no round", async () => {
    const controller = new AbortController();
    const result = await runRounds(
      stream(1),
      { ...study, simulator: stopping(controller, 0) },
      { simulationsPerRound: 5, signal: controller.signal },
    );
    expect(result).toMatchObject({ fit: undefined, posterior: undefined, stoppedBy: "signal" });
    expect(result.rounds).toHaveLength(1);
    expect((await run({ signal: AbortSignal.abort() })).rounds).toEqual([]);
  });

  test("initial rounds are fitted too and never repeated", async () => {
    const stored = await run({ rounds: 1 });
    const more = await run({ rounds: 1, initial: stored.rounds });
    expect(more.rounds).toHaveLength(2);
    expect(more.records).toHaveLength(1);
    expect(more.records[0].index).toBe(1);
    expect(more.rounds[1].proposal).toBe("prior");
    expect(more.rounds[1].theta).not.toEqual(stored.rounds[0].theta);
    expect(more.fit!.rounds).toEqual(more.rounds);
  });

  test("reports each round and the progress of its phases", async () => {
    const seen: RoundRecord[] = [];
    const phases = new Set<string>();
    const { records } = await run({
      rounds: 2,
      onRound: (record) => seen.push(record),
      onProgress: (phase, done, total) => {
        expect(done).toBeLessThanOrEqual(total);
        phases.add(phase);
      },
    });
    expect(seen).toEqual(records);
    expect(seen.map(({ index }) => index)).toEqual([0, 1]);
    expect([...phases]).toEqual(["simulate", "train"]);
    for (const record of records) {
      expect(record.simulateSeconds).toBeGreaterThan(0);
      expect(record.trainSeconds).toBeGreaterThan(0);
    }
  });

  test("refuses what does not fit together", async () => {
    const options = { simulationsPerRound: 10 };
    const wide = { ...prior, dim: 2 };
    await expect(runRounds(stream(1), { ...study, prior: wide }, options)).rejects.toThrow(
      /prior over the 1 parameters of gaussian, got one of dimension 2/,
    );
    for (const bad of [[1, 2], [Number.NaN]]) {
      await expect(
        runRounds(stream(1), { ...study, observed: Float64Array.from(bad) }, options),
      ).rejects.toThrow(/observed/);
    }
    await expect(run({ rounds: 0 })).rejects.toThrow(/rounds to be an integer/);
    await expect(run({ simulationsPerRound: 0 })).rejects.toThrow(/simulations to be an integer/);
  });
});

/** The slope and noise a record's fit learned. */
const learned = ({ fit }: RoundRecord<ConjugateFit>): [number, number] => [
  fit!.params[0],
  fit!.params[1],
];

describe("proposeAndSimulate", () => {
  const setup = { simulator, prior, simulations: 300 };

  test("is the first half of a round of runRounds", async () => {
    const rng = stream(1).fork("round").fork(0);
    const { round } = await proposeAndSimulate(rng, { ...setup, simulations: 500 });
    expect(round).toEqual((await run()).rounds[0]);
  });

  test("draws from any proposal, which the round then names, and tells how it went", async () => {
    const proposal = {
      ...prior,
      normalized: true,
      sample: async () => ({
        samples: column(new Float64Array(300).fill(1.5)),
        diagnostics: { acceptance: 0.5 },
        warnings: ["half of it was lost"],
      }),
    };
    const simulated = await proposeAndSimulate(stream(1), { ...setup, proposal });
    expect(simulated.round.proposal).toBe(proposal);
    expect(new Set(simulated.round.theta.data)).toEqual(new Set([1.5]));
    expect(simulated.proposed).toEqual({ acceptance: 0.5 });
    expect(simulated.warnings).toEqual(["half of it was lost"]);
  });

  test("a posterior without draws within its budget is an error", async () => {
    const { posterior } = await run();
    const empty = {
      ...posterior!,
      sample: async () => ({
        samples: column(new Float64Array(0)),
        diagnostics: {},
        warnings: [],
      }),
    };
    await expect(proposeAndSimulate(stream(1), { ...setup, proposal: empty })).rejects.toThrow(
      /got none within the proposal's budget/,
    );
  });
});

const column = (data: Float64Array): Matrix => ({ rows: data.length, cols: 1, data });
