import { type NoiseSource } from "./integrate.ts";
import { type Channel } from "./prinz-neurons.ts";
import { type PyloricOptions } from "./protocol.ts";
/** What a run spends after the burn-in, per membrane area: of each conductance, its integral times the squared driving force. */
export interface PyloricEnergies {
  /** What the channels of AB/PD, LP and PY take, nJ/cm2. */
  readonly membrane: readonly Readonly<Record<Channel, number>>[];
  /** What each synapse makes the neuron it is onto take, nJ/cm2, in the order of the parameters. */
  readonly synapses: readonly number[];
  /**
   * Charge that Na and calcium channels of AB/PD, LP and PY let through, uC/cm2, sodium over 3 and calcium over 4: the other
   * measure, of what ion pumps have to undo.
   */
  readonly charge: readonly number[];
}
/**
 * The energies of `pyloric(options)` by channel and synapse, which `energy_…` of its statistics sums up: the power measure of
 * Moujahid, d'Anjou, Torrealdea & Torrealdea (Phys. Rev. E 83, 2011), as in Deistler et al. (2022). `source` as for `pyloricTrace`.
 */
export declare function pyloricEnergies(
  options: PyloricOptions,
  theta: Float64Array,
  source: NoiseSource,
): PyloricEnergies;
//# sourceMappingURL=energies.d.ts.map
