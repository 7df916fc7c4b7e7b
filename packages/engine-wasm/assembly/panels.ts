/**
 * The layout of dense layers' weights. The weights of four outputs form a panel: their four biases, then
 * for each input the four weights, for only as many inputs as the panel's outputs see. A table entry per
 * panel holds that number of inputs, made even, and the panel's byte offset.
 */

/** Bytes of a table entry, and of the four weights of one input. */
export const PANEL_ENTRY: usize = 8;
export const PANEL_WIDTH: usize = 16;

// @ts-ignore: decorator
@inline
export function panelInputs(entry: usize): usize {
  return load<u32>(entry);
}

// @ts-ignore: decorator
@inline
export function panelOffset(entry: usize): usize {
  return load<u32>(entry, 4);
}
