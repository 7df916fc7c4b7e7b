const LOG_2PI = Math.log(2 * Math.PI);

/** Log density at `x` of the normal about `mean` with the same standard deviation in every dimension. */
export function isotropicLogDensity(x: Float64Array, mean: Float64Array, std: number): number {
  let square = 0;
  for (let j = 0; j < x.length; j++) square += ((x[j] - mean[j]) / std) ** 2;
  return -0.5 * square - x.length * (Math.log(std) + 0.5 * LOG_2PI);
}
