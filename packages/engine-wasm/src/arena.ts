/**
 * Hands out addresses in a memory that does not have its size yet, and fills it once everything that
 * wants a place has one. Nothing is allocated afterwards.
 */
const ALIGNMENT = 64;
const PAGE = 65_536;

export interface Arena {
  /** The address of `bytes` zeroed bytes. */
  reserve(bytes: number): number;
  /** The address of a copy of `values`. */
  constants(values: Int32Array | Float32Array): number;
  /** Grows the memory to what was reserved and writes the constants. */
  install(memory: WebAssembly.Memory): void;
}

export function arena(base: number): Arena {
  const installs: { readonly at: number; readonly values: Int32Array | Float32Array }[] = [];
  let top = base;
  const reserve = (bytes: number): number => {
    const at = Math.ceil(top / ALIGNMENT) * ALIGNMENT;
    top = at + bytes;
    return at;
  };
  return Object.freeze<Arena>({
    reserve,
    constants(values) {
      const at = reserve(values.byteLength);
      installs.push({ at, values });
      return at;
    },
    install(memory) {
      const missing = Math.ceil(top / PAGE) - memory.buffer.byteLength / PAGE;
      if (missing > 0) memory.grow(missing);
      for (const { at, values } of installs) {
        const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
        new Uint8Array(memory.buffer, at, values.byteLength).set(bytes);
      }
    },
  });
}
