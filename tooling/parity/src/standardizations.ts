/** The standardisations that sbi puts before its networks. */
import type { Standardization } from "@retrodict/nn";
import { values, type State } from "./state.ts";

/** From the arrays `mean` and `std`. */
export function centred(state: State, mean: string, std: string): Standardization {
  return { mean: values(state, mean), std: values(state, std), constant: [] };
}

/** From the arrays of an affine map `scale ∘ x + shift`. */
export function scaled(state: State, shift: string, scale: string): Standardization {
  const [b, s] = [values(state, shift), values(state, scale)];
  return {
    mean: b.map((value, d) => -value / s[d]),
    std: s.map((value) => 1 / value),
    constant: [],
  };
}

/** Those of sbi's ratio networks. */
export function ofRatio(state: State) {
  const of = (name: string) => centred(state, `${name}.0._mean`, `${name}.0._std`);
  return { target: of("embedding_net_theta"), context: of("embedding_net_x") };
}

/** Leaves `dim` columns as they are. */
export function none(dim: number): Standardization {
  return { mean: new Float64Array(dim), std: new Float64Array(dim).fill(1), constant: [] };
}
