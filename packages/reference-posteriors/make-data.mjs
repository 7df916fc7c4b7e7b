/**
 * Writes `src/data` from the files of sbibm (https://github.com/sbi-benchmark/sbibm, MIT, release 1.1.0):
 *
 *     find sbibm/tasks -name reference_posterior_samples.csv.bz2 -exec bunzip2 --keep {} +
 *     node make-data.mjs sbibm/tasks
 *
 * It reads `TASK/files/num_observation_N/reference_posterior_samples.csv` of eight tasks and N = 1 … 5: one line with
 * the parameters' names, then 10 000 lines of numbers in single precision. Each file becomes a module with the base64
 * of a gzip of the numbers' bytes: column by column, all first bytes (little-endian), all second, third and fourth ones.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const OBSERVATIONS = [1, 2, 3, 4, 5];
const SAMPLES = 10_000;

/** Names of the tasks here and, where their reference is that of another, the other's. */
const tasks = {
  "gaussian-linear": "gaussian-linear",
  "gaussian-linear-uniform": "gaussian-linear-uniform",
  slcp: "slcp",
  "slcp-distractors": "slcp",
  "bernoulli-glm": "bernoulli-glm",
  "bernoulli-glm-raw": "bernoulli-glm",
  "gaussian-mixture": "gaussian-mixture",
  "two-moons": "two-moons",
  sir: "sir",
  "lotka-volterra": "lotka-volterra",
};

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node make-data.mjs SBIBM_TASKS_FOLDER");
  process.exit(1);
}
const target = join(import.meta.dirname, "src/data");

function readRows(task, observation) {
  const path = join(
    folder,
    task.replaceAll("-", "_"),
    `files/num_observation_${observation}/reference_posterior_samples.csv`,
  );
  const rows = readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(",").map(Number));
  const dim = rows[0].length;
  if (
    rows.length !== SAMPLES ||
    rows.some((row) => row.length !== dim || !row.every(Number.isFinite))
  )
    throw new Error(`${path}: expected ${SAMPLES} rows of ${dim} numbers`);
  return rows;
}

function encode(rows) {
  const dim = rows[0].length;
  const values = new DataView(new ArrayBuffer(4 * dim * rows.length));
  rows.forEach((row, i) =>
    row.forEach((value, j) => values.setFloat32(4 * (j * rows.length + i), value, true)),
  );
  const count = dim * rows.length;
  const planes = new Uint8Array(4 * count);
  for (let at = 0; at < planes.length; at++)
    planes[(at % 4) * count + (at >> 2)] = values.getUint8(at);
  return gzipSync(planes, { level: 9 }).toString("base64");
}

const entries = Object.entries(tasks).map(([task, source]) => {
  let dim = 0;
  for (const observation of OBSERVATIONS) {
    const rows = readRows(source, observation);
    dim = rows[0].length;
    if (task !== source) continue;
    writeFileSync(
      join(target, `${task}-${observation}.ts`),
      `export const data: string =\n  "${encode(rows)}";\n`,
    );
  }
  const imports = OBSERVATIONS.map((n) => `      () => import("./${source}-${n}.ts"),`).join("\n");
  return `  "${task}": {\n    dim: ${dim},\n    observations: [\n${imports}\n    ],\n  },`;
});

writeFileSync(
  join(target, "index.ts"),
  `/** Written by make-data.mjs: where the samples of a task and an observation are, each in a module of its own. */\nexport const references = {\n${entries.join("\n")}\n} as const;\n`,
);
