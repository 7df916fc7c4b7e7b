/**
 * Sampling an autoregressive flow in one pass's work: which unit of the network to compute after which
 * dimension of x is known, as a table that the kernel follows.
 */
import { prefixNeeds, transformParams, type DenseLayer, type Transform } from "@retrodict/tensor";
import { biasIndex, inputsSeen } from "../panels.ts";
import type { Compilation, NodeOf, WasmOp } from "./compilation.ts";
import { ACTIVATION_CODES } from "./dense.ts";
import { clippedFlag, splineConstants, splineWorkBytes } from "./transform-constants.ts";

/** Bytes of a row of the kernel's strip: 32 columns. */
const STRIP_BYTES = 128;
const FLOAT_BYTES = 4;
const NO_RESIDUAL = -1;

export const autoregressiveInverse: WasmOp<"autoregressiveInverse"> = {
  forward(node, id, compilation) {
    const { kernels, stride } = compilation;
    const { layers } = node;
    const contextRows = compilation.features(node.context);
    const dim = node.features;
    const latent = compilation.value(node.latent);
    const context = compilation.value(node.context);
    const x = compilation.value(id);
    const bases = rowBases(contextRows + dim, layers);
    const stripRows = bases.at(-1)! + layers.at(-1)!.weights.outputs;
    const strip = compilation.reserve(stripRows * STRIP_BYTES);
    const schedule = unitSchedule(node, contextRows, bases, compilation);
    const counts = compilation.constants(Int32Array.from(schedule, (units) => units.length));
    const units = compilation.constants(Int32Array.from(schedule.flat(2)));
    const parameters = bases.at(-1)!;
    const { spline, clipped, work } = transformPlaces(node.transform, compilation);
    return (batch) =>
      kernels.autoregressiveInverse(
        batch,
        stride,
        dim,
        contextRows,
        latent,
        context,
        x,
        strip,
        stripRows,
        parameters,
        counts,
        units,
        spline,
        clipped,
        work,
      );
  },
  backward() {
    throw new Error("differentiate refuses an autoregressiveInverse");
  },
};

/** What the kernel needs to know of the transform: a spline's constants and working memory, or 0. */
function transformPlaces(by: Transform, { constants, reserve }: Compilation) {
  const clipped = clippedFlag(by.positivity);
  if (by.kind === "affine") return { spline: 0, clipped, work: 0 };
  return { spline: constants(splineConstants(by)), clipped, work: reserve(splineWorkBytes(by)) };
}

/** First row in the strip of (context, x), which is 0, and of the units of each layer. */
function rowBases(inputRows: number, layers: readonly DenseLayer[]): readonly number[] {
  const bases = [0];
  let next = inputRows;
  for (const { weights } of layers) {
    bases.push(next);
    next += weights.outputs;
  }
  return bases;
}

/** One unit as the kernel reads it: bias address, inputs, input and output rows, residual, activation. */
type UnitRecord = readonly [number, number, number, number, number, number];

/** Per dimension of x, the units to compute before it can be solved for. */
function unitSchedule(
  { layers, transform, features: dim }: NodeOf<"autoregressiveInverse">,
  contextRows: number,
  bases: readonly number[],
  compilation: Compilation,
): readonly (readonly UnitRecord[])[] {
  const needs = prefixNeeds(contextRows, layers);
  const last = layers.length - 1;
  const perDim = transformParams(transform);
  return Array.from({ length: dim }, (_, d) =>
    layers.flatMap((layer, l) => {
      const computable = (unit: number): boolean =>
        l === last ? Math.floor(unit / perDim) === d : needs[l][unit] === d;
      const units = Array.from({ length: layer.weights.outputs }, (_, unit) => unit);
      return units
        .filter(computable)
        .map((unit) => unitRecord(layer, unit, bases[l], bases[l + 1], compilation));
    }),
  );
}

function unitRecord(
  { weights, activation, residual }: DenseLayer,
  unit: number,
  inputBase: number,
  outputBase: number,
  compilation: Compilation,
): UnitRecord {
  const packed = compilation.layer(weights);
  return [
    packed.weights + biasIndex(packed.panels, unit) * FLOAT_BYTES,
    inputsSeen(weights, unit),
    inputBase * STRIP_BYTES,
    (outputBase + unit) * STRIP_BYTES,
    residual ? (inputBase + unit) * STRIP_BYTES : NO_RESIDUAL,
    ACTIVATION_CODES[activation],
  ];
}
