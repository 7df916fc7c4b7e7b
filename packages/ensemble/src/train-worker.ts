/** What a worker thread executes: it makes the estimator and the loss, and trains. */
import type { MessagePort } from "node:worker_threads";
import { trainOne, type MemberJob } from "@retrodict/nn";
import { restoreStream } from "@retrodict/random";
import type {
  ConditionalEstimator,
  FitOptions,
  Loss,
  Recipe,
  RngState,
  RunOptions,
  Trained,
} from "@retrodict/spec";
import { transportable, type TransportedFailure } from "./transported-failure.ts";

export interface MemberTask {
  readonly rng: RngState;
  readonly split: MemberJob["split"];
  readonly estimator: Recipe;
  readonly loss: Recipe;
  readonly settings: Omit<FitOptions, keyof RunOptions>;
  /** Takes `Progress`; whatever comes from it means stop. */
  readonly port: MessagePort;
}

export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
}

export type MemberResult = Trained | { readonly failure: TransportedFailure };

export default async function trainMember({ port, ...task }: MemberTask): Promise<MemberResult> {
  const controller = new AbortController();
  port.on("message", () => controller.abort());
  try {
    const estimator = await make<ConditionalEstimator>(task.estimator);
    const loss = await make<Loss>(task.loss);
    const options = {
      ...task.settings,
      signal: controller.signal,
      onProgress: (epoch: number, epochs: number) => {
        const progress: Progress = { epoch, epochs };
        port.postMessage(progress);
      },
    };
    const { split } = task;
    return await trainOne({ rng: restoreStream(task.rng), estimator, split, options }, loss);
  } catch (error) {
    return { failure: transportable(error) };
  } finally {
    port.close();
  }
}

async function make<T>({ module, name, args }: Recipe): Promise<T> {
  const exports = (await import(/* @vite-ignore */ module)) as Readonly<
    Record<string, (...args: readonly unknown[]) => T>
  >;
  return exports[name](...args);
}
