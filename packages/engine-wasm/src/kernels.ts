/**
 * What the WebAssembly module exports. The meaning of each kernel stands with its source in `assembly/`.
 * Addresses are in bytes; `add` is 1 to add to what is there and 0 to replace it.
 */

/** The used and the whole length of a row, in bytes. */
type Columns = [batch: number, stride: number];
/** Those, and the number of rows. */
type Rows = [...Columns, rows: number];
type Named = [...Rows, name: number];
type Affine = [...Columns, dim: number, clipped: number];
type Panels = [panels: number, table: number];
type PanelRange = [firstPanel: number, lastPanel: number, table: number];
type MixtureSizes = [dim: number, components: number, diagonals: number, full: number];
type Gradients = [dy: number, dx: number, add: number];

export interface Kernels {
  heapBase(): number;
  denseForward(
    ...args: [
      ...Columns,
      ...Panels,
      weights: number,
      x: number,
      y: number,
      activation: number,
      residual: number,
      kept: number,
    ]
  ): void;
  activationGradient(
    ...args: [...Rows, activation: number, activated: number, dy: number, dz: number]
  ): void;
  denseInputGradient(
    ...args: [
      ...Columns,
      firstTile: number,
      lastTile: number,
      ...PanelRange,
      starts: number,
      weights: number,
      dz: number,
      dx: number,
      initial: number,
      activation: number,
      activated: number,
      dzBelow: number,
    ]
  ): void;
  denseWeightGradient(
    ...args: [
      ...Columns,
      ...PanelRange,
      x: number,
      dz: number,
      gradient: number,
      mask: number,
      add: number,
    ]
  ): void;
  moveRows(...args: [...Rows, from: number, to: number, add: number]): void;
  clearRows(...args: [...Rows, at: number]): void;
  gatherRows(...args: [...Rows, indices: number, from: number, to: number]): void;
  scatterRows(...args: [...Rows, indices: number, from: number, to: number]): void;
  unaryForward(...args: [...Named, x: number, y: number]): void;
  unaryBackward(...args: [...Named, x: number, y: number, ...Gradients]): void;
  binaryForward(...args: [...Named, left: number, right: number, y: number]): void;
  multiplyRows(...args: [...Rows, a: number, b: number, to: number, add: number]): void;
  negateRows(...args: [...Rows, from: number, to: number, add: number]): void;
  scaleShiftForward(...args: [...Rows, scale: number, shift: number, x: number, y: number]): void;
  scaleShiftBackward(...args: [...Rows, scale: number, ...Gradients]): void;
  sumForward(...args: [...Rows, x: number, y: number]): void;
  sumBackward(...args: [...Rows, ...Gradients]): void;
  logSumExpForward(...args: [...Rows, x: number, y: number]): void;
  logSumExpBackward(...args: [...Rows, x: number, y: number, ...Gradients]): void;
  normalLogDensityForward(...args: [...Rows, constant: number, x: number, y: number]): void;
  normalLogDensityBackward(...args: [...Rows, x: number, ...Gradients]): void;
  affineFlowForward(...args: [...Affine, x: number, conditioner: number, y: number]): void;
  affineFlowBackward(
    ...args: [
      ...Affine,
      x: number,
      conditioner: number,
      dy: number,
      dConditioner: number,
      addConditioner: number,
      dx: number,
      addX: number,
    ]
  ): void;
  affineFlowInverse(...args: [...Affine, latent: number, conditioner: number, x: number]): void;
  splineForward(
    ...args: [
      ...Columns,
      dim: number,
      spline: number,
      x: number,
      conditioner: number,
      y: number,
      kept: number,
      bins: number,
      work: number,
    ]
  ): void;
  splineBackward(
    ...args: [
      ...Columns,
      dim: number,
      spline: number,
      x: number,
      conditioner: number,
      dy: number,
      kept: number,
      bins: number,
      dConditioner: number,
      addConditioner: number,
      dx: number,
      addX: number,
    ]
  ): void;
  splineInverse(
    ...args: [
      ...Columns,
      dim: number,
      spline: number,
      latent: number,
      conditioner: number,
      x: number,
      work: number,
    ]
  ): void;
  /** Returns log |det|. */
  luProduct(dim: number, side: number, params: number, factors: number, panels: number): number;
  fillRow(batch: number, value: number, row: number): void;
  luGradient(
    ...args: [
      batch: number,
      dim: number,
      side: number,
      params: number,
      factors: number,
      work: number,
      product: number,
      dLogDeterminant: number,
      gradient: number,
      mask: number,
      add: number,
    ]
  ): void;
  luInverse(
    ...args: [
      ...Columns,
      dim: number,
      side: number,
      params: number,
      factors: number,
      y: number,
      x: number,
    ]
  ): void;
  autoregressiveInverse(
    ...args: [
      ...Columns,
      dim: number,
      contextRows: number,
      latent: number,
      context: number,
      x: number,
      strip: number,
      stripRows: number,
      parameters: number,
      counts: number,
      units: number,
      spline: number,
      clipped: number,
      work: number,
    ]
  ): void;
  mixtureForward(
    ...args: [
      ...Columns,
      ...MixtureSizes,
      minDiagonal: number,
      constant: number,
      x: number,
      parameters: number,
      y: number,
      work: number,
      strip: number,
    ]
  ): void;
  mixtureBackward(
    ...args: [
      ...Columns,
      ...MixtureSizes,
      x: number,
      parameters: number,
      dy: number,
      work: number,
      strip: number,
      dParameters: number,
      add: number,
      dx: number,
      addX: number,
    ]
  ): void;
  sumOfSquares(bytes: number, values: number, mask: number): number;
  adamStep(
    bytes: number,
    weights: number,
    gradient: number,
    first: number,
    second: number,
    penalised: number,
    firstDecay: number,
    firstFactor: number,
    secondDecay: number,
    secondFactor: number,
    rate: number,
    secondScale: number,
    epsilon: number,
    penalty: number,
  ): void;
}
