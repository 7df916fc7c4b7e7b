import { column, fromRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import {
  calibrationTrials,
  dataAveragedPosterior,
  expectedCoverage,
  nearestReferences,
  simulationBasedCalibration,
  tarp,
  type CalibrationTrials,
} from "../index.ts";
import { drawnWith, gaussianPairs, gaussianTrials, type Fault } from "./gaussian.test.helper.ts";

/** All instruments on the same trials. */
const instruments = {
  sbc: (trials: CalibrationTrials) => simulationBasedCalibration(trials).verdict,
  coverage: (trials: CalibrationTrials) => expectedCoverage(trials).verdict,
  tarp: (trials: CalibrationTrials) => tarp(stream("tarp"), trials).verdict,
  average: (trials: CalibrationTrials) => dataAveragedPosterior(stream("average"), trials).verdict,
};

/** Laplace's law of variance 1: sharper in the middle, heavier in the tails. */
const laplace: Fault = {
  noise: (rng) => {
    const u = rng.uniform() - 0.5;
    return (-Math.sign(u) * Math.log1p(-2 * Math.abs(u))) / Math.SQRT2;
  },
  logDensity: (z) => -Math.SQRT2 * Math.abs(z),
};

/** Normal draws, but those beyond two standard deviations drawn again. */
function withoutTails(rng: Rng): number {
  for (;;) {
    const z = rng.normal();
    if (Math.abs(z) < 2) return z;
  }
}

/** x = |θ| + N(0, ¼): the posterior, up to a constant, has two modes. */
function logDensityOfModes(theta: number, x: number): number {
  return -0.5 * theta ** 2 - 2 * (x - Math.abs(theta)) ** 2;
}

/** A draw from the mode where θ > 0: of mean 0.8 x and variance 0.2 before it is cut off at 0. */
function drawFromMode(x: number, rng: Rng): number {
  for (;;) {
    const theta = 0.8 * x + Math.sqrt(0.2) * rng.normal();
    if (theta > 0) return theta;
  }
}

/** Trials of posteriors in which each draw's mode is chosen so. */
function modeTrials(sign: (rng: Rng) => number): Promise<CalibrationTrials> {
  const rng = stream("modes");
  const truths = Array.from({ length: 500 }, () => rng.normal());
  return calibrationTrials(
    rng.fork("trials"),
    ([x]) =>
      drawnWith(
        (own) => [sign(own) * drawFromMode(x, own)],
        ([theta]) => logDensityOfModes(theta, x),
      ),
    {
      theta: fromRows(truths.map((theta) => [theta])),
      x: fromRows(truths.map((theta) => [Math.abs(theta) + 0.5 * rng.normal()])),
    },
    { draws: 99, keepDraws: true },
  );
}

type Expected = Partial<Record<keyof typeof instruments, RegExp>>;

describe("a wrong posterior is told, and how it is wrong", () => {
  const table: readonly (readonly [string, Fault, Expected])[] = [
    [
      "shifted up",
      { shift: 0.5 },
      {
        sbc: /2 of 2: theta1 is shifted up \(the truth lies below the .* theta2 is shifted up/,
        coverage: /too narrow/,
        average: /not the prior/,
      },
    ],
    [
      "shifted down",
      { shift: -1 },
      { sbc: /theta1 is shifted down/, tarp: /too narrow or off the truth/ },
    ],
    [
      "too narrow",
      { scale: 0.6 },
      {
        sbc: /theta1 is too narrow \(.*theta2 is too narrow/,
        coverage: /are too narrow: regions that claim \d+ % hold the truth in \d+ % of trials/,
        tarp: /are too narrow/,
      },
    ],
    [
      "too wide",
      { scale: 1.6 },
      {
        sbc: /theta1 is too wide/,
        coverage: /are too wide/,
        tarp: /are too wide/,
        average: /not the prior/,
      },
    ],
    ["of heavy tails", laplace, { sbc: /theta1 is .*theta2 is/, coverage: /too / }],
  ];
  test.each(table)("%s", async (_, fault, expected) => {
    const trials = await gaussianTrials(stream("wrong"), fault, { pairs: 600 });
    for (const [name, words] of Object.entries(expected)) {
      const { outcome, sentence } = instruments[name as keyof Expected](trials);
      expect([name, outcome]).toEqual([name, "fail"]);
      expect(sentence).toMatch(words);
    }
  });

  test("a tail that is missing, though the middle is right", async () => {
    const trials = await gaussianTrials(
      stream("tail"),
      { noise: withoutTails },
      { pairs: 1000, draws: 199 },
    );
    for (const name of ["sbc", "coverage"] as const) {
      expect(instruments[name](trials).outcome).toBe("fail");
    }
  });
});

describe("a lost mode", () => {
  test("with both modes all is well", async () => {
    const trials = await modeTrials((rng) => (rng.uniform() < 0.5 ? -1 : 1));
    const outcomes = Object.values(instruments).map((judge) => judge(trials).outcome);
    expect(outcomes).toEqual(["pass", "pass", "pass", "pass"]);
  });

  test("with one of them, ranks, balls and the average tell; density regions of an even density cannot", async () => {
    const trials = await modeTrials(() => 1);
    const outcomes = Object.values(instruments).map((judge) => judge(trials).outcome);
    expect(outcomes).toEqual(["fail", "pass", "fail", "fail"]);
    expect(instruments.sbc(trials).sentence).toContain("shifted up");
  });
});

describe("the prior as posterior is calibrated", () => {
  const prior = drawnWith(
    (rng) => [rng.normal(), rng.normal()],
    ([a, b]) => -0.5 * (a * a + b * b),
  );
  const pairs = gaussianPairs(stream("prior pairs"), 1000, 2);

  test("but not for points or quantities that depend on the data", async () => {
    const trials = await calibrationTrials(stream(2), () => prior, pairs, {
      draws: 99,
      keepDraws: true,
      quantities: {
        "log-likelihood": ([a, b], [x, y]) => -0.5 * ((a - x) ** 2 + (b - y) ** 2),
      },
    });
    const parameters = { ...trials, names: trials.names.slice(0, 2) };
    const ranks = fromRows(
      Array.from({ length: 1000 }, (_, i) => trials.ranks.data.slice(3 * i, 3 * i + 2)),
    );
    expect(simulationBasedCalibration({ ...parameters, ranks }).verdict.outcome).toBe("pass");
    expect(instruments.coverage(trials).outcome).toBe("pass");
    expect(instruments.tarp(trials).outcome).toBe("pass");
    expect(instruments.average(trials).outcome).toBe("pass");

    const { outcome, sentence } = instruments.sbc(trials);
    expect(outcome).toBe("fail");
    expect(sentence).toContain("in 1 of 3: log-likelihood is");
    const references = nearestReferences(gaussianPairs(stream("training"), 1000, 2), trials.x);
    const near = tarp(stream(3), trials, { references });
    expect(near.verdict.outcome).toBe("fail");
    expect(near.verdict.sentence).toContain("too far from the reference points");
  });
});

test("exact posteriors fail as often as the confidence leaves", async () => {
  const confidence = 0.9;
  const repetitions = 400;
  const alarms = { sbc: 0, coverage: 0, tarp: 0, near: 0, average: 0 };
  for (let i = 0; i < repetitions; i++) {
    const rng = stream("alarms").fork(i);
    const trials = await gaussianTrials(rng, {}, { pairs: 40, draws: 19 });
    const references = nearestReferences(gaussianPairs(rng.fork("training"), 40, 2), trials.x);
    const verdicts = {
      sbc: simulationBasedCalibration(trials, { confidence }).verdict,
      coverage: expectedCoverage(trials, { confidence }).verdict,
      tarp: tarp(rng.fork("tarp"), trials, { confidence }).verdict,
      near: tarp(rng.fork("near"), trials, { references, confidence }).verdict,
      average: dataAveragedPosterior(rng.fork("average"), trials, { confidence }).verdict,
    };
    for (const [name, { outcome }] of Object.entries(verdicts)) {
      alarms[name as keyof typeof alarms] += Number(outcome === "fail");
    }
  }
  const error = Math.sqrt(repetitions * confidence * (1 - confidence));
  for (const [name, count] of Object.entries(alarms)) {
    // Counts being whole leaves the level a little below what it may be.
    expect(Math.abs(count - 0.1 * repetitions), `${name}: ${count}`).toBeLessThan(3 * error);
  }
});

test("verdicts say how many posteriors are left out, and do not speak for too many", async () => {
  const trials = await gaussianTrials(stream("left out"), {}, { pairs: 300, draws: 19 });
  const without = (count: number) => {
    const failures = Array.from({ length: count }, (_, row) => ({ row, message: "no draws" }));
    return expectedCoverage({ ...trials, failures }).verdict;
  };
  expect([0, 10, 20].map((count) => without(count).outcome)).toEqual(["pass", "pass", "unclear"]);
  expect(without(10).sentence).toMatch(
    /; 10 of 310 posteriors could not be sampled and are left out\.$/,
  );
});

test("bands and curves are those of the ranks, and few trials are unclear", async () => {
  const trials = await gaussianTrials(stream("few"), {}, { pairs: 40, draws: 19 });
  const { curves, verdict } = simulationBasedCalibration(trials);
  expect(verdict.outcome).toBe("unclear");
  expect(verdict.sentence).toMatch(
    /chance alone does, up to \d\d percentage points; make more trials\.$/,
  );
  curves.forEach(({ name, levels, observed, lower, upper }, j) => {
    expect(name).toBe(`theta${j + 1}`);
    const ranks = column(trials.ranks, j);
    levels.forEach((level, k) => {
      const below = ranks.filter((rank) => rank < level * 20 - 1e-9).length;
      expect(observed[k]).toBeCloseTo(below / 40, 12);
      expect(lower[k]).toBeLessThan(level);
      expect(upper[k]).toBeGreaterThan(level);
    });
  });
});
