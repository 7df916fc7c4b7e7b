import { PLATEAU_THRESHOLD } from "./thresholds.ts";

/** Looking at every tenth sample only is part of the published definition. */
const STRIDE = 10;

/** The longest stretch above -30 mV among every tenth sample from a burst's start on. */
export interface Plateau {
  /** Longest stretch that has ended, in samples. */
  longest: number;
  /** Stretch under way, in samples. */
  current: number;
  /** The sample to look at next. */
  next: number;
}

export const plateau = (): Plateau => ({ longest: 0, current: 0, next: 0 });

export function startPlateau(state: Plateau, sample: number): void {
  state.longest = 0;
  state.current = 0;
  state.next = sample;
}

/** Looks at the samples before `until`. */
export function advancePlateau(
  state: Plateau,
  until: number,
  smoothed: (sample: number) => number,
): void {
  for (; state.next < until; state.next += STRIDE) {
    if (smoothed(state.next) > PLATEAU_THRESHOLD) state.current += STRIDE;
    else endStretch(state);
  }
}

/** The same where all samples are known to lie below the threshold. */
export function advancePlateauBelow(state: Plateau, until: number): void {
  if (state.next >= until) return;
  endStretch(state);
  state.next += STRIDE * Math.ceil((until - state.next) / STRIDE);
}

function endStretch(state: Plateau): void {
  if (state.current > state.longest) state.longest = state.current;
  state.current = 0;
}
