/**
 * The two-box energy balance model of Geoffroy et al. (2013): the upper ocean (warming T, heat capacity C) takes up what
 * is forced and not radiated back, and shares it with the deep ocean (warming T_d, heat capacity C_d):
 *
 *     C dT/dt = F(t) − λ T − γ (T − T_d)        C_d dT_d/dt = γ (T − T_d)
 */
export interface Climate {
  readonly lambda: number;
  readonly gamma: number;
  readonly C: number;
  readonly C_d: number;
}

/** One of the two ways in which warming decays. */
interface Mode {
  /** The eigenvalue r < 0, per year; −1/r is 4 years or so for one mode, hundreds for the other. */
  readonly rate: number;
  /** Its share of the upper ocean's response to a pulse; the two add up to one. */
  readonly share: number;
}

/**
 * Warming (K) of the upper ocean at the start of each year, from rest, under a forcing (W/m²) given at these times and
 * linear between them. Exact for any step: in each mode, dy/dt = r y + F(t) is integrated in closed form.
 */
export function meanWarming(climate: Climate, forcing: Float64Array): Float64Array {
  const warming = new Float64Array(forcing.length);
  for (const { rate, share } of modes(climate)) {
    const decay = Math.exp(rate);
    const ofLevel = Math.expm1(rate) / rate;
    const ofRise = (ofLevel - 1) / rate;
    let y = 0;
    for (let year = 1; year < forcing.length; year++) {
      y = decay * y + ofLevel * forcing[year - 1] + ofRise * (forcing[year] - forcing[year - 1]);
      warming[year] += (share / climate.C) * y;
    }
  }
  return warming;
}

/** Fast and slow, from the characteristic polynomial r² + b r + λ γ / (C C_d); the slow root without cancellation. */
function modes({ lambda, gamma, C, C_d }: Climate): readonly [Mode, Mode] {
  const deep = gamma / C_d;
  const b = (lambda + gamma) / C + deep;
  const fast = -(b + Math.sqrt(b * b - (4 * lambda * deep) / C)) / 2;
  const slow = (lambda * deep) / (C * fast);
  return [
    { rate: fast, share: (fast + deep) / (fast - slow) },
    { rate: slow, share: (slow + deep) / (slow - fast) },
  ];
}
