/** Adaptive integration by Gauss's rule of 7 points and Kronrod's extension to 15 (QUADPACK, Piessens et al. 1983). */

/** Kronrod's points in [0, 1], those of Gauss at odd places, with the weights of both. */
const POINTS = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945,
  0.5860872354676911, 0.4058451513773972, 0.20778495500789848, 0,
];
const KRONROD = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592,
  0.1690047266392679, 0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const GAUSS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];

/** Relative to the whole. */
const TOLERANCE = 1e-13;
const DEEPEST = 40;

/** The integral of a smooth, nowhere negative function. */
export function integrate(f: (x: number) => number, from: number, to: number): number {
  const whole = rule(f, from, to);
  return refine(f, [from, to], whole, { tolerance: TOLERANCE * whole.kronrod, depth: DEEPEST });
}

interface Estimate {
  readonly kronrod: number;
  readonly gauss: number;
}

/** Halves the interval until both rules agree there. */
function refine(
  f: (x: number) => number,
  [from, to]: readonly [number, number],
  { kronrod, gauss }: Estimate,
  { tolerance, depth }: { readonly tolerance: number; readonly depth: number },
): number {
  const enough = Math.max(tolerance, TOLERANCE * kronrod);
  if (!(Math.abs(kronrod - gauss) > enough) || depth === 0) return kronrod;
  const middle = (from + to) / 2;
  const halves = [
    [from, middle],
    [middle, to],
  ] as const;
  return halves
    .map((half) => refine(f, half, rule(f, ...half), { tolerance, depth: depth - 1 }))
    .reduce((a, b) => a + b);
}

function rule(f: (x: number) => number, from: number, to: number): Estimate {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  let kronrod = KRONROD[7] * f(middle);
  let gauss = GAUSS[3] * f(middle);
  for (let k = 0; k < 7; k++) {
    const pair = f(middle - half * POINTS[k]) + f(middle + half * POINTS[k]);
    kronrod += KRONROD[k] * pair;
    if (k % 2 === 1) gauss += GAUSS[(k - 1) / 2] * pair;
  }
  return { kronrod: kronrod * half, gauss: gauss * half };
}
