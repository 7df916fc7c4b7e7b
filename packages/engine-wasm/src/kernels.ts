/**
 * What the WebAssembly module exports. Addresses are in bytes; `batch` and `stride` are the used and the
 * whole length of a row in bytes; `add` is 1 to add to what is there and 0 to replace it. The meaning of
 * each kernel stands with its source in `assembly/`.
 */
export interface Kernels {
  heapBase(): number;
  denseForward(
    batch: number,
    stride: number,
    panels: number,
    table: number,
    weights: number,
    x: number,
    y: number,
    activation: number,
    residual: number,
    kept: number,
  ): void;
  activationGradient(
    batch: number,
    stride: number,
    rows: number,
    activation: number,
    activated: number,
    dy: number,
    dz: number,
  ): void;
  denseInputGradient(
    batch: number,
    stride: number,
    firstTile: number,
    lastTile: number,
    panels: number,
    table: number,
    starts: number,
    weights: number,
    dz: number,
    dx: number,
    initial: number,
    activation: number,
    activated: number,
    dzBelow: number,
  ): void;
  denseWeightGradient(
    batch: number,
    stride: number,
    panels: number,
    table: number,
    x: number,
    dz: number,
    gradient: number,
    mask: number,
    add: number,
  ): void;
  moveRows(
    batch: number,
    stride: number,
    rows: number,
    from: number,
    to: number,
    add: number,
  ): void;
  clearRows(batch: number, stride: number, rows: number, at: number): void;
  gatherRows(
    batch: number,
    stride: number,
    rows: number,
    indices: number,
    from: number,
    to: number,
  ): void;
  scatterRows(
    batch: number,
    stride: number,
    rows: number,
    indices: number,
    from: number,
    to: number,
  ): void;
  unaryForward(
    batch: number,
    stride: number,
    rows: number,
    name: number,
    x: number,
    y: number,
  ): void;
  unaryBackward(
    batch: number,
    stride: number,
    rows: number,
    name: number,
    x: number,
    y: number,
    dy: number,
    dx: number,
    add: number,
  ): void;
  binaryForward(
    batch: number,
    stride: number,
    rows: number,
    name: number,
    left: number,
    right: number,
    y: number,
  ): void;
  multiplyRows(
    batch: number,
    stride: number,
    rows: number,
    a: number,
    b: number,
    to: number,
    add: number,
  ): void;
  negateRows(
    batch: number,
    stride: number,
    rows: number,
    from: number,
    to: number,
    add: number,
  ): void;
  scaleShiftForward(
    batch: number,
    stride: number,
    rows: number,
    scale: number,
    shift: number,
    x: number,
    y: number,
  ): void;
  scaleShiftBackward(
    batch: number,
    stride: number,
    rows: number,
    scale: number,
    dy: number,
    dx: number,
    add: number,
  ): void;
  sumForward(batch: number, stride: number, rows: number, x: number, y: number): void;
  sumBackward(
    batch: number,
    stride: number,
    rows: number,
    dy: number,
    dx: number,
    add: number,
  ): void;
  logSumExpForward(batch: number, stride: number, rows: number, x: number, y: number): void;
  logSumExpBackward(
    batch: number,
    stride: number,
    rows: number,
    x: number,
    y: number,
    dy: number,
    dx: number,
    add: number,
  ): void;
  normalLogDensityForward(
    batch: number,
    stride: number,
    rows: number,
    constant: number,
    x: number,
    y: number,
  ): void;
  normalLogDensityBackward(
    batch: number,
    stride: number,
    rows: number,
    x: number,
    dy: number,
    dx: number,
    add: number,
  ): void;
  affineFlowForward(
    batch: number,
    stride: number,
    dim: number,
    x: number,
    conditioner: number,
    y: number,
  ): void;
  affineFlowBackward(
    batch: number,
    stride: number,
    dim: number,
    x: number,
    conditioner: number,
    dy: number,
    dConditioner: number,
    addConditioner: number,
    dx: number,
    addX: number,
  ): void;
  autoregressiveInverse(
    batch: number,
    stride: number,
    dim: number,
    contextRows: number,
    latent: number,
    context: number,
    x: number,
    strip: number,
    stripRows: number,
    pairs: number,
    counts: number,
    units: number,
  ): void;
  sumOfSquares(bytes: number, gradient: number): number;
  adamStep(
    bytes: number,
    weights: number,
    gradient: number,
    first: number,
    second: number,
    firstDecay: number,
    firstFactor: number,
    secondDecay: number,
    secondFactor: number,
    rate: number,
    secondScale: number,
    epsilon: number,
  ): void;
}
