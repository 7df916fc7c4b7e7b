import { unconstrain } from "@retrodict/distributions";
import type { DifferentiableLogDensity, LogDensity, Matrix } from "@retrodict/spec";

/** A target carried to unconstrained space, where chains meet no edges. */
export interface Unconstrained {
  readonly dim: number;
  /** Log-density of z, the Jacobian included. */
  logDensity(z: Matrix): Float64Array;
  toTheta(z: Matrix): Matrix;
  fromTheta(theta: Matrix): Matrix;
}

export interface DifferentiableUnconstrained extends Unconstrained {
  logDensityGrad(z: Matrix): { readonly logDensity: Float64Array; readonly grad: Matrix };
}

/** `log target(theta(z)) + log |d theta / dz|`; minus infinity where there is no number. */
export function unconstrained(target: LogDensity): Unconstrained {
  const bijector = unconstrain(target.support);
  return {
    dim: target.dim,
    logDensity(z) {
      const logDet = bijector.logDetInverse(z);
      return target.logDensity(bijector.inverse(z)).map((value, i) => finite(value + logDet[i]));
    },
    toTheta: (z) => bijector.inverse(z),
    fromTheta: (theta) => bijector.forward(theta),
  };
}

/** The same with the gradient by z. */
export function differentiableUnconstrained(
  target: DifferentiableLogDensity,
): DifferentiableUnconstrained {
  const bijector = unconstrain(target.support);
  return {
    ...unconstrained(target),
    logDensityGrad(z) {
      const logDet = bijector.logDetInverse(z);
      const { logDensity, grad } = target.logDensityGrad(bijector.inverse(z));
      return {
        logDensity: logDensity.map((value, i) => finite(value + logDet[i])),
        grad: bijector.pullback(z, grad),
      };
    },
  };
}

const finite = (value: number): number => (Number.isFinite(value) ? value : -Infinity);
