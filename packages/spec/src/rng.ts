/** A deterministic stream of random numbers. Drawing mutates it; forking does not. */
export interface Rng {
  /** Next float in `[0, 1)`, 53 bits. */
  uniform(): number;
  /** Next standard normal. */
  normal(): number;
  /** Next unsigned 32-bit integer. */
  uint32(): number;
  /** Independent child stream; depends only on this stream's key and `label`, never on draws made. */
  fork(label: number | string): Rng;
  /** Structured-cloneable state, enough to resume in another thread. */
  state(): RngState;
}

export interface RngState {
  readonly algorithm: string;
  /** The stream's key first, then its position. */
  readonly words: readonly number[];
}
