import { assertLength } from "@retrodict/check";
import type { ScoreVjp } from "@retrodict/spec";
import { logMeanExp } from "./log-mean-exp.ts";

/** The even mixture's score and pullback: a member's share of a row's cotangent is its share of the density. */
export function mixtureVjp(members: readonly ScoreVjp[], memberParams: number): ScoreVjp {
  const score = logMeanExp(members.map((member) => member.score));
  return {
    score,
    pullback(cotangent, { params, ...inputs }) {
      assertLength(cotangent, score.length, "cotangent", "ensemble");
      if (params) assertLength(params, members.length * memberParams, "into.params", "ensemble");
      members.forEach((member, m) => {
        const share = (row: number): number =>
          Math.exp(member.score[row] - score[row]) / members.length;
        const own = params?.subarray(m * memberParams, (m + 1) * memberParams);
        member.pullback(
          cotangent.map((c, row) => c * share(row)),
          { ...inputs, ...(own === undefined ? {} : { params: own }) },
        );
      });
    },
  };
}
