import type { Rng } from "@retrodict/spec";

/** Fills `out` with independent standard normals. */
export function fillNormal(rng: Rng, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = rng.normal();
}

/** Fills `out` with independent uniforms of `[0, 1)`. */
export function fillUniform(rng: Rng, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = rng.uniform();
}
