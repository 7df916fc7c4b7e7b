import type { LogDensity } from "./distribution.ts";
import type { Rng } from "./rng.ts";

/** A Markov chain's kernel: `state` is what the next step needs, `info` what a diagnosis wants. */
export interface Sampler<State, Info> {
  readonly name: string;
  init(rng: Rng, position: Float64Array, target: LogDensity): State;
  step(rng: Rng, state: State, target: LogDensity): { readonly state: State; readonly info: Info };
}
