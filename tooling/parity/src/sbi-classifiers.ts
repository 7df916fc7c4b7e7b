/** The standardisations of sbi's ratio networks. */
import type { Standardization } from "@retrodict/nn";
import { centred } from "./standardizations.ts";
import type { State } from "./state.ts";

export function sbiClassifier(state: State): {
  readonly target: Standardization;
  readonly context: Standardization;
} {
  const of = (name: string) => centred(state, `${name}.0._mean`, `${name}.0._std`);
  return { target: of("embedding_net_theta"), context: of("embedding_net_x") };
}
