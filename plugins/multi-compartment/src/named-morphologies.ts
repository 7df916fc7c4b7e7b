import type { Section } from "./morphology.ts";

/** Sizes of a named morphology: um, and compartments from one end to the other. */
export interface Size {
  readonly length: number;
  readonly diameter: number;
  readonly somaDiameter: number;
  readonly compartments: number;
}

/** The morphologies that options may name. */
export const namedMorphologies = {
  cable: ({ length, diameter, compartments }: Size): readonly Section[] => [
    { name: "cable", length, diameter, compartments },
  ],
  "ball-and-stick": ({ somaDiameter, ...dendrite }: Size): readonly Section[] => [
    // A cylinder as long as wide has the area of the sphere, without its two discs.
    { name: "soma", length: somaDiameter, diameter: somaDiameter, compartments: 0 },
    stick("dendrite", dendrite, "soma"),
  ],
  /**
   * A trunk and two daughters whose diameters to the power 3/2 add up to the trunk's and which are as long
   * as it in length constants: what is injected into the trunk meets the `cable` of twice the trunk's length
   * (Rall, Exp. Neurol. 1, 1959).
   */
  rall: ({ length, diameter, compartments }: Size): readonly Section[] => {
    const half = { length: length / 2, diameter, compartments: Math.ceil(compartments / 2) };
    const daughter = {
      ...half,
      length: half.length * 2 ** (-1 / 3),
      diameter: diameter * 2 ** (-2 / 3),
    };
    return [
      stick("trunk", half),
      stick("left", daughter, "trunk"),
      stick("right", daughter, "trunk"),
    ];
  },
} as const;

export type MorphologyName = keyof typeof namedMorphologies;

function stick(
  name: string,
  { length, diameter, compartments }: Omit<Size, "somaDiameter">,
  parent?: string,
): Section {
  return { name, length, diameter, compartments, ...(parent !== undefined && { parent }) };
}
