/** The smoothed voltage of a spike's peak exceeds this, mV. */
export const SPIKE_THRESHOLD = -10;
/** And that of a plateau this. */
export const PLATEAU_THRESHOLD = -30;
