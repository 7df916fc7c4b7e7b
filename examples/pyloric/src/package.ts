/** What others need not simulate again: valid simulations and the posterior learned, as two files of this example. */
import { readFileSync, writeFileSync } from "node:fs";
import { decodeArtifact, encodeArtifact } from "@retrodict/artifact";
import { flowsFromConfig } from "@retrodict/flows";
import { loadFit, matrix, saveFit, type Matrix } from "retrodict";
import { prior } from "./crab.ts";
import type { Learned } from "./learn.ts";

const file = (name: string): URL => new URL(`../data/${name}.safetensors`, import.meta.url);

interface Simulations extends Omit<Learned, "fit" | "theta" | "x"> {
  /** In single precision, row by row. */
  readonly theta: Float32Array;
  readonly x: Float32Array;
}

/** Writes both files. */
export function writePackage({ fit, theta, x, counts, stds }: Learned, seed: number): void {
  const provenance = { seed, simulator: "pyloric 1.0.0", observation: "crab" };
  const value: Simulations = {
    theta: Float32Array.from(theta.data),
    x: Float32Array.from(x.data),
    counts,
    stds,
  };
  writeFileSync(file("simulations"), encodeArtifact({ kind: "pyloric", value, provenance }));
  writeFileSync(file("posterior"), saveFit(fit, { prior, provenance }));
}

/** What the files hold. */
export function readPackage(): Learned {
  const { theta, x, counts, stds } = decodeArtifact(readFileSync(file("simulations")))
    .value as Simulations;
  return {
    fit: loadFit(readFileSync(file("posterior")), { estimators: { ensemble: flowsFromConfig } }),
    theta: widened(theta, prior.dim),
    x: widened(x, stds.length),
    counts,
    stds,
  };
}

const widened = (values: Float32Array, cols: number): Matrix =>
  matrix(values.length / cols, cols, Float64Array.from(values));
