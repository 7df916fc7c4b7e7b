import { expect, test } from "vitest";
import { burstDetector } from "./bursts.ts";

/** Kept bursts of spikes at these times in ms, with plateaus of a voltage that is high in these spans. */
function detect(spikes: readonly number[], high: readonly (readonly [number, number])[] = []) {
  const smoothed = (t: number) => (high.some(([from, to]) => t >= from && t < to) ? 0 : -60);
  const detector = burstDetector({ dt: 1, samples: 4000, smoothed, energyBefore: (t) => t });
  detector.start();
  for (const spike of spikes) detector.spike(spike);
  const { count, starts, ends, plateaus, energies } = detector.bursts;
  const list = (values: ArrayLike<number>) => Array.from(values).slice(0, count);
  return {
    starts: list(starts),
    ends: list(ends),
    plateaus: list(plateaus),
    energies: list(energies),
  };
}

test("a burst is kept if it lasts longer than 40 ms", () => {
  expect(detect([100, 140]).starts).toEqual([]);
  expect(detect([100, 141])).toMatchObject({ starts: [100], ends: [141] });
});

test("spikes 150 ms apart are of two bursts", () => {
  expect(detect([100, 249])).toMatchObject({ starts: [100], ends: [249] });
  expect(detect([100, 200, 350, 400])).toMatchObject({ starts: [100, 350], ends: [200, 400] });
});

test("a plateau is of the burst before it, until the next kept one or the last spike", () => {
  const spikes = [100, 150, 900, 1500, 1550, 2500];
  const high = [
    [300, 560], // of the first burst
    [1000, 1350], // still of the first: the spike at 900 is no burst
    [1600, 1700], // of the second
    [2200, 2600], // does not end before the last spike
  ] as const;
  expect(detect(spikes, high)).toMatchObject({ starts: [100, 1500], plateaus: [350, 100] });
});

test("a plateau that a kept burst interrupts is not counted", () => {
  expect(detect([100, 150, 1500, 1550], [[1300, 1600]]).plateaus).toEqual([0, 0]);
});

test("energies are of 80 samples before to 480 after, within the window", () => {
  expect(detect([79, 150]).energies).toEqual([0]);
  expect(detect([80, 150]).energies).toEqual([630]);
  expect(detect([3800, 3900]).energies).toEqual([4000 - 3720]);
});
