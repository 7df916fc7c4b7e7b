import { assertLength } from "@retrodict/check";
import { logMixture } from "@retrodict/nn";
import type { ScoreVjp } from "@retrodict/spec";
import { memberCotangent, shareGradient } from "./cotangents.ts";

export interface MixtureLayout {
  readonly shares: Float64Array;
  /** Where each member's weights start, then where the last one's end. */
  readonly starts: readonly number[];
  readonly paramCount: number;
}

/** The mixture's score and pullback. */
export function mixtureVjp(
  members: readonly ScoreVjp[],
  { shares, starts, paramCount }: MixtureLayout,
): ScoreVjp {
  const score = logMixture(
    members.map((member) => member.score),
    shares,
  );
  return {
    score,
    pullback(cotangent, { params, ...inputs }) {
      assertLength(cotangent, score.length, "cotangent", "ensemble");
      if (params) assertLength(params, paramCount, "into.params", "ensemble");
      const logShares = params?.subarray(starts.at(-1));
      members.forEach((member, m) => {
        const part = memberCotangent(cotangent, member.score, score, shares[m]);
        const own = params?.subarray(starts[m], starts[m + 1]);
        member.pullback(part, { ...inputs, ...(own && { params: own }) });
        if (logShares && logShares.length > 0) {
          logShares[m] += shareGradient(part, cotangent, shares[m]);
        }
      });
    },
  };
}
