import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { matrix } from "@retrodict/matrix";
import { proposeAndSimulate } from "@retrodict/rounds";
import { inProcess } from "@retrodict/simulate";
import type { Matrix } from "@retrodict/spec";
import { task as taskOf } from "@retrodict/tasks";
import type { Fitted } from "./fitted.ts";
import { streamOf } from "./infer-own.ts";
import { observedIn } from "./observed.ts";
import { processorTime } from "./processor-time.ts";
import type { Job, SbiAlgorithm } from "./types.ts";

const script = fileURLToPath(new URL("../peers/sbi_posterior.py", import.meta.url));

/** What the script says of its run. */
interface Reply {
  readonly versions: string;
  readonly train: number;
  readonly epochs: number;
  readonly loss: number;
  /** Seconds of each observation's draws. */
  readonly sample: readonly number[];
}

/**
 * Trains sbi on the simulations that ours would have and draws from all posteriors of the job; `python` is an
 * interpreter that has sbi.
 */
export async function inferSbi(job: Job, { sbi }: SbiAlgorithm, python: string): Promise<Fitted> {
  const task = taskOf(job.task);
  const [simulated, simulate] = await processorTime(() =>
    proposeAndSimulate(streamOf(job, 1).fork("round").fork(0), {
      simulator: inProcess(task.create()),
      prior: task.prior,
      proposal: "prior",
      simulations: job.simulations,
    }),
  );
  const { theta, x } = simulated.round;
  const observed = job.observations.map((observation) => observedIn(job.task, observation));
  const problem = {
    ...sbi,
    seed: job.seed,
    draws: job.draws,
    prior: task.prior.config,
    observed: observed.map((each) => Array.from(each)),
    dims: [theta.cols, x.cols],
  };
  const { reply, draws } = await inFolder(async (folder) => {
    await writeFile(join(folder, "problem.json"), JSON.stringify(problem));
    await writeFile(join(folder, "theta.f64"), theta.data);
    await writeFile(join(folder, "x.f64"), x.data);
    // Away from the sources, as sbi leaves logs behind.
    await promisify(execFile)(python, ["-B", script, folder], { cwd: folder });
    return {
      reply: JSON.parse(await readFile(join(folder, "reply.json"), "utf8")) as Reply,
      draws: await Promise.all(
        observed.map((_, i) => readMatrix(join(folder, `draws-${i}.f64`), theta.cols)),
      ),
    };
  });
  const { train, epochs, loss, versions, sample } = reply;
  return {
    seconds: { simulate, propose: 0, train },
    epochs,
    loss,
    versions,
    async draw(observation) {
      const i = job.observations.indexOf(observation);
      return { samples: draws[i], seconds: sample[i], warnings: [] };
    },
  };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "retrodict-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readMatrix(file: string, cols: number): Promise<Matrix> {
  const data = new Float64Array(new Uint8Array(await readFile(file)).buffer);
  return matrix(data.length / cols, cols, data);
}
