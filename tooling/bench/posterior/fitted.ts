import type { Matrix } from "@retrodict/spec";
import type { Measured, Seconds } from "./types.ts";

/** What was inferred, by whatever tool: ready to draw from the posterior of each observation of a job. */
export interface Fitted extends Pick<Measured, "epochs" | "loss" | "versions"> {
  readonly seconds: Pick<Seconds, "simulate" | "propose" | "train">;
  draw(observation: number): Promise<PosteriorDraws>;
}

export interface PosteriorDraws {
  readonly samples: Matrix;
  readonly seconds: number;
  readonly warnings: readonly string[];
}
