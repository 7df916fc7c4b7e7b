import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { readSafetensors } from "./safetensors.ts";
import { values, type State } from "./state.ts";
import type { Architecture } from "./types.ts";

/** A Python network with some of its results, computed there in float64. */
export interface Fixture {
  readonly architecture: Architecture;
  readonly state: State;
  readonly target: Matrix;
  readonly context: Matrix;
  /** Log-density or log-ratio of every row of (target, context). */
  readonly score: Float64Array;
  /** Densities only: base noise, and the targets that the inverse maps it to given `context`. */
  readonly noise?: Matrix;
  readonly sample?: Matrix;
  /** Mixtures only: the component whose sample each row is. */
  readonly component?: Float64Array;
}

const WEIGHTS = "weights/";

/** Reads what `python/make_fixtures.py` wrote. */
export function readFixture(file: Uint8Array): Fixture {
  const { arrays, metadata } = readSafetensors(file);
  const architecture = JSON.parse(metadata.architecture) as Architecture;
  const state = new Map(
    [...arrays]
      .filter(([name]) => name.startsWith(WEIGHTS))
      .map(([name, array]) => [name.slice(WEIGHTS.length), array]),
  );
  const rows = (name: string): Matrix => {
    const data = values(arrays, name);
    const [count] = arrays.get(name)!.shape;
    return matrix(count, data.length / count, data);
  };
  return Object.freeze({
    architecture,
    state,
    target: rows("target"),
    context: rows("context"),
    score: values(arrays, "score"),
    ...(arrays.has("noise") && { noise: rows("noise"), sample: rows("sample") }),
    ...(arrays.has("component") && { component: values(arrays, "component") }),
  });
}
