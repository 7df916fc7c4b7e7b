/**
 * Powers respaced so that all neighbours would swap equally often: between two powers, rejections add up about linearly
 * (Syed et al. 2022, "communication barrier"). `powers` rise from 0 to 1; `rejections[k]` is the mean rejection of swaps
 * between powers k and k + 1.
 */
export function respaced(powers: Float64Array, rejections: Float64Array): Float64Array {
  const last = powers.length - 1;
  // Where nothing is ever rejected the spacing does not matter, but must stay defined.
  const steps = rejections.map((rejection) => Math.max(rejection, LEAST));
  const barrier = steps.reduce((sum, step) => sum + step, 0);
  const out = new Float64Array(powers.length);
  out[last] = 1;
  let below = 0;
  let k = 0;
  for (let i = 1; i < last; i++) {
    const wanted = (i / last) * barrier;
    while (k < last - 1 && below + steps[k] < wanted) below += steps[k++];
    out[i] = powers[k] + ((powers[k + 1] - powers[k]) * (wanted - below)) / steps[k];
  }
  return out;
}

const LEAST = 1e-3;
