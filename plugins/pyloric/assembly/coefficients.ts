/**
 * What the parameters come to for a time step and a temperature: the constant factors of the solver. The parameters
 * are in mS/cm2 of membrane and ln(mS) per synapse, the solver's conductances in units of `C / dt`: their sum is a
 * step's decay.
 */

// Area and capacitance are the published ones, of which the second is not quite 1 uF/cm2 times the first.
const AREA: f64 = 0.628e-3; // cm2
const CAPACITANCE: f64 = 0.6283e-3; // uF
const REFERENCE_TEMPERATURE: f64 = 283.0; // K
const CALCIUM_TIME: f64 = 200.0; // ms
const CALCIUM_PER_CURRENT: f64 = 14961.0; // uM/uA
const GAS: f64 = 8.31451e3; // mJ/(mol K)
const FARADAY: f64 = 96485.3415; // C/mol
const GLUTAMATE_TIME: f64 = 40.0; // ms
const ACETYLCHOLINE_TIME: f64 = 100.0; // ms
/** Q10 of the activation of CaS and KCa, which is not a parameter. */
const Q10_M_CAS: f64 = 2.0;
const Q10_M_KCA: f64 = 1.6;

/** Input: 3 x 8 membrane and 7 synaptic conductances, then the Q10s: 8 and 2 of these, and 5 of the rates. */
export const theta: usize = memory.data(46 * 8, 16);
const membraneQ10s: usize = theta + 31 * 8;
const synapseQ10s: usize = theta + 39 * 8;
const rateQ10s: usize = theta + 41 * 8;

/** Per neuron the eight conductances in the order of `CHANNELS`. */
export const membrane: usize = memory.data(24 * 8, 16);
/** AB-LP, PD-LP, AB-PY, PD-PY, LP-PD, LP-PY, PY-LP. */
export const synapses: usize = memory.data(7 * 8, 16);
/** What `gates` takes. */
export const speeds: usize = memory.data(5 * 8, 16);
/** See the offsets below. */
export const factors: usize = memory.data(6 * 8, 16);

/** Share of the way to its steady state that calcium covers in a step. */
export const CALCIUM_SHARE: usize = 0;
/** Calcium (uM) per current, which is in mV as conductances are in `C / dt`. */
export const CALCIUM_GAIN: usize = 8;
/** `R T / 2 F`, mV. */
export const NERNST: usize = 16;
/** Voltage per standard normal of the noise in the current, mV. */
export const NOISE: usize = 24;
/** Rate of cholinergic synapses in units of that of glutamatergic ones. */
export const CHOLINERGIC: usize = 32;
/** Power (nW/cm2) per conductance times voltage squared. */
export const POWER: usize = 40;

/** The solver's order of the channels of `theta` (Na, CaT, CaS, A, KCa, Kd, H, leak): CaS and A change places. */
const CHANNELS: StaticArray<i32> = [0, 1, 3, 2, 4, 5, 6, 7];
/** Which synapses are cholinergic. */
const IS_CHOLINERGIC: StaticArray<i32> = [0, 1, 0, 1, 0, 0, 0];

export function setCoefficients(dt: f64, temperature: f64, noise: f64): void {
  const decades = (temperature - REFERENCE_TEMPERATURE) / 10.0;
  const perVolt = dt / CAPACITANCE;
  for (let j = 0; j < 3; j++) {
    for (let c = 0; c < 8; c++) {
      const channel = unchecked(CHANNELS[c]);
      const phi = speedUp(membraneQ10s, channel, decades);
      put(membrane, 8 * j + c, at(theta, 8 * j + channel) * AREA * phi * perVolt);
    }
  }
  for (let s = 0; s < 7; s++) {
    const phi = speedUp(synapseQ10s, unchecked(IS_CHOLINERGIC[s]), decades);
    put(synapses, s, Math.exp(at(theta, 24 + s)) * phi * perVolt);
  }
  put(speeds, 0, dt * speedUp(rateQ10s, 0, decades));
  put(speeds, 1, dt * Math.pow(Q10_M_CAS, decades));
  put(speeds, 2, dt * Math.pow(Q10_M_KCA, decades));
  put(speeds, 3, dt * speedUp(rateQ10s, 1, decades));
  const glutamatergic = speedUp(rateQ10s, 3, decades) / GLUTAMATE_TIME;
  const cholinergic = speedUp(rateQ10s, 4, decades) / ACETYLCHOLINE_TIME;
  put(speeds, 4, dt * glutamatergic);
  const buffering = (dt * speedUp(rateQ10s, 2, decades)) / CALCIUM_TIME;
  store<f64>(factors + CALCIUM_SHARE, -Math.expm1(-buffering));
  store<f64>(factors + CALCIUM_GAIN, CALCIUM_PER_CURRENT / perVolt);
  store<f64>(factors + NERNST, (GAS * temperature) / (2.0 * FARADAY));
  store<f64>(factors + NOISE, noise * perVolt);
  store<f64>(factors + CHOLINERGIC, cholinergic / glutamatergic);
  store<f64>(factors + POWER, 1.0 / (perVolt * AREA));
}

function speedUp(q10s: usize, index: i32, decades: f64): f64 {
  return Math.pow(at(q10s, index), decades);
}

function at(block: usize, index: i32): f64 {
  return load<f64>(block + ((<usize>index) << 3));
}

function put(block: usize, index: i32, value: f64): void {
  store<f64>(block + ((<usize>index) << 3), value);
}
