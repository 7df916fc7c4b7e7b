/** Draws the figures of this example from the folder of a run: `pnpm figures RUN`. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plugin } from "@retrodict/hodgkin-huxley";
import { pairPlot, tracePlot } from "@retrodict/plot";
import { parse } from "csv-parse/sync";
import { column, fromRows, gatherColumns, transpose } from "retrodict";

const run = process.argv[2];
if (run === undefined) throw new Error("expected the folder of a run, got nothing; pass it");
const table = (name: string) => {
  const [, ...rows]: string[][] = parse(readFileSync(join(run, name)));
  return fromRows(rows.map((row) => row.map(Number)));
};

const { parameters, outputs } = plugin.simulators[0].info;
const traces = table("predictive-traces.csv"); // time, observed, stimulus, then one column per draw
const [time, observed, stimulus] = [0, 1, 2].map((j) => column(traces, j));
const draws = Array.from({ length: traces.cols - 3 }, (_, j) => j + 3);
const predicted = transpose(gatherColumns(traces, draws));

const images = join(import.meta.dirname, "../figures");
mkdirSync(images, { recursive: true });
writeFileSync(
  join(images, "posterior.svg"),
  pairPlot({ samples: table("samples.csv"), parameters }),
);
writeFileSync(
  join(images, "predictive.svg"),
  tracePlot({
    time,
    timeUnit: "ms",
    signal: outputs[0],
    observed,
    predicted,
    stimulus: {
      values: stimulus,
      field: { name: "current", symbol: "I", unit: "pA", description: "Injected current." },
    },
  }),
);
