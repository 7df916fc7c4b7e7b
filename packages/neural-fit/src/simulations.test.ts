import { box } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { AcceptedData, Proposal, Round } from "@retrodict/spec";
import { expect, test } from "vitest";
import { usableSimulations } from "./index.ts";

const prior = box([-1], [1]);
const everything: AcceptedData = {
  proposals: "any",
  trials: false,
  failures: "excluded",
  gaps: false,
};

function round(rows: number, seed: number, proposal: Round["proposal"] = "prior"): Round {
  const theta = prior.sample(stream(seed), rows);
  const x = matrix(rows, 2);
  theta.data.forEach((value, i) => x.data.set([value, 2 * value], 2 * i));
  return { theta, x, proposal };
}

const proposal: Proposal = {
  ...prior,
  normalized: true,
  sample: async (rng, n) => ({ samples: prior.sample(rng, n), diagnostics: {}, warnings: [] }),
};

const usable = (rounds: readonly Round[], accepts: Partial<AcceptedData> = {}) =>
  usableSimulations(rounds, {
    support: prior.support,
    accepts: { ...everything, ...accepts },
    source: "mine",
  });

test("every kept row knows its round, and every row whether it is kept", () => {
  const [first, second] = [round(20, 1), round(30, 2, proposal)];
  first.x.data[6] = NaN;
  second.x.data.fill(Infinity, 0, 4);
  const { theta, x, round: origin, excluded, all } = usable([first, second]);
  expect([theta.rows, x.rows, excluded]).toEqual([47, 47, 3]);
  expect(origin.filter((index) => index === 0)).toHaveLength(19);
  expect(Array.from(all.kept.keys()).filter((i) => all.kept[i] === 0)).toEqual([3, 20, 21]);
  x.data.forEach((value, i) => expect(value).toBe((1 + (i % 2)) * theta.data[i >> 1]));
});

test("rows with gaps count as usable only where an algorithm learns around them", () => {
  const gappy = round(25, 3);
  gappy.x.data[0] = NaN;
  gappy.x.data.fill(NaN, 2, 4);
  expect(usable([gappy]).excluded).toBe(2);
  expect(usable([gappy], { gaps: true }).excluded).toBe(1);
});

test("what an algorithm does not accept is refused", () => {
  const failed = round(40, 4);
  failed.x.data[0] = NaN;
  expect(() => usable([failed], { failures: "refused" })).toThrow(
    "[mine] expected simulations with finite values, got 1 of 40 without",
  );
  const proposed = round(40, 5, proposal);
  expect(() => usable([proposed], { proposals: "prior" })).toThrow("drawn from the prior, got one");
  expect(() => usable([proposed], { proposals: "truncated" })).toThrow("truncation of it");
  const truncated = round(40, 6, { ...proposal, truncates: "prior" });
  expect(usable([truncated], { proposals: "truncated" }).excluded).toBe(0);
  expect(() => usable([])).toThrow("at least one round");
  expect(() => usable([round(19, 7)])).toThrow("at least 20 simulations");
});
