import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spikeIndices, type SpikeOptions } from "./index.ts";

/** The rule as published, pass by pass on whole arrays. */
function twoPasses(trace: Float64Array, options: Required<SpikeOptions>): number[] {
  const { dt, threshold, after, before, minimumGap } = options;
  const clamped = trace.map((v) => (v < threshold ? threshold : v));
  const lowered = clamped.map((v, i) => (clamped[i + 1] < v ? threshold : v));
  const events = [...lowered.keys()].filter((i) => lowered[i + 1] < lowered[i]);
  const inside = events.filter((i) => i * dt > after && i * dt < before);
  return inside.filter((event, i) => i === 0 || event * dt - inside[i - 1] * dt > minimumGap);
}

const everywhere = { threshold: -10, after: -Infinity, before: Infinity, minimumGap: 0.5 };

describe("spikeIndices", () => {
  test("equals the two-pass rule on any trace, ties and gaps included", () => {
    // Few levels make plateaus and values at the threshold common; NaN stands for a failed run.
    const level = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: -14, max: -4 }) },
      { weight: 4, arbitrary: fc.double({ min: -90, max: 60, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    );
    const options = fc.record({
      dt: fc.constantFrom(0.01, 0.02, 0.1, 0.25),
      threshold: fc.constantFrom(-10, -9.5, 0),
      after: fc.double({ min: -1, max: 2, noNaN: true }),
      before: fc.double({ min: 1, max: 20, noNaN: true }),
      minimumGap: fc.constantFrom(0, 0.02, 0.5, 1),
    });
    fc.assert(
      fc.property(fc.array(level, { maxLength: 200 }), options, (values, chosen) => {
        const trace = Float64Array.from(values);
        expect(spikeIndices(trace, chosen)).toEqual(twoPasses(trace, chosen));
      }),
      { numRuns: 1000 },
    );
  });

  test("marks the sample before each peak", () => {
    const trace = Float64Array.of(-70, -5, 30, -20, -70, 0, 10, 10, -30, -70);
    expect(spikeIndices(trace, { dt: 1 })).toEqual([1, 6]);
  });

  test("the gap counts from the previous spike even if that was dropped", () => {
    const tooth = [-5, 0];
    const trace = Float64Array.of(...tooth, ...tooth, ...tooth, ...tooth, -70);
    const spikes = twoPasses(trace, { ...everywhere, dt: 0.2 });
    expect(spikes).toEqual([0]);
    expect(spikeIndices(trace, { dt: 0.2 })).toEqual(spikes);
  });

  test("the window's edges are outside it", () => {
    const trace = Float64Array.of(-5, 0, -5, 0, -5, 0, -5, -70);
    const options = { dt: 1, minimumGap: 0 };
    expect(spikeIndices(trace, options)).toEqual([0, 2, 4]);
    expect(spikeIndices(trace, { ...options, after: 0, before: 4 })).toEqual([2]);
  });

  test("a step that is not positive throws", () => {
    expect(() => spikeIndices(new Float64Array(3), { dt: 0 })).toThrow(/expected dt/);
  });
});
