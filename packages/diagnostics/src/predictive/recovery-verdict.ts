import { formatPValue, LEVEL } from "../significance.ts";
import type { Verdict } from "../types.ts";
import { listed } from "./level.ts";
import type { Recovery } from "./recovery.ts";

/** With fewer trials a coverage of 80 % could pass for one of 90 %. */
const FEWEST_TRIALS = 60;
/** Parameters that the data narrow by less than this share of the prior's variance are as good as unknown. */
const LITTLE = 0.1;

/** Whether intervals hold the truth as often as they should, and which parameters the data say little about. */
export function recoveryVerdict({
  parameters,
  nominal,
  pValue,
}: Omit<Recovery, "verdict">): Verdict {
  const trials = parameters[0].trials.truth.length;
  const claimed = `${percent(nominal)} intervals`;
  if (pValue <= LEVEL) {
    const wrong = parameters.filter(({ coverageP }) => parameters.length * coverageP <= LEVEL);
    const found = listed(wrong.map(({ name, coverage }) => `${name} in ${percent(coverage)}`));
    const narrow = wrong.every(({ coverage }) => coverage < nominal);
    return {
      outcome: "fail",
      sentence: `The ${claimed} hold the truth of ${found} of ${trials} trials (${formatPValue(pValue)}): ${narrow ? "they are too narrow or in the wrong place" : "they are not what they claim"}; train on more simulations or with another estimator.`,
    };
  }
  const range = parameters.map(({ coverage }) => coverage);
  const held = `The ${claimed} hold the truth in ${between(Math.min(...range), Math.max(...range))} of ${trials} trials (${formatPValue(pValue)})`;
  if (trials < FEWEST_TRIALS)
    return { outcome: "unclear", sentence: `${held}, which are too few to tell; make more.` };
  const unknown = parameters.filter(({ contraction }) => contraction < LITTLE);
  const rest =
    unknown.length === 0
      ? ""
      : `; data of this kind say next to nothing about ${listed(unknown.map(({ name }) => name))}`;
  return { outcome: "pass", sentence: `${held}${rest}.` };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const between = (lowest: number, highest: number): string =>
  percent(lowest) === percent(highest)
    ? percent(lowest)
    : `${Math.round(100 * lowest)} to ${percent(highest)}`;
