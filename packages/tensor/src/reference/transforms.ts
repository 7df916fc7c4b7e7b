/** Elementwise transforms of a row, and their inverses. */
import { transformParams } from "../parameters.ts";
import type { Transform } from "../types.ts";
import { affine } from "./affine.ts";
import { applyLayer } from "./dense.ts";
import type { Row, RowOp } from "./row-ops.ts";
import { spline } from "./spline.ts";

/** A transform of one number, given its parameters. */
export interface ScalarTransform {
  forward(x: number, params: Row): { readonly z: number; readonly logSlope: number };
  inverse(z: number, params: Row): number;
  /** Adds to the parameters' gradient; returns the gradient of x. */
  backward(
    x: number,
    params: Row,
    gradient: { readonly byZ: number; readonly byLogSlope: number },
    intoParams: Row,
  ): number;
}

const scalarTransform = (by: Transform): ScalarTransform =>
  by.kind === "affine" ? affine(by) : spline(by);

/** The stretch of `row` that belongs to dimension `d`. */
function paramsOf(by: Transform, row: Row, d: number): Row {
  const count = transformParams(by);
  return row.subarray(d * count, (d + 1) * count);
}

export const transform: RowOp<"transform"> = {
  forward({ transform: by }, { operands: [x, conditioner], out }) {
    const { forward } = scalarTransform(by);
    out[x.length] = 0;
    for (let d = 0; d < x.length; d++) {
      const { z, logSlope } = forward(x[d], paramsOf(by, conditioner, d));
      out[d] = z;
      out[x.length] += logSlope;
    }
  },
  backward({ transform: by }, { operands: [x, conditioner], gradient, operandGradients }) {
    const [intoX, intoConditioner] = operandGradients;
    const { backward } = scalarTransform(by);
    for (let d = 0; d < x.length; d++) {
      const cotangent = { byZ: gradient[d], byLogSlope: gradient[x.length] };
      const into = paramsOf(by, intoConditioner, d);
      intoX[d] += backward(x[d], paramsOf(by, conditioner, d), cotangent, into);
    }
  },
};

export const inverseTransform: RowOp<"inverseTransform"> = {
  forward({ transform: by }, { operands: [z, conditioner], out }) {
    const { inverse } = scalarTransform(by);
    for (let d = 0; d < z.length; d++) out[d] = inverse(z[d], paramsOf(by, conditioner, d));
  },
  backward: refused,
};

export const autoregressiveInverse: RowOp<"autoregressiveInverse"> = {
  /** One whole pass per dimension, so that nothing depends on the order in which units become known. */
  forward({ layers, transform: by }, { operands: [latent, context], out, params }) {
    const { inverse } = scalarTransform(by);
    out.fill(0);
    for (let d = 0; d < out.length; d++) {
      const below = Float64Array.from([...context, ...out]);
      const conditioner = layers.reduce<Row>((h, layer) => applyLayer(layer, h, params), below);
      out[d] = inverse(latent[d], paramsOf(by, conditioner, d));
    }
  },
  backward: refused,
};

function refused(): never {
  throw new Error("compile refuses to differentiate an inverse");
}
