import { SHORTEST, SILENCE, type Bursts } from "./bursts.ts";
import { isTriphasic, startsWithin, type PerNeuron } from "./rhythm.ts";

/** Where a run stands; samples are counted from the start of the window. */
interface Progress {
  /** All spikes before this sample have been found. */
  readonly searched: number;
  /** Samples in the window. */
  readonly samples: number;
  /** Time between samples, ms. */
  readonly dt: number;
}

/** Far above rounding of times in ms, far below `dt`; it only makes a run look less hopeless. */
const ROUNDING = 1e-6;
/** Kept bursts of a neuron start at least this far apart, ms. */
const SHORTEST_CYCLE = SHORTEST + SILENCE - ROUNDING;

/**
 * Whether no continuation of a run can make all statistics finite. It never says so of a run that would be valid.
 *
 * Statistics are finite just when the rhythm is triphasic: P ≥ 1 periods lie between kept AB/PD bursts and in T ≥ 0.9 P
 * of them LP and PY start one kept burst each. (Then every neuron has kept bursts, so durations and plateaus exist, too.)
 * Let K kept AB/PD bursts have started, and let f more do so. Then P = K + f - 1, and T has two parts:
 *
 * - Closed periods, between AB/PD bursts that are known. What is known of their LP and PY bursts does not change, but
 *   that the latest burst of a neuron may still become long enough to be kept. A period is certain to be not triphasic where a
 *   neuron has two or more kept starts, or none and no such burst. At most the others are triphasic.
 * - Periods yet to close: f of them, or f - 1 if K = 0. Each triphasic one has an LP start and a PY start of its own,
 *   either known and not before the last AB/PD start, or still to come, so there are no more than such starts. The first
 *   of them is lost if a neuron has two known starts before AB/PD can start again.
 *
 * How many starts can come is bounded because a kept burst lasts more than 40 ms and the next begins at least
 * 150 ms after its end: starts are more than 190 ms apart, and the last is more than 40 ms before the last
 * sample that can be a spike. The first is not before the start of the latest burst, if that may still be kept,
 * not within 150 ms of the latest spike, if that burst is kept already, and otherwise not in what was searched.
 *
 * So the run is hopeless if for every possible f even the largest T is below 0.9 P.
 */
export function isHopeless([pacemaker, lp, py]: PerNeuron<Bursts>, progress: Progress): boolean {
  const followers = [lp, py];
  const nextStart = earliestStart(pacemaker, progress);
  const most = startsToCome(pacemaker, progress);
  const origin = pacemaker.count > 0 ? pacemaker.starts[pacemaker.count - 1] : nextStart;
  const supply = followers.map(
    (bursts) => startsWithin(bursts, origin, progress.samples) + startsToCome(bursts, progress),
  );
  const lost =
    pacemaker.count > 0 && followers.some((bursts) => startsWithin(bursts, origin, nextStart) > 1)
      ? 1
      : 0;
  const closed = possiblyTriphasic(pacemaker, followers, progress);
  for (let f = 0; f <= most; f++) {
    const added = pacemaker.count > 0 ? f : f - 1;
    const triphasic = closed + Math.max(Math.min(added - lost, ...supply), 0);
    if (isTriphasic(triphasic, pacemaker.count + f - 1)) return false;
  }
  return true;
}

/** Closed periods that are triphasic or may become so. */
function possiblyTriphasic(
  pacemaker: Bursts,
  followers: readonly Bursts[],
  progress: Progress,
): number {
  let possible = 0;
  for (let k = 0; k + 1 < pacemaker.count; k++) {
    const [from, to] = [pacemaker.starts[k], pacemaker.starts[k + 1]];
    const one = (bursts: Bursts) => {
      const { latestStart } = bursts;
      const starts = startsWithin(bursts, from, to);
      const undecided = mayStillBeKept(bursts, progress) && latestStart >= from && latestStart < to;
      return starts === 1 || (starts === 0 && undecided);
    };
    if (followers.every(one)) possible++;
  }
  return possible;
}

/** Kept bursts that may still start, at most; one that has started but is too short so far is among them. */
function startsToCome(bursts: Bursts, progress: Progress): number {
  const { dt, samples } = progress;
  const latest = (samples - 3) * dt - SHORTEST + ROUNDING;
  const span = latest - earliestStart(bursts, progress) * dt;
  return span < 0 ? 0 : 1 + Math.floor(span / SHORTEST_CYCLE);
}

/** No later kept burst starts before this sample, a fraction perhaps. */
function earliestStart(bursts: Bursts, progress: Progress): number {
  if (mayStillBeKept(bursts, progress)) return bursts.latestStart;
  const { dt, searched } = progress;
  return bursts.latestKept
    ? Math.max(searched, bursts.latestSpike + (SILENCE - ROUNDING) / dt)
    : searched;
}

/** The latest burst is too short so far, but its next spike may come in time. */
function mayStillBeKept(bursts: Bursts, { dt, searched }: Progress): boolean {
  const { latestKept, latestSpike, latestStart } = bursts;
  return !latestKept && latestStart >= 0 && searched * dt - latestSpike * dt < SILENCE;
}
