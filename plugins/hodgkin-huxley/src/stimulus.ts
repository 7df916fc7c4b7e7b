import { assert } from "@retrodict/check";
import type { Options } from "@retrodict/spec";

/**
 * Onset and end of the stimulus in ms from the first sample, each as given in `options` in the
 * recording's own time or, by default, found in the current: the first and the last sample that lie
 * further from the first sample's current than half the furthest does.
 */
export function stimulusOf(
  current: Float64Array,
  time: Float64Array,
  options: Options,
  source: string,
): readonly [start: number, end: number] {
  const away = current.map((value) => Math.abs(value - current[0]));
  const half = away.reduce((a, b) => Math.max(a, b), 0) / 2;
  const found = {
    "stimulus-start": away.findIndex((value) => value > half),
    "stimulus-end": away.findLastIndex((value) => value > half),
  };
  const first = time[0];
  const last = time[time.length - 1];
  const edge = (name: keyof typeof found): number => {
    const given = options[name];
    if (given !== undefined) return timeOf(given, name) - first;
    assert(
      half > 0,
      "data",
      "hodgkin-huxley",
      () => `expected a stimulus in the current of ${source}, got a constant; pass ${name} in ms`,
    );
    return time[found[name]] - first;
  };
  const start = edge("stimulus-start");
  const end = edge("stimulus-end");
  assert(
    start > 0 && start < end && end <= last - first,
    "range",
    "hodgkin-huxley",
    () =>
      `expected a stimulus that starts after ${first} ms and ends later, by ${last} ms, in ${source}, got ${start + first} to ${end + first} ms; set stimulus-start and stimulus-end inside the recording`,
  );
  return [start, end];
}

function timeOf(given: unknown, name: string): number {
  assert(
    typeof given === "number" && Number.isFinite(given),
    "argument",
    "hodgkin-huxley",
    () => `expected a time in ms for ${name}, got ${String(given)}; pass a number or leave it out`,
  );
  return given;
}
