import { RetrodictError } from "@retrodict/check";
import { column, fromRows, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { calibrationTrials, type TrialPosterior } from "../index.ts";
import { drawnWith, gaussianPairs, gaussianPosterior } from "./gaussian.test.helper.ts";

const pairs = gaussianPairs(stream("pairs"), 30, 2);
const exact = gaussianPosterior();

describe("calibrationTrials", () => {
  test("counts draws below the truth, denser ones and those of a smaller quantity", async () => {
    const trials = await calibrationTrials(stream(1), exact, pairs, {
      draws: 50,
      keepDraws: true,
      quantities: { sum: ([a, b]) => a + b },
      parameters: [{ name: "a" }, { name: "b" }],
    });
    expect(trials.names).toEqual(["a", "b", "sum"]);
    for (let i = 0; i < 30; i++) {
      const samples = trials.samples![i];
      const truth = row(pairs.theta, i);
      const [a, b] = [column(samples, 0), column(samples, 1)];
      const distance = (u: number, v: number): number =>
        (u - pairs.x.data[2 * i] / 2) ** 2 + (v - pairs.x.data[2 * i + 1] / 2) ** 2;
      expect([...row(trials.ranks, i)]).toEqual([
        a.filter((value) => value < truth[0]).length,
        b.filter((value) => value < truth[1]).length,
        a.filter((value, s) => value + b[s] < truth[0] + truth[1]).length,
      ]);
      expect(trials.densityRanks![i]).toBe(
        a.filter((value, s) => distance(value, b[s]) < distance(truth[0], truth[1])).length,
      );
      expect(row(trials.oneDraw, i)).toEqual(row(samples, 0));
    }
  });

  test("a trial depends on the stream and its row alone, and takes a fit as well", async () => {
    const settings = { draws: 20 };
    const all = await calibrationTrials(stream(1), exact, pairs, settings);
    const first = { theta: rowsOf(pairs.theta, 5), x: rowsOf(pairs.x, 5) };
    const fit = { posterior: exact };
    const some = await calibrationTrials(stream(1), fit, first, settings);
    expect(some.ranks.data).toEqual(all.ranks.data.slice(0, 10));
    expect(some.densityRanks).toEqual(all.densityRanks!.slice(0, 5));
    expect(all.samples).toBeUndefined();
  });

  test("ties are broken at random: a parameter of few values keeps uniform ranks", async () => {
    const coin = drawnWith(
      (rng) => [Number(rng.uniform() < 0.5)],
      () => 0,
    );
    const rng = stream("coins");
    const theta = fromRows(Array.from({ length: 4000 }, () => [Number(rng.uniform() < 0.5)]));
    const trials = await calibrationTrials(
      rng.fork("trials"),
      () => coin,
      { theta, x: theta },
      { draws: 3 },
    );
    for (const ranks of [column(trials.ranks, 0), trials.densityRanks!]) {
      for (let rank = 0; rank <= 3; rank++) {
        const count = ranks.filter((own) => own === rank).length;
        expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(750));
      }
    }
  });

  test("draws of a Markov chain rank truths right when few of many are kept", async () => {
    const many = gaussianPairs(stream("many"), 400, 1);
    const chain = (oversample: number) =>
      calibrationTrials(stream(3), sticky, many, { draws: 19, oversample });
    const extreme = async (oversample: number): Promise<number> =>
      (await chain(oversample)).ranks.data.filter((rank) => rank === 0 || rank === 19).length;
    // 40 of 400 are expected of independent draws.
    expect(await extreme(1)).toBeGreaterThan(120);
    expect(Math.abs((await extreme(50)) - 40)).toBeLessThan(4 * Math.sqrt(36));
    const trials = await chain(1);
    expect(trials.densityRanks).toBeUndefined();
    expect(trials.warnings).toEqual([
      "The draws of 400 of 400 posteriors came with warnings, the first, of row 0: draws repeat",
    ]);
  });

  test("posteriors that fail are named, and their rows left out", async () => {
    const fragile = (x: Float64Array): TrialPosterior => {
      const own = exact(x);
      if (x[0] === pairs.x.data[0])
        throw new RetrodictError("data", "test", "expected better data");
      if (x[0] === pairs.x.data[4]) {
        return { sample: (rng) => own.sample(rng, 7).then((d) => ({ ...d, warnings: ["tired"] })) };
      }
      if (x[0] === pairs.x.data[8])
        return { ...own, logDensity: ({ rows }) => new Float64Array(rows).fill(NaN) };
      return own;
    };
    const trials = await calibrationTrials(stream(1), fragile, pairs, { draws: 20 });
    expect(trials.failures).toEqual([
      { row: 0, message: "[test] expected better data" },
      { row: 2, message: "gave 7 of 20 draws: tired" },
      { row: 4, message: "a draw, its density or a test quantity is not a number" },
    ]);
    expect([...trials.rows]).toEqual([...Array(30).keys()].filter((i) => ![0, 2, 4].includes(i)));
    expect(trials.theta.rows).toBe(27);
    expect(row(trials.theta, 0)).toEqual(row(pairs.theta, 1));
  });

  test("an aborted run keeps what is done and names the rest", async () => {
    const controller = new AbortController();
    const trials = await calibrationTrials(stream(1), exact, pairs, {
      draws: 20,
      signal: controller.signal,
      onProgress: (done, total) => {
        expect(total).toBe(30);
        if (done === 10) controller.abort();
      },
    });
    expect(trials.ranks.rows).toBe(10);
    expect(trials.failures[19]).toEqual({ row: 29, message: "not run, as the run was aborted" });
  });

  test("misuse and nothing at all throw", async () => {
    await expect(run(fails)).rejects.toThrow(
      /got none of 30; the first: \[test\] expected more time/,
    );
    await expect(run(isBroken)).rejects.toThrow("a bug");
    await expect(run(exact, { draws: 0 })).rejects.toThrow(/draws to be an integer of at least 1/);
    await expect(run(exact, { parameters: [{ name: "a" }] })).rejects.toThrow(
      /expected 2 parameters/,
    );
    const aborted = AbortSignal.abort();
    await expect(run(exact, { signal: aborted })).rejects.toMatchObject({ code: "aborted" });
  });
});

const rowsOf = (m: typeof pairs.theta, rows: number) =>
  fromRows(Array.from({ length: rows }, (_, i) => row(m, i)));

/** A chain that stays where it is nine times out of ten. */
function sticky(x: Float64Array): TrialPosterior {
  const own = exact(x);
  return {
    async sample(rng, n) {
      const fresh = await own.sample(rng.fork("fresh"), n);
      let at = 0;
      const rows = Array.from({ length: n }, (_, k) => {
        if (rng.uniform() < 0.1) at = k;
        return row(fresh.samples, at);
      });
      return { ...fresh, samples: fromRows(rows), warnings: ["draws repeat"] };
    },
  };
}

function run(make: (x: Float64Array) => TrialPosterior, options = {}) {
  return calibrationTrials(stream(1), make, pairs, { draws: 20, ...options });
}

function fails(): TrialPosterior {
  throw new RetrodictError("budget", "test", "expected more time");
}

function isBroken(): TrialPosterior {
  throw new TypeError("a bug");
}
