import { below, stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { curvesOf, judge, judgedIn } from "./judge.ts";
import { readStudies, resultsFile } from "./results.ts";
import type { StudyRanks } from "./types.ts";

const [TRIALS, DRAWS] = [500, 1000];
const rng = stream("ranks");

const uniform = (): number[] => Array.from({ length: TRIALS }, () => below(rng, DRAWS + 1));
/** Of posteriors so wide that truths lie in their middle half. */
const central = (): number[] =>
  Array.from({ length: TRIALS }, () => DRAWS / 4 + below(rng, DRAWS / 2 + 1));

const ranks: StudyRanks = {
  parameters: [
    { name: "g", ranks: uniform() },
    { name: "v", ranks: central() },
    { name: "tau", ranks: uniform() },
  ],
  density: uniform(),
  tarp: uniform(),
};

describe("a study is judged", () => {
  const findings = judge(ranks, DRAWS);

  test("parameter by parameter, and in its regions", () => {
    expect(findings.parameters.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["g", "pass"],
      ["v", "fail"],
      ["tau", "pass"],
    ]);
    expect(findings.parameters[1].sentence).toContain("v is too wide");
    expect([findings.density.outcome, findings.tarp.outcome]).toEqual(["pass", "pass"]);
    expect(judgedIn(findings)).toHaveLength(6);
  });

  test("in all parameters together, where the least likely of three counts three times", () => {
    const smallest = Math.min(...findings.parameters.map(({ pValue }) => pValue));
    expect(findings.together.pValue / (3 * smallest)).toBeCloseTo(1, 2);
    expect(findings.together.outcome).toBe("fail");
    const [g, , tau] = ranks.parameters;
    const fine = judge({ ...ranks, parameters: [g, tau] }, DRAWS);
    expect(fine.together.outcome).toBe("pass");
  });

  test("by whether its curves leave their bands", () => {
    const judged = [...findings.parameters, findings.density, findings.tarp];
    curvesOf(ranks, DRAWS).forEach(({ observed, lower, upper }, i) => {
      const stays = observed.every((share, k) => share >= lower[k] && share <= upper[k]);
      expect(judged[i].outcome).toBe(stays ? "pass" : "fail");
    });
  });
});

test("the verdicts of the results are those of their ranks", () => {
  for (const { ranks: own, draws, findings } of readStudies(resultsFile)) {
    expect(judge(own, draws)).toEqual(findings);
  }
});
