/** Noise from two sources: normals by counter, each neuron with its own key, and the rows of a numpy matrix. */
import { normalsFrom, prepareNormals } from "../../../tooling/kernels/assembly/normals";
import { GENERATOR, nextNormal, seedGenerator, skipNormals } from "./mt19937";
import { TRACE, noises } from "./traces";

const keys: usize = memory.data(3 * 8, 8);
const generators: usize = heap.alloc(3 * GENERATOR);

prepareNormals();
memory.fill(noises, 0, 3 * TRACE);

/** The key, 64 bits, of a neuron's noise. */
export function setNoiseKey(neuron: i32, high: u32, low: u32): void {
  store<u64>(keys + ((<usize>neuron) << 3), ((<u64>high) << 32) | low);
}

/** Noise for `n` samples of which the first is number `start` of the run. */
export function drawNoise(start: i32, n: i32): void {
  for (let j: usize = 0; j < 3; j++) {
    normalsFrom(load<u64>(keys + (j << 3)), start, n, noises + j * TRACE);
  }
}

/**
 * Readies numpy's `RandomState(seed).normal(size=(3, length))`. Its rows follow each other in a single stream,
 * so the generators of the later ones have to be advanced past the earlier.
 */
export function seedNoise(seed: u32, length: i32): void {
  seedGenerator(generators, seed);
  for (let j: usize = 1; j < 3; j++) {
    const generator = generators + j * GENERATOR;
    memory.copy(generator, generator - GENERATOR, GENERATOR);
    skipNormals(generator, length);
  }
}

/** The next `n` columns of that matrix. */
export function drawSeededNoise(n: i32): void {
  for (let j: usize = 0; j < 3; j++) {
    const generator = generators + j * GENERATOR;
    for (let k = 0; k < n; k++) {
      store<f64>(noises + j * TRACE + ((<usize>k) << 3), nextNormal(generator));
    }
  }
}
