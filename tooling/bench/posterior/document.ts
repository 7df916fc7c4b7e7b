/** What of `docs/benchmark.md` follows from the lines; the rest of it is written by hand. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "@retrodict/check";
import { calibrationFigure, calibrationTables } from "../calibration/section.ts";
import { readStudies, resultsFile } from "../calibration/results.ts";
import type { CalibrationLine } from "../calibration/types.ts";
import { readDimensions, resultsFile as dimensionsFile } from "../dimensions/results.ts";
import { dimensionTable } from "../dimensions/section.ts";
import type { DimensionLine } from "../dimensions/types.ts";
import type { Benchmark } from "../src/types.ts";
import { accuracyFigure } from "./figure.ts";
import { isFailed } from "./lines.ts";
import { resultsFolder } from "./posterior.ts";
import { newest, readEditions } from "./scores.ts";
import { accuracyTables, costTable } from "./tables.ts";
import type { Line } from "./types.ts";

const docs = join(import.meta.dirname, "../../../docs");

/** Files that lines decide on, whole, as they are and as they should be. */
export function generatedFiles(
  editions: readonly (readonly Line[])[],
  studies: readonly CalibrationLine[],
  dimensions: readonly DimensionLine[],
) {
  const lines = newest(editions);
  const document = join(docs, "benchmark.md");
  const scaling = join(docs, "scaling.md");
  const sections = {
    accuracy: accuracyTables(lines),
    cost: costTable(lines),
    failures: failures(editions.flat()),
    calibration: calibrationTables(studies),
  };
  return [
    { file: document, text: filled(readFileSync(document, "utf8"), sections) },
    {
      file: scaling,
      text: filled(readFileSync(scaling, "utf8"), { dimensions: dimensionTable(dimensions) }),
    },
    { file: join(docs, "images/benchmark.svg"), text: accuracyFigure(lines) },
    { file: join(docs, "images/calibration.svg"), text: calibrationFigure(studies) },
  ];
}

/** The text with what stands between `<!-- NAME -->` and `<!-- /NAME -->` replaced. */
export function filled(text: string, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce((before, [name, content]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [before.indexOf(start), before.indexOf(end)];
    assert(
      from >= 0 && to > from,
      "data",
      "bench",
      () => `expected ${start} and ${end} in the document, got neither or one; put them back`,
    );
    return `${before.slice(0, from + start.length)}\n\n${content}\n\n${before.slice(to)}`;
  }, text);
}

function failures(lines: readonly Line[]): string {
  const failed = lines.filter(isFailed);
  if (failed.length === 0) return "No cell failed.";
  return failed
    .map(
      ({ algorithm, task, simulations, observation, seed, error }) =>
        `- \`${algorithm}\`, ${task}, ${simulations} simulations, observation ${observation}, seed ${seed}: ${error}`,
    )
    .join("\n");
}

export const posteriorDocument: Benchmark<Record<string, never>> = {
  summary: "docs/benchmark.md, its figures and docs/scaling.md, from the results there are",
  defaults: {},
  run() {
    const files = generatedFiles(
      readEditions(resultsFolder),
      readStudies(resultsFile),
      readDimensions(dimensionsFile),
    );
    for (const { file, text } of files) writeFileSync(file, text);
    return { written: files.length };
  },
};
