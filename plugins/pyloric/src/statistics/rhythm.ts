import type { Bursts } from "./bursts.ts";

/** One value for each of AB/PD, LP and PY. */
export type PerNeuron<T> = readonly [pacemaker: T, lp: T, py: T];

/** How the bursts of the three neurons follow each other; times in ms. */
export interface Rhythm {
  /** Cycles between AB/PD bursts. */
  readonly periods: number;
  /** Those in which each neuron starts to burst just once. */
  readonly triphasicPeriods: number;
  /** Nine in ten periods or more are triphasic. */
  readonly triphasic: boolean;
  /** In seven in ten triphasic periods or more LP starts and ends before PY and after AB/PD has ended. */
  readonly pyloricLike: boolean;
  /** NaN without a period; the delays below are means over the triphasic periods, NaN without one. */
  readonly cyclePeriod: number;
  readonly pacemakerStartToLpStart: number;
  readonly lpStartToPyStart: number;
  readonly pacemakerEndToLpStart: number;
  readonly lpEndToPyStart: number;
}

const TRIPHASIC = 0.9;
const PYLORIC = 0.7;

export const isTriphasic = (triphasicPeriods: number, periods: number): boolean =>
  triphasicPeriods / periods >= TRIPHASIC;

/** The rhythm of Prinz, Bucher and Marder (2004): a period lasts from one kept AB/PD burst's start to the next. */
export function rhythm([pacemaker, lp, py]: PerNeuron<Bursts>, dt: number): Rhythm {
  const periods = Math.max(pacemaker.count - 1, 0);
  let triphasicPeriods = 0;
  let ordered = 0;
  let pacemakerStartToLpStart = 0;
  let lpStartToPyStart = 0;
  let pacemakerEndToLpStart = 0;
  let lpEndToPyStart = 0;
  for (let k = 0; k < periods; k++) {
    const from = pacemaker.starts[k];
    const to = pacemaker.starts[k + 1];
    if (startsWithin(lp, from, to) !== 1 || startsWithin(py, from, to) !== 1) continue;
    const [l, p] = [firstStart(lp, from), firstStart(py, from)];
    const pacemakerStart = from * dt;
    const pacemakerEnd = pacemaker.ends[k] * dt;
    const [lpStart, lpEnd] = [lp.starts[l] * dt, lp.ends[l] * dt];
    const [pyStart, pyEnd] = [py.starts[p] * dt, py.ends[p] * dt];
    triphasicPeriods++;
    if (lpStart <= pyStart && lpEnd <= pyEnd && pacemakerEnd <= lpStart) ordered++;
    pacemakerStartToLpStart += lpStart - pacemakerStart;
    lpStartToPyStart += pyStart - lpStart;
    pacemakerEndToLpStart += lpStart - pacemakerEnd;
    lpEndToPyStart += pyStart - lpEnd;
  }
  const triphasic = isTriphasic(triphasicPeriods, periods);
  return {
    periods,
    triphasicPeriods,
    triphasic,
    pyloricLike: triphasic && ordered / triphasicPeriods >= PYLORIC,
    cyclePeriod: ((pacemaker.starts[periods] - pacemaker.starts[0]) * dt) / periods,
    pacemakerStartToLpStart: pacemakerStartToLpStart / triphasicPeriods,
    lpStartToPyStart: lpStartToPyStart / triphasicPeriods,
    pacemakerEndToLpStart: pacemakerEndToLpStart / triphasicPeriods,
    lpEndToPyStart: lpEndToPyStart / triphasicPeriods,
  };
}

/** Kept bursts that start at sample `from` or later, before `to`. */
export const startsWithin = (bursts: Bursts, from: number, to: number): number =>
  firstStart(bursts, to) - firstStart(bursts, from);

/** Index of the first kept burst that starts at sample `from` or later; their number if none does. */
function firstStart({ starts, count }: Bursts, from: number): number {
  let k = 0;
  while (k < count && starts[k] < from) k++;
  return k;
}
