import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fromRows, row } from "@retrodict/matrix";
import type { Distribution, Matrix } from "@retrodict/spec";

/** What sbi trains on and conditions on. */
export interface SbiProblem {
  readonly prior: Distribution;
  readonly theta: Matrix;
  readonly x: Matrix;
  readonly observed: Float64Array;
}

export interface SbiDraws {
  /** Chain after chain. */
  readonly draws: Matrix;
  readonly trainSeconds: number;
  readonly sampleSeconds: number;
  readonly versions: string;
}

/** Draws of sbi's vectorised slice sampler; `python` is an interpreter that has sbi. */
export async function sbiSlice(
  python: string,
  { prior, theta, x, observed }: SbiProblem,
  { draws, chains }: { readonly draws: number; readonly chains: number },
): Promise<SbiDraws> {
  const folder = await mkdtemp(join(tmpdir(), "retrodict-bench-"));
  try {
    const [source, target] = [join(folder, "simulations.json"), join(folder, "draws.csv")];
    const problem = {
      theta: rowsOf(theta),
      x: rowsOf(x),
      observed: Array.from(observed),
      lower: Array.from(prior.support.lower),
      upper: Array.from(prior.support.upper),
    };
    await writeFile(source, JSON.stringify(problem));
    const script = fileURLToPath(new URL("../peers/sbi_slice.py", import.meta.url));
    // Away from the sources, as sbi leaves logs behind.
    const { stdout } = await promisify(execFile)(
      python.includes("/") ? resolve(python) : python,
      ["-B", script, source, target, String(draws), String(chains)],
      { cwd: folder },
    );
    const report = JSON.parse(stdout.slice(stdout.lastIndexOf("{"))) as Omit<SbiDraws, "draws">;
    const lines = (await readFile(target, "utf8")).trimEnd().split("\n");
    return { ...report, draws: fromRows(lines.map((line) => line.split(",").map(Number))) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const rowsOf = (m: Matrix): number[][] =>
  Array.from({ length: m.rows }, (_, i) => Array.from(row(m, i)));
