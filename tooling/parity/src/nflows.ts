/** What the flows that sbi builds with nflows share: a standardisation, then a list of layers. */
import type { Standardization } from "@retrodict/nn";
import { centred, scaled } from "./standardizations.ts";
import { numbered, type State } from "./state.ts";

const LAYERS = "net._transform._transforms.";
const EMBEDDING = "net._embedding_net.0";

export interface Nflows {
  readonly target: Standardization;
  readonly context: Standardization;
  /** Names of the layers, from the target to the latent. */
  readonly layers: readonly string[];
}

export function nflows(state: State): Nflows {
  const [standardization, ...layers] = numbered(state, LAYERS).map((i) => `${LAYERS}${i}`);
  return {
    target: scaled(state, `${standardization}._shift`, `${standardization}._scale`),
    context: centred(state, `${EMBEDDING}._mean`, `${EMBEDDING}._std`),
    layers,
  };
}
