import { numbered, type State } from "./state.ts";

/** Names of the dense layers of nflows' residual network `name`, in the order values pass them, and its blocks. */
export function residualLayers(state: State, name: string) {
  const blocks = numbered(state, `${name}.blocks.`).map((i) => `${name}.blocks.${i}`);
  const inner = blocks.flatMap((block) => [
    `${block}.linear_layers.0`,
    `${block}.linear_layers.1`,
    ...(state.has(`${block}.context_layer.weight`) ? [`${block}.context_layer`] : []),
  ]);
  return {
    dense: [`${name}.initial_layer`, ...inner, `${name}.final_layer`],
    blocks: blocks.length,
  };
}
