/** `explore map`: the parameters of highest posterior density, and other modes. */
import { maximumAPosteriori } from "@retrodict/explore";
import { unitText } from "@retrodict/plot";
import { stream } from "@retrodict/random";
import type { MapRecord } from "./exploration-record.ts";
import type { ExploreOptions } from "./explore-options.ts";
import type { ExploredRun } from "./explored-run.ts";
import { kept, keptAll } from "./numbers-in-json.ts";
import { runFiles } from "./run-files.ts";
import { significant } from "./significant.ts";
import { textTable } from "./text-table.ts";

export async function exploreMap(
  { posterior, record }: ExploredRun,
  { seed, signal, onProgress }: ExploreOptions,
): Promise<MapRecord> {
  const rng = stream(seed).fork("explore").fork("map");
  const { modes, verdict } = await maximumAPosteriori(rng, posterior, {
    signal,
    onProgress: (done, total) => onProgress("climb", done, total),
  });
  return {
    seed,
    verdict,
    sentences: [verdict.sentence.replace(/^It /, "The highest density ")],
    modes: modes.map(({ theta, logDensity, share, converged, atEdge }) => ({
      theta: keptAll(theta),
      logDensity: kept(logDensity),
      share,
      converged,
      atEdge: atEdge.map((j) => record.parameters[j].name),
    })),
  };
}

/** Modes printed side by side at most. */
const MOST_PRINTED = 5;

export function mapLines(
  { sentences, modes }: MapRecord,
  { record: { parameters } }: ExploredRun,
): readonly string[] {
  const shown = modes.slice(0, MOST_PRINTED);
  return [
    ...sentences,
    textTable([
      ["", "", ...shown.map((_, k) => `mode ${k + 1}`)],
      ["log-density", "", ...shown.map(({ logDensity }) => significant(logDensity))],
      ["share of climbs", "", ...shown.map(({ share }) => `${Math.round(100 * share)} %`)],
      ...parameters.map(({ name, unit }, j) => [
        name,
        unitText(unit),
        ...shown.map(({ theta }) => significant(theta[j])),
      ]),
    ]),
    ...(modes.length > shown.length
      ? [`${modes.length - shown.length} lower modes are in ${runFiles.exploration}.`]
      : []),
  ];
}
