/** A spike's peak exceeds this, mV. */
export const SPIKE_THRESHOLD = -10;
export const PLATEAU_THRESHOLD = -30;
