import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Job, Outcome } from "./types.ts";

/** What a worker is asked to do. */
export interface Order {
  readonly job: Job;
  /** The interpreter of Python that has sbi; empty where none is needed. */
  readonly python: string;
}

export interface Supervision {
  /** The module that the process runs. */
  readonly worker?: URL;
  /** How long the job may take. */
  readonly minutes: number;
  readonly onOutcome: (outcome: Outcome) => void;
}

/**
 * Measures a job in a process of its own, whatever becomes of it: observations of which it says nothing, because it
 * ended or its time was up, have failed.
 */
export async function superviseJob(
  order: Order,
  { worker = new URL("worker.ts", import.meta.url), minutes, onOutcome }: Supervision,
): Promise<void> {
  const child = fork(fileURLToPath(worker), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const missing = new Set(order.job.observations);
  child.on("message", (outcome: Outcome) => {
    missing.delete(outcome.observation);
    onOutcome(outcome);
  });
  let reason: string | undefined;
  const timer = setTimeout(() => {
    reason = `took more than ${minutes} minutes`;
    child.kill("SIGKILL");
  }, minutes * 60_000);
  child.send(order);
  const ended = await new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(`its process ended with ${signal ?? code}`));
  });
  clearTimeout(timer);
  for (const observation of missing) onOutcome({ observation, error: reason ?? ended });
}
