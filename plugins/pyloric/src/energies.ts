import { integrate, type NoiseSource } from "./integrate.ts";
import { kernel, type Kernel } from "./kernel.ts";
import { neurons } from "./parameters.ts";
import { channels, type Channel } from "./prinz-neurons.ts";
import { resolveProtocol, samplesOf, type PyloricOptions } from "./protocol.ts";

/** What a run spends after the burn-in, per membrane area. Power is conductance times squared driving force. */
export interface PyloricEnergies {
  /** What the channels of AB/PD, LP and PY take, nJ/cm2. */
  readonly membrane: readonly Readonly<Record<Channel, number>>[];
  /** What each synapse makes the neuron it is onto take, nJ/cm2, in the order of the parameters. */
  readonly synapses: readonly number[];
  /**
   * Charge that sodium and calcium channels of AB/PD, LP and PY let through, uC/cm2, a third of sodium's and a quarter
   * of calcium's: another measure, of what ion pumps have to undo.
   */
  readonly charge: readonly number[];
}

/** The channels in the solver's order. */
const solved = ["Na", "CaT", "A", "CaS", "KCa", "Kd", "H", "leak"] as const;

/** Places in the solver's state: 12 gates of each neuron, V, calcium and E_Ca of four, the synapses of PD. */
const GATES = 12;
const V = 3 * GATES;
const E_CA = V + 8;
const [FROM_AB, FROM_LP, FROM_PY, FROM_PD] = [11, 23, 35, 48];

/** Of each synapse: where its gate is, which neuron it is onto, and its reversal potential, mV. */
const synapses = [
  [FROM_AB, 1, -70],
  [FROM_PD, 1, -80],
  [FROM_AB, 2, -70],
  [FROM_PD, 2, -80],
  [FROM_LP, 0, -70],
  [FROM_LP, 2, -70],
  [FROM_PY, 1, -70],
] as const;

/** Where the factor from conductance times squared voltage to power stands. */
const POWER = 5;

/**
 * The energies of `pyloric(options)` by channel and synapse, which `energy_…` of its statistics sums up: the
 * measure of Moujahid, d'Anjou, Torrealdea & Torrealdea (Phys. Rev. E 83, 2011), as in Deistler et al. (2022).
 * `source` as for `pyloricTrace`.
 */
export function pyloricEnergies(
  options: PyloricOptions,
  theta: Float64Array,
  source: NoiseSource,
): PyloricEnergies {
  const protocol = { ...resolveProtocol(options), energies: true };
  const { "time-step": dt, "burn-in": burnIn } = protocol;
  const network = kernel();
  const meters = neurons.map((_, j) => meter(network, j));
  const synaptic = new Float64Array(synapses.length);
  // The power of a sample is that of the state before it.
  const [from, to] = [Math.round(burnIn / dt) - 1, samplesOf(protocol) - 1];
  integrate({ protocol, theta, source, chunk: 1 }, ({ start }) => {
    if (start < from || start >= to) return true;
    for (const { read } of meters) read();
    synapses.forEach(([gate, onto, reversal], s) => {
      const gap = network.state[V + onto] - reversal;
      synaptic[s] += network.synapses[s] * network.state[gate] * gap * gap;
    });
    return true;
  });
  const scale = (network.factors[POWER] * dt) / 1000;
  const scaled = (sums: Float64Array) => Array.from(sums, (sum) => sum * scale);
  return {
    membrane: meters.map(({ energies }) => byChannel(scaled(energies))),
    synapses: scaled(synaptic),
    charge: meters.map(({ charges }) => scaled(charges)[0]),
  };
}

/** Sums up what flows through a neuron's channels, one reading per sample. */
function meter({ membrane, state }: Kernel, neuron: number) {
  const gates = state.subarray(GATES * neuron, GATES * (neuron + 1));
  const maximal = membrane.subarray(8 * neuron, 8 * (neuron + 1));
  const conductances = new Float64Array(8);
  const reversals = Float64Array.of(50, 0, -80, 0, -80, -80, -20, -50);
  const energies = new Float64Array(8);
  const charges = new Float64Array(1);
  const read = () => {
    const v = state[V + neuron];
    reversals[1] = reversals[3] = state[E_CA + neuron];
    openShares(gates, conductances);
    for (let c = 0; c < 8; c++) {
      conductances[c] *= maximal[c];
      energies[c] += conductances[c] * (v - reversals[c]) ** 2;
    }
    const calcium = (conductances[1] + conductances[3]) * Math.abs(v - reversals[1]);
    charges[0] += (conductances[0] * Math.abs(v - reversals[0])) / 3 + calcium / 4;
  };
  return { read, energies, charges };
}

/** Which share of each channel is open: `m^p h`. */
function openShares(gate: Float64Array, out: Float64Array): void {
  out[0] = gate[0] ** 3 * gate[2];
  out[1] = gate[1] ** 3 * gate[3];
  out[2] = gate[4] ** 3 * gate[6];
  out[3] = gate[5] ** 3 * gate[7];
  out[4] = gate[8] ** 4;
  out[5] = gate[9] ** 4;
  out[6] = gate[10];
  out[7] = 1;
}

/** From the solver's order to that of the parameters. */
function byChannel(sums: readonly number[]): Record<Channel, number> {
  const named = channels.map((channel) => [channel, sums[solved.indexOf(channel)]]);
  return Object.fromEntries(named) as Record<Channel, number>;
}
