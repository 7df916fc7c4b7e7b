import { stream } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";
import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { burstDetector } from "./bursts.ts";
import { isHopeless } from "./hopeless.ts";
import { rhythm, type PerNeuron } from "./rhythm.ts";

/** 3 s at 1 ms, as spike times alone. */
const dt = 1;
const samples = 3000;

type Spikes = PerNeuron<readonly number[]>;

/** Where the run was given up, if at all, and whether it ended triphasic. */
function follow(spikes: Spikes) {
  const detector = () => burstDetector({ dt, samples, smoothed: () => -60, energyBefore: () => 0 });
  const detectors = [detector(), detector(), detector()] as const;
  const bursts = [detectors[0].bursts, detectors[1].bursts, detectors[2].bursts] as const;
  let hopelessAt: number | undefined;
  const next = [0, 0, 0];
  for (let searched = 0; searched <= samples; searched += 10) {
    detectors.forEach((one, j) => {
      for (; spikes[j][next[j]] < searched; next[j]++) one.spike(spikes[j][next[j]]);
    });
    if (hopelessAt === undefined && isHopeless(bursts, { searched, samples, dt }))
      hopelessAt = searched;
  }
  return { hopelessAt, valid: rhythm(bursts, dt).triphasic };
}

/** The fastest triphasic rhythm: bursts of 41 ms, 150 ms apart. */
function fastest(from: number): Spikes {
  const after = (delay: number) => {
    const spikes: number[] = [];
    for (let start = from + delay; start + 41 <= samples - 3; start += 191)
      spikes.push(start, start + 41);
    return spikes;
  };
  return [after(0), after(1), after(2)];
}

/** Anything at all until `until`. */
function random(rng: Rng, until: number): Spikes {
  const gap = () => (rng.uniform() < 0.6 ? 10 + 40 * rng.uniform() : 350 * rng.uniform());
  const train = () => {
    const spikes: number[] = [];
    for (let time = gap(); time < until; time += gap()) spikes.push(Math.ceil(time));
    return spikes;
  };
  return [train(), train(), train()];
}

const join = (a: Spikes, b: Spikes) =>
  a.map((spikes, j) => [...spikes, ...b[j]]) as never as Spikes;

describe("isHopeless", () => {
  test("never of a run that becomes triphasic, be it at the last moment", () => {
    let valid = 0;
    let hopeless = 0;
    assert(
      property(integer({ min: 0 }), (seed) => {
        const rng = stream(seed);
        const until = Math.floor(rng.uniform() ** 2 * samples);
        const spikes = join(random(rng, until), fastest(until + 1 + (rng.uint32() % 160)));
        const run = follow(spikes);
        if (run.valid) {
          valid++;
          expect(run.hopelessAt).toBeUndefined();
        }
        if (run.hopelessAt !== undefined) hopeless++;
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(valid).toBeGreaterThan(100);
    expect(hopeless).toBeGreaterThan(100);
  });

  test("of every run that is over and not triphasic", () => {
    assert(
      property(integer({ min: 0 }), (seed) => {
        const run = follow(random(stream(seed), samples - 2));
        expect(run.hopelessAt !== undefined).toBe(!run.valid);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  test("of silence when there is no time left for two bursts", () => {
    // The last spike can be at 2997, so the second burst starts before 2957 and the first before 2767.
    expect(follow([[], [], []]).hopelessAt).toBe(2770);
  });

  test("as soon as too many periods are lost for those to come", () => {
    // Without LP and PY one AB/PD period of 191 ms is lost after the other: two of 15 are too many.
    expect(follow([fastest(1)[0], [], []]).hopelessAt).toBeLessThan(3 * 191 + 50);
    expect(follow(fastest(1)).hopelessAt).toBeUndefined();
  });

  test("not while a burst may still become long enough to make a period triphasic", () => {
    // LP starts just before a period ends and is kept, by its second spike, long after.
    const cycles = [1500, 1800, 2100, 2400, 2700];
    const at = (...delays: number[]) =>
      cycles.flatMap((start) => delays.map((delay) => start + delay));
    expect(follow([at(0, 41), at(299, 447), at(60, 101)])).toEqual({
      hopelessAt: undefined,
      valid: true,
    });
  });

  test("of an LP that does not stop firing", () => {
    const tonic = Array.from({ length: 290 }, (_, i) => 10 * i + 1);
    const [pacemaker, , py] = fastest(1);
    expect(follow([pacemaker, tonic, py]).hopelessAt).toBeLessThan(800);
  });
});
