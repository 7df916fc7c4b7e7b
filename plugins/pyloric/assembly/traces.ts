/** The traces of a chunk, three of each kind: AB/PD, LP and PY. */

/** Most samples in a chunk. */
export const CHUNK: i32 = 4096;
/** Bytes from one neuron's trace to the next. */
export const TRACE: usize = 4096 * 8;
/** mV. */
export const voltages: usize = heap.alloc(3 * TRACE);
/** nW/cm2. */
export const powers: usize = heap.alloc(3 * TRACE);
/** Standard normals. */
export const noises: usize = heap.alloc(3 * TRACE);
