import type { SimulatorInfo } from "@retrodict/spec";

/** Metadata of a problem with `parameters` parameters between two bounds and `outputs` outputs. */
export function problemInfo(
  id: string,
  bounds: readonly [lower: number, upper: number],
  { parameters, outputs }: { readonly parameters: number; readonly outputs: number },
): SimulatorInfo {
  return {
    specVersion: 1,
    id,
    version: "1.0.0",
    description: `The problem ${id}`,
    parameters: Array.from({ length: parameters }, (_, j) => ({
      name: `theta_${j + 1}`,
      unit: "1",
      description: `Parameter ${j + 1}`,
      bounds,
      default: (bounds[0] + bounds[1]) / 2,
    })),
    outputs: Array.from({ length: outputs }, (_, j) => ({
      name: `x_${j + 1}`,
      unit: "1",
      description: `Output ${j + 1}`,
      shape: [],
    })),
  };
}
