/** Measured rhythms, in the form of the simulator's output: NaN where nothing was measured. */
import type { NamedObservation, Options } from "@retrodict/spec";
import { fromElifeOrder, statistics } from "./statistics/index.ts";

/**
 * Extracellular recording of a crab (Cancer borealis) at 11 °C, preparation 845_082, file 0044, by S. Haddad and
 * E. Marder: doi:10.5281/zenodo.5139650. The 18 statistics as Deistler et al. (2022) order them; plateaus, which
 * such a recording cannot show, are set to those of no plateau.
 */
const crab = [
  1170.8585937500002, 206.03643410852757, 214.3070312499983, 412.84218749999985,
  0.17597038208400437, 0.18303408489629858, 0.3525978198424098, 0.41160032801783486,
  0.6305448926035179, 481.9257812500009, 256.35312499999895, 275.16484375000044, 42.04609375000071,
  0.23501116635161598, 0.035910479689384524, 2.5, 2.5, 2.5,
];

/** Means over lobsters and standard deviations (Prinz et al. 2004), in the order of Gonçalves et al. (2020). */
export const lobsters = Object.freeze({
  mean: [1509, 582, 399, 530, 221, -61, 803, 1141, 0.385, 0.264, 0.348, 0.148, -0.04, 0.533, 0.758],
  sd: [279, 133, 113, 150, 109, 60, 169, 216, 0.04, 0.059, 0.054, 0.065, 0.034, 0.054, 0.06],
});

export const observations: readonly NamedObservation[] = [
  {
    name: "crab",
    description:
      "A crab's rhythm at 11 °C, recorded extracellularly by Haddad and Marder: the 18 statistics of the PNAS paper.",
    load: () => observe(crab, {}),
  },
  {
    name: "lobsters",
    description: "Mean rhythm of lobsters in Prinz et al. (2004): 15 statistics.",
    load: () => observe(fromElifeOrder(Float64Array.from(lobsters.mean)), { statistics: "prinz" }),
  },
];

function observe(measured: ArrayLike<number>, options: Options) {
  const raw = new Float64Array(statistics(true).length).fill(Number.NaN);
  raw.set(measured);
  return { options, raw };
}
